"""Removing files for good, as far as a file system lets us (on flash: best effort)."""

import os
from collections.abc import Iterable
from pathlib import Path

from vault.store import atomic

_BLOCK = 1 << 20


def destroy_all(folder: Path, names: Iterable[str]) -> None:
    """Overwrite and unlink each named file that exists; durable when this returns.

    Raises ``ReadOnlyFolder`` or ``StorageFailed``; what was not removed is still named.
    """
    try:
        for name in names:
            if (folder / name).is_file():
                _destroy(folder / name)
        atomic.sync_folder(folder)
    except OSError as error:
        raise atomic.storage_error(error) from error


def _destroy(path: Path) -> None:
    with path.open("r+b", buffering=0) as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, _BLOCK)))
        os.fsync(file.fileno())
    path.unlink()


def destroy_leftovers(folder: Path) -> None:
    """Remove our own half-written temporary files; only while the vault's lock is held."""
    destroy_all(folder, [e.name for e in folder.iterdir() if atomic.is_leftover(e)])
