"""Which files a person means by some files and folders."""

import os
from collections.abc import Iterable
from pathlib import Path

from vault.errors import SourceUnreadable

# What computers put into folders for themselves.
_OF_THE_SYSTEM = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


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
    def refuse(error: OSError) -> None:
        raise SourceUnreadable() from error

    files = [
        Path(parent, name)
        for parent, _, names in os.walk(folder, onerror=refuse)
        for name in names
        if name.lower() not in _OF_THE_SYSTEM
    ]
    return sorted(path for path in files if path.is_file() and not path.is_symlink())
