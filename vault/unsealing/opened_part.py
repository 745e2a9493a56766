"""A part of an export that was opened: read from inside its sealed file, nothing on a disk."""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from types import TracebackType
from typing import BinaryIO, Self, cast
from zipfile import ZipFile

from vault import digests
from vault.age.files import unseal
from vault.age.hybrid import HybridIdentity
from vault.age.random_access import OpenedFile
from vault.age.stream import Buffer, Writable
from vault.errors import (
    AgeError,
    DocumentDamaged,
    DocumentMissing,
    ExportUnreadable,
    NewerExport,
    NotFound,
    PartDamaged,
)
from vault.sealing import bounded_lines, documents_text
from vault.sealing.documents_text import DocumentLine
from vault.sealing.part_model import Part
from vault.sealing.statement_model import StatementFacts
from vault.store import bundle
from vault.unsealing.model import DocumentEntry, NumberVerdict
from vault.unsealing.source import ExportSource
from vault.unsealing.zip_source import BROKEN

DOCUMENTS = "data/documents.json"
MOST_READ = 256 << 20
"""Bytes of one entry that are held in memory; a larger one is streamed by ``open``."""
_LONGEST_LINE = 1 << 20  # bytes of what is told of one document
_DAMAGED = (*BROKEN, zlib.error, AgeError, OSError)


class OpenedPart:
    """One part of one number. Close it, or use it in ``with``; the source stays open."""

    def __init__(
        self, source: ExportSource, number: NumberVerdict, part: Part, opened: OpenedFile
    ) -> None:
        self._source = source
        self.number = number
        self.part = part
        self._opened = opened
        with self._damage():
            self._archive = ZipFile(cast(BinaryIO, io.BufferedReader(opened)))
        self._names = frozenset(self._archive.namelist())

    def __repr__(self) -> str:
        return f"OpenedPart({self.part}, {self.number.number})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the sealed file."""
        self._archive.close()
        self._opened.close()

    @property
    def statement(self) -> StatementFacts:
        """What the number says of itself. Raises ``ExportUnreadable`` where it is damaged, or not
        what the list has."""
        if self.number.statement is None or not self.number.is_told:
            raise ExportUnreadable("statement")
        return self.number.statement

    @property
    def manifest_sha256(self) -> str:
        """SHA-256 (hex) of the number's manifest; empty for none."""
        return self.number.manifest_sha256

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the part's entries, in their order; not one of them is trusted."""
        return tuple(self._archive.namelist())

    def size(self, name: str) -> int:
        """Return how many bytes an entry says to have. Raises ``NotFound``."""
        if name not in self._names:
            raise NotFound()
        return self._archive.getinfo(name).file_size

    def read(self, name: str, most: int = MOST_READ) -> bytes:
        """Return an entry of at most ``most`` bytes. Raises ``NotFound`` or ``PartDamaged``."""
        if self.size(name) > most:
            raise PartDamaged(self.part)
        with self._damage():
            return self._archive.read(name)

    def open(self, name: str) -> BinaryIO:
        """Open an entry to read from front to back. Raises ``NotFound`` or ``PartDamaged``, which
        reading may raise too: what was read before it is as it was sealed."""
        if name not in self._names:
            raise NotFound()
        with self._damage():
            entry = self._archive.open(name)
        return cast(BinaryIO, io.BufferedReader(_Entry(cast(BinaryIO, entry), self.part)))

    def open_file(self, name: str) -> BinaryIO:
        """Open a sealed file beside the part, such as an attachment. Raises ``OSError``."""
        return self._source.open(name)

    @property
    def documents(self) -> tuple[DocumentEntry, ...]:
        """The documents that the part names; none for a caseload. Raises ``PartDamaged``."""
        return self._documents

    @cached_property
    def _documents(self) -> tuple[DocumentEntry, ...]:
        if DOCUMENTS not in self._names:
            return ()
        try:
            with self.open(DOCUMENTS) as file:
                told = bounded_lines.lines(file, "documents", _LONGEST_LINE, MOST_READ)
                lines = enumerate(documents_text.read(told), 1)
                return tuple(_entry(number, line) for number, line in lines)
        except (ExportUnreadable, NewerExport, ValueError) as error:
            raise PartDamaged(self.part) from error

    def open_document(self, entry: DocumentEntry, target: Writable) -> None:
        """Write a document to ``target``, and make sure that it is the one which was sealed.

        Raises ``DocumentMissing`` or ``DocumentDamaged``; ``target`` may then hold a beginning of
        it, or something else.
        """
        try:
            sealed = self._source.open(entry.file)
        except OSError as error:
            raise DocumentMissing(entry.number) from error
        measured = _Measured(target)
        with sealed:
            try:
                identity = HybridIdentity.from_text(entry.identity)
                unseal([identity], _Strict(sealed), measured)
            except (AgeError, ValueError, _Unread) as error:
                raise DocumentDamaged(entry.number) from error
        if (measured.size, measured.sha256) != (entry.size, entry.sha256):
            raise DocumentDamaged(entry.number)

    @contextmanager
    def _damage(self) -> Iterator[None]:
        try:
            yield
        except _DAMAGED as error:
            raise PartDamaged(self.part) from error


class _Entry(io.RawIOBase):
    """An entry whose damage is told as ``PartDamaged``."""

    def __init__(self, entry: BinaryIO, part: Part) -> None:
        super().__init__()
        self._entry = entry
        self._part = part

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, room: Buffer, /) -> int:  # type: ignore[override]  # narrower than typeshed
        """Fill ``room`` as far as there is something. Raises ``PartDamaged``."""
        view = memoryview(room).cast("B")
        try:
            found = self._entry.read(len(view))
        except _DAMAGED as error:
            raise PartDamaged(self._part) from error
        view[: len(found)] = found
        return len(found)

    def close(self) -> None:
        """Close the entry."""
        self._entry.close()
        super().close()


class _Unread(Exception):
    """The medium did not give a sealed file's bytes; what the target raises is not meant."""


class _Strict:
    """Reads a file whose own errors are told apart from those of the target."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes."""
        try:
            return self._file.read(size)
        except OSError as error:
            raise _Unread from error

    def readline(self, size: int, /) -> bytes:
        """Return the bytes up to a line's end, at most ``size``."""
        try:
            return self._file.readline(size)
        except OSError as error:
            raise _Unread from error


class _Measured:
    """Hands on what is written, and knows its size and hash."""

    def __init__(self, target: Writable) -> None:
        self._target = target
        self._hash = digests.sha256()
        self.size = 0

    def write(self, data: bytearray | bytes, /) -> None:
        """Take all of ``data``."""
        self._hash.update(data)
        self.size += len(data)
        self._target.write(data)

    @property
    def sha256(self) -> str:
        """Of all that was written, as 64 hex digits."""
        return self._hash.hexdigest()


def _entry(number: int, line: DocumentLine) -> DocumentEntry:
    if bundle.attachment_uid(line.file) is None:
        raise ExportUnreadable("documents")
    return DocumentEntry(
        number=number,
        uid=line.id,
        client=line.client,
        title=line.title,
        file_name=line.file_name,
        media_type=line.media_type,
        size=line.size,
        sha256=line.sha256,
        file=line.file,
        identity=line.identity,
        path=line.path,
    )
