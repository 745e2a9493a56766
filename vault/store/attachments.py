"""The files of documents: sealing, opening, looking whether they are there.

Nothing here needs a session: each function runs on whatever thread, with a plan or a reading
that a session gave. Memory does not grow with a document's size.
"""

import os
import stat
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from vault import digests
from vault.age import HybridIdentity, HybridRecipient, seal, unseal
from vault.age.stream import Readable
from vault.documents import media_types
from vault.documents.model import AddPlan, Reading, SealedFile
from vault.errors import (
    AgeError,
    DocumentDamaged,
    DocumentMissing,
    NotAFile,
    SourceChanged,
    SourceUnreadable,
)
from vault.progress import Progress
from vault.store import atomic, bundle, folder_tree

TEMPORARY_SUFFIX = ".part"
_SEAL = "seal"
_OPEN = "open"
_AHEAD = 8
"""Blocks (of 256 KiB) that wait for hashing and writing at most."""
_WRITE_OUT_BYTES = 8 << 20
_PRIVATE = 0o700


def file_names(uid: str) -> tuple[str, str]:
    """Return the name of a document's file below the vault's folder, and the one it has before."""
    name = bundle.attachment_file(uid)
    folder, _, last = name.rpartition("/")
    return name, f"{folder}/.{last}{TEMPORARY_SUFFIX}"


# --- what comes from outside ---


@contextmanager
def open_source(path: Path) -> Iterator[BinaryIO]:
    """Open a file that a person gave. Raises ``NotAFile`` or ``SourceUnreadable``."""
    try:
        # asked first: to open some devices is an act already, and Windows opens no folder
        is_file = stat.S_ISREG(path.lstat().st_mode)
        file = atomic.open_plain(path) if is_file else None
    except (OSError, ValueError) as error:  # a name with NUL in it is a ValueError
        raise SourceUnreadable() from error
    if file is None:
        raise NotAFile()
    with file:
        yield file


class _Source:
    """What is read to be sealed: counted, hashed, and watched for somebody else's writing."""

    def __init__(self, file: Readable, progress: Progress) -> None:
        self._file = file
        self._progress = progress
        self._before = _state(file)
        self._hash = digests.sha256()
        self.size = 0
        self.head = b""

    def read(self, size: int, /) -> bytes:
        try:
            data = self._file.read(size)
        except OSError as error:
            raise SourceUnreadable() from error
        if len(self.head) < media_types.HEAD_BYTES:
            self.head += data[: media_types.HEAD_BYTES - len(self.head)]
        self._hash.update(data)
        self.size += len(data)
        total = self.size if self._before is None else self._before[0]
        if self.size > total:
            raise SourceChanged()
        self._progress(_SEAL, self.size, total)
        return data

    def readline(self, size: int, /) -> bytes:
        return self.read(size)

    def finish(self) -> str:
        """Return the hash. Raises ``SourceChanged`` for a file that is not as it was."""
        if self._before != _state(self._file) or (self._before and self._before[0] != self.size):
            raise SourceChanged()
        return self._hash.hexdigest()


def _state(file: Readable) -> tuple[int, int] | None:
    """Return size and time of the last change of a plain file; ``None`` for any other stream."""
    try:
        status = os.fstat(file.fileno())  # type: ignore[attr-defined]  # what has none says so below
    except (AttributeError, OSError):
        return None
    return (status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


# --- hashing and writing beside reading and encrypting ---


class _Beside:
    """Hashes and passes on what it is given, in a thread of its own: both let others run."""

    def __init__(self, target: BinaryIO | None) -> None:
        self._target = target
        self._hash = digests.sha256()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="attachment")
        self._waiting: deque[Future[None]] = deque()
        self._written = self._started = 0
        self.size = 0

    def write(self, data: bytearray | bytes, /) -> None:
        self.size += len(data)
        self._waiting.append(self._thread.submit(self._take, data))
        if len(self._waiting) > _AHEAD:
            self._waiting.popleft().result()

    def _take(self, data: bytearray | bytes) -> None:
        self._hash.update(data)
        if self._target is not None:
            self._target.write(data)
            self._written += len(data)
            if self._written - self._started >= _WRITE_OUT_BYTES:
                atomic.start_writing(self._target, self._started, self._written - self._started)
                self._started = self._written

    def finish(self) -> str:
        """Return the hash of all, when all was passed on."""
        while self._waiting:
            self._waiting.popleft().result()
        return self._hash.hexdigest()

    def __enter__(self) -> "_Beside":
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)


# --- sealing ---


def write(plan: AddPlan, source: Readable, progress: Progress) -> SealedFile:
    """Seal all of ``source`` as the plan's file: whole and durable when this returns.

    On any error, and where ``progress`` raises, nothing is left. Raises ``SourceUnreadable``,
    ``SourceChanged``, ``DiskFull``, ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    make_folder(plan.target.parent)
    counted = _Source(source, progress)
    recipient = HybridRecipient.from_text(plan.recipient)
    with (
        atomic.replacing(plan.target, temporary=plan.temporary) as file,
        _Beside(file) as sealed,
    ):
        seal([recipient], counted, sealed)
        sealed_sha256 = sealed.finish()
        sha256 = counted.finish()
    return SealedFile(
        size=counted.size,
        sha256=sha256,
        sealed_size=sealed.size,
        sealed_sha256=sealed_sha256,
        media_type=media_types.detect(counted.head, plan.file_name),
    )


def make_folder(folder: Path) -> None:
    """Make ``attachments/ab``, durably; what was made stays, empty, if nothing comes of it.

    A link in its place is refused: what it leads to is not the vault. Raises ``DiskFull``,
    ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    try:
        for one in (folder.parent, folder):
            if not os.path.lexists(one):
                one.mkdir(mode=_PRIVATE, exist_ok=True)
                atomic.sync_folder(one.parent)
            folder_tree.require_plain(one)
    except OSError as error:
        raise atomic.storage_error(error) from error


# --- opening ---


class _Sealed:
    """A document's file as it is read: what the disk says of it is said of the document."""

    def __init__(self, file: BinaryIO, reading: Reading, progress: Progress) -> None:
        self._file = file
        self._reading = reading
        self._progress = progress
        self._done = 0

    def read(self, size: int, /) -> bytes:
        return self._told(lambda: self._file.read(size))

    def readline(self, size: int, /) -> bytes:
        return self._told(lambda: self._file.readline(size))

    def _told(self, act: Callable[[], bytes]) -> bytes:
        try:
            data = act()
        except OSError as error:
            raise DocumentDamaged(self._reading.document_id) from error
        self._done += len(data)
        self._progress(_OPEN, self._done, self._reading.sealed_size)
        return data


def read(reading: Reading, target: BinaryIO | None, progress: Progress) -> None:
    """Open a document's file into ``target``, or into nothing: then it is only verified.

    When this raises, ``target`` may hold a part. Raises ``DocumentDamaged`` or
    ``DocumentMissing``, an ``OSError`` of ``target``, or what ``progress`` raises.
    """
    with _open_sealed(reading) as file, _Beside(target) as opened:
        try:
            unseal([_identity(reading)], _Sealed(file, reading, progress), opened)
        except AgeError as error:
            raise DocumentDamaged(reading.document_id) from error
        is_same = opened.finish() == reading.sha256 and opened.size == reading.size
    if not is_same:
        raise DocumentDamaged(reading.document_id)


def _identity(reading: Reading) -> HybridIdentity:
    try:
        return HybridIdentity.from_text(reading.identity)
    except ValueError as error:
        raise DocumentDamaged(reading.document_id) from error


@contextmanager
def _open_sealed(reading: Reading) -> Iterator[BinaryIO]:
    """Only a plain file of the right size is opened: a link or a pipe there is damage."""
    try:
        file = atomic.open_plain(reading.path)
    except FileNotFoundError as error:
        raise DocumentMissing(reading.document_id) from error
    except OSError as error:
        raise DocumentDamaged(reading.document_id) from error
    if file is None:
        raise DocumentDamaged(reading.document_id)
    with file:
        if os.fstat(file.fileno()).st_size != reading.sealed_size:
            raise DocumentDamaged(reading.document_id)
        yield file


def read_bytes(reading: Reading) -> bytes:
    """Return a document's whole plaintext. Raises ``DocumentDamaged`` or ``DocumentMissing``."""
    target = BytesIO()
    read(reading, target, lambda name, done, total: None)
    return target.getvalue()


def copy_out(reading: Reading, target: Path, progress: Progress) -> None:
    """Write a document's plaintext as a new file, which appears when the last byte verified.

    Raises ``FileNameTaken``, ``DocumentDamaged``, ``DocumentMissing``, ``DiskFull``,
    ``ReadOnlyFolder``, ``StorageFailed``, or what ``progress`` raises; nothing is left then.
    """
    with atomic.appearing(target) as file:
        read(reading, file, progress)


# --- looking ---


def stray_names(folder: Path, known: frozenset[str]) -> list[str]:
    """Return the files below ``attachments`` that ``known`` does not name. Raises a storage error.

    A link is one of them, also one to a folder.
    Names are as ``bundle.attachment_file`` gives them, whatever the system's separator.
    """
    top = folder / bundle.ATTACHMENTS
    if not os.path.lexists(top):
        return []
    try:
        folder_tree.require_plain(top)
        names = [path.relative_to(folder).as_posix() for path in folder_tree.files_below(top)]
    except OSError as error:
        raise atomic.storage_error(error) from error
    return sorted(name for name in names if name not in known)


def size_of(path: Path) -> int | None:
    """Return the size of a plain file in bytes; ``None`` where there is none."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
