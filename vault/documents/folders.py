"""Which files a person means by some files and folders."""

from collections.abc import Iterable
from pathlib import Path

from vault.errors import SourceUnreadable
from vault.store import folder_tree


def files_in(chosen: Iterable[Path]) -> list[Path]:
    """Return the files chosen, and those in the folders chosen, at any depth, by name.

    Inside a folder only plain files count; links are not followed, so nothing outside of it
    comes in. Raises ``SourceUnreadable``.
    """
    found: list[Path] = []
    for path in chosen:
        found += _below(path) if path.is_dir() and not path.is_symlink() else [path]
    return found


def _below(folder: Path) -> list[Path]:
    try:
        found = folder_tree.files_below(folder)
    except OSError as error:
        raise SourceUnreadable() from error
    return [path for path in found if path.is_file() and not path.is_symlink()]
