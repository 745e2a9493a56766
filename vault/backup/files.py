"""Copying files to a place that may be pulled out at any moment, and reading them back."""

import errno
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vault import digests
from vault.backup.model import SealedDocument
from vault.errors import (
    BackupError,
    DestinationFull,
    DestinationGone,
    DestinationReadOnly,
    DiskFull,
    ReadOnlyFolder,
    StorageFailed,
    VaultFileError,
)
from vault.store import atomic
from vault.store.atomic import Batch

BLOCK = 1 << 20
_MOST_UNWRITTEN = 4 * BLOCK
_TRY = ".casekeep-try"
_TRIED = re.compile(rf"\.?{re.escape(_TRY)}(\.[0-9a-f]{{16}}\.part)?")

Moved = Callable[[int], None]
"""Called with how many bytes went through; may raise ``Cancelled``."""


class Unreadable(Exception):
    """The vault's own file is missing, damaged, or cannot be read. ``is_missing`` says which."""

    def __init__(self, *, is_missing: bool) -> None:
        super().__init__()
        self.is_missing = is_missing


def is_there(folder: Path) -> bool:
    """Return whether a folder is there and lets itself be looked at; a dead mount does not."""
    try:
        return folder.is_dir()
    except OSError:
        return False


@contextmanager
def at(root: Path) -> Iterator[None]:
    """Translate what goes wrong below ``root``, a place that may be gone.

    Raises ``DestinationGone``, ``DestinationFull`` or ``DestinationReadOnly``.
    """
    try:
        yield
    except (OSError, DiskFull, ReadOnlyFolder, StorageFailed) as error:
        raise _translated(error, root) from error


@contextmanager
def written(root: Path) -> Iterator[None]:
    """Translate as ``at`` does, where what was just written does not read back the same."""
    try:
        with at(root):
            yield
    except VaultFileError as error:
        raise DestinationGone() from error


def _translated(error: Exception, root: Path) -> BackupError:
    ours = atomic.storage_error(error) if isinstance(error, OSError) else error
    if isinstance(ours, DiskFull):
        return DestinationFull()
    if isinstance(ours, ReadOnlyFolder) and is_there(root) and str(ours) != "EROFS":
        return DestinationReadOnly()
    return DestinationGone()


def require_writable(root: Path) -> None:
    """Return if a file can be made in ``root``.

    Raises ``DestinationGone``, ``DestinationReadOnly`` or ``DestinationFull``.
    """
    if not is_there(root):
        raise DestinationGone()
    try:
        for entry in _entries(root):
            if _TRIED.fullmatch(entry.name):  # left by a program that was killed while it tried
                Path(entry.path).unlink()
        with atomic.replacing(root / _TRY) as file:
            file.write(b"\n")
        (root / _TRY).unlink()
    except ReadOnlyFolder as error:
        raise DestinationReadOnly() from error
    except (OSError, DiskFull, StorageFailed) as error:
        raise _translated(error, root) from error


def open_plain(path: Path) -> BinaryIO:
    """Open a regular file, never through a link. Raises ``OSError``."""
    file = atomic.open_plain(path)
    if file is None:
        raise OSError(errno.EINVAL, "not a regular file")
    return file


def blocks(file: BinaryIO, moved: Moved) -> Iterator[bytes]:
    """Yield the rest of a file. Raises ``OSError`` or what ``moved`` raises."""
    while block := file.read(BLOCK):
        yield block
        moved(len(block))


def hash_of(path: Path, moved: Moved, *, is_from_medium: bool = False) -> tuple[int, str]:
    """Return size and SHA-256 of a file. Raises ``OSError`` or what ``moved`` raises.

    ``is_from_medium`` drops what the system remembers of it, where the system lets us: what is
    read is then what was written, and not what was meant to be.
    """
    digest, size = digests.sha256(), 0
    with open_plain(path) as file:
        if is_from_medium:
            forget(file)
        for block in blocks(file, moved):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()


def forget_cached(path: Path) -> None:
    """Let the next reading come from the medium, where the system lets us. Raises ``OSError``."""
    with open_plain(path) as file:
        forget(file)


def forget(file: BinaryIO) -> None:
    """Do the same for an open file whose content is durable. Raises ``OSError``."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def copy_checked(
    source: Path, target: Path, expected: SealedDocument, batch: Batch, moved: Moved
) -> None:
    """Copy a document's file; ``target`` appears, with its batch, where its hash is as expected.

    Raises ``Unreadable`` for the source; ``OSError``, ``DiskFull``, ``ReadOnlyFolder`` or
    ``StorageFailed`` for the target; what ``moved`` raises.
    """
    with _opened(source) as reading, batch.replacing(target) as writing:
        _copy(reading, writing, expected, moved)


def copy_into(writing: BinaryIO, source: Path, expected: SealedDocument, moved: Moved) -> None:
    """Copy a document's file into an open one; raises ``Unreadable`` unless its hash is right.

    Raises ``OSError`` of ``writing`` and what ``moved`` raises too.
    """
    with _opened(source) as reading:
        _copy(reading, writing, expected, moved)


def _opened(source: Path) -> BinaryIO:
    try:
        return open_plain(source)
    except OSError as error:
        raise Unreadable(is_missing=error.errno == errno.ENOENT) from error


def _copy(reading: BinaryIO, writing: BinaryIO, expected: SealedDocument, moved: Moved) -> None:
    digest, size = digests.sha256(), 0
    for block in _from_source(reading, moved):
        writing.write(block)
        digest.update(block)
        size += len(block)
        if size % _MOST_UNWRITTEN == 0:  # who saves on the same disk waits for what is before it
            atomic.sync_file(writing)
    if (size, digest.hexdigest()) != (expected.size, expected.sha256):
        raise Unreadable(is_missing=False)


def _from_source(file: BinaryIO, moved: Moved) -> Iterator[bytes]:
    while True:
        try:
            block = file.read(BLOCK)
        except OSError as error:
            raise Unreadable(is_missing=False) from error
        if not block:
            return
        yield block
        moved(len(block))


def clear_name(path: Path) -> None:
    """Move a folder aside that has the name of a file of ours: no file could take its place.

    Raises ``ReadOnlyFolder``, ``DiskFull`` or ``StorageFailed``.
    """
    if path.is_dir() and not path.is_symlink():
        atomic.appear(path, path.with_name(f"{path.name}.{secrets.token_hex(4)}.aside"))


def remove_tree(folder: Path) -> None:
    """Remove a folder of ours with what is in it, following no link. Raises ``OSError``."""
    empty_tree(folder)
    folder.rmdir()


def empty_tree(folder: Path) -> None:
    """Remove what is in a folder of ours, following no link. Raises ``OSError``."""
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            remove_tree(Path(entry.path))
        else:
            Path(entry.path).unlink()


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)
