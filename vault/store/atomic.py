"""Files that appear whole or not at all. The only place that calls ``os.replace``."""

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vault.errors import DiskFull, FolderExists, ReadOnlyFolder, StorageFailed, VaultError

_PRIVATE = 0o600
_TEMPORARY_SUFFIX = ".part"
_LEFTOVER = re.compile(r"\.(vault\.json|(keys|passphrase)-[0-9]+\.age)\.[0-9a-f]{16}\.part")
_PLAIN_FLAGS = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


def storage_error(error: OSError) -> VaultError:
    """Translate an operating system's error into one of ours; the name of the file stays out."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(errno.errorcode[error.errno])
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return ReadOnlyFolder(errno.errorcode[error.errno])
    return StorageFailed(errno.errorcode.get(error.errno or 0, "unknown"))


def sync_file(file: BinaryIO) -> None:
    """Make the content of ``file`` durable."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the entries of ``folder`` durable (nothing to do where the system has no such call).

    Raises ``StorageFailed``.
    """
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise storage_error(error) from error


@contextmanager
def replacing(path: Path, temporary: Path | None = None) -> Iterator[BinaryIO]:
    """Give a file to write that takes the place of ``path`` on a clean exit, mode 0600.

    ``temporary`` is the name it has until then, for those who wrote that name down before.
    On any exception the temporary file is removed and ``path`` stays as it was.
    Raises ``DiskFull``, ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    if temporary is None:
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}{_TEMPORARY_SUFFIX}")
    try:
        descriptor = os.open(
            temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _PRIVATE
        )
    except OSError as error:
        raise storage_error(error) from error
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            sync_file(file)
        os.replace(temporary, path)
        sync_folder(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise storage_error(error) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` as ``path``, durable when this returns."""
    with replacing(path) as file:
        file.write(content)


def is_leftover(name: str) -> bool:
    """Return whether ``name`` is exactly what a killed ``replacing`` of ours left behind."""
    return _LEFTOVER.fullmatch(name) is not None


def read_small(path: Path, most: int) -> bytes | None:
    """Return a regular file's content; ``None`` for a link, a device, or more than ``most`` bytes.

    Raises ``OSError``.
    """
    flags = os.O_RDONLY | _PLAIN_FLAGS
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None
        raise
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:
            return None
        return file.read(most)


def appear(built: Path, folder: Path) -> None:
    """Give a folder that was built under another name its own, at once. Raises ``FolderExists``."""
    try:
        if folder.exists():
            raise FolderExists()
        os.rename(built, folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise storage_error(error) from error
