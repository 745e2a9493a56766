"""Removing files for good, as far as a file system lets us (on flash: best effort)."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from vault.store import atomic, folder_tree

_BLOCK = 1 << 20


def destroy_all(folder: Path, names: Iterable[str]) -> None:
    """Overwrite and unlink each named file that exists; durable when this returns.

    Raises ``ReadOnlyFolder`` or ``StorageFailed`` (also where a folder below ``folder`` is a
    link); what was not removed is still named.
    """
    parents = {folder}
    try:
        for name in names:
            if folder_tree.has_plain_parents(folder, name) and os.path.lexists(folder / name):
                _destroy(folder / name)
                parents.add((folder / name).parent)
    except OSError as error:
        raise atomic.storage_error(error) from error
    for parent in parents:
        atomic.sync_folder(parent)


def _destroy(path: Path) -> None:
    """Only a plain file that has no other name is overwritten: a link may lead out of the vault."""
    status = path.lstat()
    if stat.S_ISDIR(status.st_mode):
        return
    if stat.S_ISREG(status.st_mode) and status.st_nlink == 1:
        _overwrite(path)
    path.unlink()


def _overwrite(path: Path) -> None:
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "r+b", buffering=0) as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, _BLOCK)))
        os.fsync(file.fileno())


def destroy_leftovers(folder: Path) -> None:
    """Remove our own half-written temporary files; only while the vault's lock is held.

    Raises ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    try:
        names = [entry.name for entry in folder.iterdir() if atomic.is_leftover(entry.name)]
    except OSError as error:
        raise atomic.storage_error(error) from error
    destroy_all(folder, names)
