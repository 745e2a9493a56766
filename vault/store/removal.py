"""Removing files for good, as far as a file system lets us (on flash: best effort)."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from vault.store import atomic, folder_tree

_BLOCK = 1 << 20
_TOGETHER = 64
"""Files that are open at a time."""


def destroy_all(folder: Path, names: Iterable[str]) -> None:
    """Overwrite and unlink each named file that exists; durable when this returns.

    Many are made durable together, and each folder once, at the end: told to be durable after
    each small file, a disk spends its time on that. Raises ``ReadOnlyFolder`` or
    ``StorageFailed`` (also where a folder below ``folder`` is a link); what was not removed is
    still named.
    """
    parents = {folder}
    try:
        for group in _groups(_there(folder, names)):
            _overwrite_all([path for path in group if _is_ours_alone(path)])
            for path in group:
                path.unlink()
                parents.add(path.parent)
    except OSError as error:
        raise atomic.storage_error(error) from error
    for parent in parents:
        atomic.sync_folder(parent)


def _there(folder: Path, names: Iterable[str]) -> list[Path]:
    """Return the paths, each once, of what exists and is no folder."""
    found = {}
    for name in names:
        path = folder / name
        if folder_tree.has_plain_parents(folder, name) and os.path.lexists(path):
            found[path] = stat.S_ISDIR(path.lstat().st_mode)
    return [path for path, is_folder in found.items() if not is_folder]


def _groups(paths: list[Path]) -> Iterator[list[Path]]:
    for begin in range(0, len(paths), _TOGETHER):
        yield paths[begin : begin + _TOGETHER]


def _is_ours_alone(path: Path) -> bool:
    """Only a plain file that has no other name is overwritten: a link may lead out of the vault."""
    status = path.lstat()
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1


def _overwrite_all(paths: list[Path]) -> None:
    with ExitStack() as opened:
        files = [opened.enter_context(_overwritten(path)) for path in paths]
        for file in files:
            os.fsync(file.fileno())


@contextmanager
def _overwritten(path: Path) -> Iterator[BinaryIO]:
    """Give a file whose content is zeros now, not durable yet."""
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "r+b", buffering=0) as file:
        size = left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, _BLOCK)))
        atomic.start_writing(file, 0, size)
        yield file


def destroy_leftovers(folder: Path) -> None:
    """Remove our own half-written temporary files; only while the vault's lock is held.

    Raises ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    try:
        names = [entry.name for entry in folder.iterdir() if atomic.is_leftover(entry.name)]
    except OSError as error:
        raise atomic.storage_error(error) from error
    destroy_all(folder, names)
