"""Files that appear whole or not at all. The only place that calls ``os.replace``."""

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Self

from vault.errors import (
    DiskFull,
    FileNameTaken,
    FolderExists,
    ReadOnlyFolder,
    StorageFailed,
    VaultError,
)

_PRIVATE = 0o600
_TEMPORARY_SUFFIX = ".part"
_BATCH_FILES, _BATCH_BYTES = 64, 64 << 20
_LEFTOVER = re.compile(r"\.(vault\.json|(keys|passphrase)-[0-9]+\.age)\.[0-9a-f]{16}\.part")
_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{16}\.part", re.DOTALL)
_HAS_NO_NAMELESS = (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL)
_DESCRIPTORS = Path("/proc/self/fd")

# Follow no link, wait for no pipe, change no line's end.
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


def start_writing(file: BinaryIO, start: int, size: int) -> None:
    """Let the system begin to write out what was written, and wait for nothing.

    So the final fsync of a large file has little left to wait for (Linux; elsewhere nothing
    happens).
    """
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):  # advice; an error of the disk comes back at the fsync
            os.posix_fadvise(file.fileno(), start, size, os.POSIX_FADV_DONTNEED)


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


def temporary_of(path: Path) -> Path:
    """Return a name, given to nothing yet, that ``path`` may have until it is whole."""
    return path.with_name(f".{path.name}.{secrets.token_hex(8)}{_TEMPORARY_SUFFIX}")


def is_temporary(name: str) -> bool:
    """Return whether ``name`` is one that ``temporary_of`` gives."""
    return _TEMPORARY.fullmatch(name) is not None


@contextmanager
def replacing(
    path: Path, temporary: Path | None = None, aside: Path | None = None
) -> Iterator[BinaryIO]:
    """Give a file to write that takes the place of ``path`` on a clean exit, mode 0600.

    ``temporary`` is the name it has until then, for those who wrote that name down before. A file
    of before is called ``aside`` then, where that is given; else it is gone.
    On any exception the temporary file is removed and ``path`` stays as it was.
    Raises ``DiskFull``, ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    temporary = temporary or temporary_of(path)
    try:
        descriptor = _create(temporary)
    except OSError as error:
        raise storage_error(error) from error
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            sync_file(file)
        _take_place(temporary, path, aside)
        sync_folder(path.parent)
    except OSError as error:
        _remove_if_possible(temporary)
        raise storage_error(error) from error
    except BaseException:
        _remove_if_possible(temporary)
        raise


def _remove_if_possible(path: Path) -> None:
    with suppress(OSError):  # its medium may be gone; the next sweep knows its name
        path.unlink(missing_ok=True)


def _take_place(temporary: Path, path: Path, aside: Path | None) -> None:
    if aside is not None:
        if path.is_dir() and not path.is_symlink():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with suppress(FileNotFoundError):  # it was taken away meanwhile
            os.rename(path, aside)
    try:
        os.replace(temporary, path)
    except OSError:
        if aside is not None:
            with suppress(VaultError):  # its medium may be gone; the next unlock knows its name
                put_back(aside, path)
        raise


def put_back(aside: Path, path: Path) -> None:
    """Give what ``replacing`` put aside its name again, if it is there, over what has that name.

    Raises ``ReadOnlyFolder``, ``DiskFull`` or ``StorageFailed``.
    """
    try:
        if os.path.lexists(aside):
            os.replace(aside, path)
            sync_folder(path.parent)
    except OSError as error:
        raise storage_error(error) from error


def _create(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(path, flags, _PRIVATE)


class Batch:
    """Many files that are written first, then made durable together, and then get their names.

    A medium that is told to be durable after each small file spends its time on that. On an
    exception those that have no name yet are removed. Raises ``DiskFull``, ``ReadOnlyFolder`` or
    ``StorageFailed``.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[BinaryIO, Path, Path]] = []
        self._bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self.appear()
        finally:
            self._discard()

    @contextmanager
    def replacing(self, path: Path) -> Iterator[BinaryIO]:
        """Give a file to write that takes the place of ``path`` at the next ``appear``."""
        temporary = temporary_of(path)
        try:
            file = os.fdopen(_create(temporary), "w+b")
        except OSError as error:
            raise storage_error(error) from error
        self._waiting.append((file, temporary, path))
        try:
            yield file
            self._bytes += file.tell()
        except BaseException as error:
            self._forget_last()
            if isinstance(error, OSError):
                raise storage_error(error) from error
            raise
        if len(self._waiting) >= _BATCH_FILES or self._bytes >= _BATCH_BYTES:
            self.appear()

    def appear(self) -> None:
        """Make all that was written durable, and give it its names."""
        try:
            for file, _, _ in self._waiting:
                sync_file(file)
            folders = {path.parent for _, _, path in self._waiting}
            while self._waiting:
                file, temporary, path = self._waiting[-1]
                file.close()
                os.replace(temporary, path)
                self._waiting.pop()
        except OSError as error:
            raise storage_error(error) from error
        for folder in folders:
            sync_folder(folder)
        self._bytes = 0

    def _forget_last(self) -> None:
        file, temporary, _ = self._waiting.pop()
        with suppress(OSError):  # what it still held could not be written either
            file.close()
        _remove_if_possible(temporary)

    def _discard(self) -> None:
        while self._waiting:
            self._forget_last()


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` as ``path``, durable when this returns."""
    with replacing(path) as file:
        file.write(content)


@contextmanager
def appearing(path: Path, temporary: Path | None = None) -> Iterator[BinaryIO]:
    """Give a file to write that is there as ``path`` after a clean exit, never over anything.

    Where the system can, it has no name until then: of a killed process nothing is left. Elsewhere
    it is called ``temporary``, as in ``replacing``.
    Raises ``FileNameTaken``, ``DiskFull``, ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    if os.path.lexists(path):
        raise FileNameTaken()
    try:
        descriptor = _nameless(path.parent)
        if descriptor is None:
            with replacing(path, temporary) as file:
                yield file
                if os.path.lexists(path):
                    raise FileNameTaken()
            return
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            sync_file(file)
            _name(descriptor, path)
    except FileExistsError as error:
        raise FileNameTaken() from error
    except OSError as error:
        raise storage_error(error) from error
    sync_folder(path.parent)


def _nameless(folder: Path) -> int | None:
    """Open a new file without a name; ``None`` where that cannot be done."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not _DESCRIPTORS.is_dir():
        return None
    try:
        return os.open(folder, os.O_RDWR | flag, _PRIVATE)
    except OSError as error:
        if error.errno in _HAS_NO_NAMELESS:
            return None
        raise


def _name(descriptor: int, path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # with a folder given, os.link follows /proc's link to the file itself
        os.link(f"{_DESCRIPTORS}/{descriptor}", path.name, src_dir_fd=folder, dst_dir_fd=folder)
    finally:
        os.close(folder)


def is_leftover(name: str) -> bool:
    """Return whether ``name`` is exactly what a killed ``replacing`` of ours left behind."""
    return _LEFTOVER.fullmatch(name) is not None


def open_plain(path: Path) -> BinaryIO | None:
    """Open a regular file to read; ``None`` for a link, a folder, a pipe, a device.

    Raises ``OSError``.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | _PLAIN_FLAGS)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None
        raise
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    return None


def read_small(path: Path, most: int) -> bytes | None:
    """Return a regular file's content; ``None`` for a link, a device, or more than ``most`` bytes.

    Raises ``OSError``.
    """
    file = open_plain(path)
    if file is None:
        return None
    with file:
        size = os.fstat(file.fileno()).st_size
        return None if size > most else file.read(size)


def appear(built: Path, folder: Path) -> None:
    """Give a folder that was built under another name its own, at once. Raises ``FolderExists``."""
    try:
        if folder.exists():
            raise FolderExists()
        os.rename(built, folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise storage_error(error) from error
