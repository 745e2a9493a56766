"""Files of ours outside the vault, as a killed program may have left them there."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from vault.errors import VaultError
from vault.store import atomic, folder_tree, removal


def medium_of(folder: Path) -> str:
    """Return where the medium that holds ``folder`` is mounted."""
    real = folder.resolve()
    return str(next((one for one in (real, *real.parents) if os.path.ismount(one)), real))


def is_in(medium: str, paths: Iterable[str]) -> bool:
    """Return whether the medium is in, and the folders of ``paths`` are there.

    Where a stick is mounted a folder may stay when it is out; plans of older vaults name none.
    """
    folders_are_there = all(os.path.lexists(Path(path).parent) for path in paths)
    return folders_are_there and (not medium or os.path.ismount(medium))


def left(paths: Iterable[str]) -> list[Path]:
    """Return what is there of ``paths``, or may be: a medium may not let itself be looked at."""
    return [path for path in map(Path, paths) if not folder_tree.is_gone(path)]


def is_undone(temporaries: Sequence[str], aside: Sequence[str]) -> bool:
    """Give the file of before, where it was put ``aside``, its name again, and remove temporary
    files for good. Return whether all of it was done.
    """
    if aside and not _is_back(Path(temporaries[0]), *map(Path, aside)):
        return False
    return all(map(_is_destroyed, left(temporaries)))


def _is_back(temporary: Path, aside: Path, path: Path) -> bool:
    if os.path.lexists(temporary) and os.path.lexists(path):
        # the new one has no name yet: what has that one is the file of before, or somebody else's
        return not os.path.lexists(aside)
    try:
        atomic.put_back(aside, path)
    except VaultError:
        return False
    return True


def _is_destroyed(path: Path) -> bool:
    try:
        removal.destroy_all(path.parent, [path.name])
    except VaultError:
        return False
    return True
