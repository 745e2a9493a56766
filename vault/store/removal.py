"""Removing files for good, as far as a file system lets us (on flash: best effort)."""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from vault.errors import DiskFull, VaultError
from vault.store import atomic, folder_tree

_BLOCK = 1 << 20
_TOGETHER = 64
"""Files that are open at a time."""
_HELD = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY)
"""What a system says of a file that another program holds, a virus scanner for instance.

It says the same of a file that belongs to somebody else, and that does not pass.
"""


def destroy_all(
    folder: Path,
    names: Iterable[str],
    tell_unwritten: Callable[[list[str]], None] = lambda names: None,
    *,
    is_patient: bool = True,
) -> None:
    """Overwrite and unlink each named file that exists; durable when this returns.

    One that fails keeps no other from its turn. What a disk does not let be overwritten is
    unlinked all the same: ``tell_unwritten`` hears its name before, for nobody could see it
    afterwards. It stays where that may pass: room is missing for it (a file system may write
    beside what was), or, as long as this ``is_patient``, another program holds it.
    Many are made durable together, and each folder once, at the end: told to be durable after
    each small file, a disk spends its time on that. Raises ``ReadOnlyFolder``, ``DiskFull`` or
    ``StorageFailed`` (also where a folder below ``folder`` is a link); what was not removed is
    still named.
    """
    errors: list[OSError] = []
    parents = {folder}
    for group in _groups(_there(folder, names, errors)):
        unwritten = _overwrite_all(group)
        staying = {path for path, error in unwritten.items() if _may_pass(error, is_patient)}
        errors += [unwritten[path] for path in staying]
        told = [path.relative_to(folder).as_posix() for path in unwritten.keys() - staying]
        if told:
            tell_unwritten(sorted(told))
        for path in group:
            if path not in staying:
                _unlink(path, errors)
                parents.add(path.parent)
    for parent in parents:
        atomic.sync_folder(parent)
    if errors:
        raise atomic.storage_error(errors[0]) from errors[0]


def is_held(error: VaultError) -> bool:
    """Return whether it says that a file was held: by another program, or by the system."""
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in _HELD


def _there(folder: Path, names: Iterable[str], errors: list[OSError]) -> list[Path]:
    """Return the paths, each once, of what exists and is no folder."""
    found = {}
    for name in names:
        path = folder / name
        try:
            if folder_tree.has_plain_parents(folder, name) and not folder_tree.is_gone(path):
                found[path] = stat.S_ISDIR(path.lstat().st_mode)
        except OSError as error:
            errors.append(error)
    return [path for path, is_folder in found.items() if not is_folder]


def _groups(paths: list[Path]) -> Iterator[list[Path]]:
    for begin in range(0, len(paths), _TOGETHER):
        yield paths[begin : begin + _TOGETHER]


def _may_pass(error: OSError, is_patient: bool) -> bool:
    is_held = is_patient and error.errno in _HELD
    return is_held or isinstance(atomic.storage_error(error), DiskFull)


def _unlink(path: Path, errors: list[OSError]) -> None:
    try:
        path.unlink()
    except OSError as error:
        errors.append(error)


def _is_ours_alone(path: Path) -> bool:
    """Only a plain file that has no other name is overwritten: a link may lead out of the vault.

    Raises ``OSError`` where it has one: its content stays.
    """
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        return False
    if status.st_nlink > 1:
        raise OSError(errno.EMLINK, "the file has another name")
    return True


def _overwrite_all(paths: list[Path]) -> dict[Path, OSError]:
    """Return those of the plain files that could not be overwritten, and why."""
    files: dict[Path, BinaryIO] = {}
    failed: dict[Path, OSError] = {}
    with ExitStack() as opened:
        for path in paths:
            try:
                if _is_ours_alone(path):
                    files[path] = opened.enter_context(_overwritten(path))
            except OSError as error:
                failed[path] = error
        for path, file in files.items():
            try:
                os.fsync(file.fileno())
            except OSError as error:
                failed[path] = error
    return failed


@contextmanager
def _overwritten(path: Path) -> Iterator[BinaryIO]:
    """Give a file whose content is zeros now, not durable yet."""
    with os.fdopen(_opened(path), "r+b", buffering=0) as file:
        size = left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, _BLOCK)))
        atomic.start_writing(file, 0, size)
        yield file


def _opened(path: Path) -> int:
    """Open a file for writing, also one that somebody made read-only."""
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, flags)
    except PermissionError:
        path.chmod(0o600)
        return os.open(path, flags)


def destroy_leftovers(folder: Path) -> None:
    """Remove our own half-written temporary files; only while the vault's lock is held.

    Raises ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    try:
        names = [entry.name for entry in folder.iterdir() if atomic.is_leftover(entry.name)]
    except OSError as error:
        raise atomic.storage_error(error) from error
    destroy_all(folder, names)
