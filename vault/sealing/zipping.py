"""A part's ZIP archive, written from front to back into what seals it, and padded at its end."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from vault import digests
from vault.age.stream import Buffer
from vault.exports.protection import Sink
from vault.sealing import padding
from vault.sealing.padding import Shape

_PRIVATE = 0o100600 << 16  # a plain file that its owner alone reads
_FIRST_YEAR = 1980
_ZEROS = bytes(1 << 16)
_WRITTEN_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that was added: its bytes and their SHA-256 (hex)."""

    size: int
    sha256: str = field(repr=False)


class PartArchive:
    """An archive being made. Paths are of plain letters, so that every ``unzip`` keeps them."""

    def __init__(self, zip_file: ZipFile, made_at: datetime) -> None:
        self._zip = zip_file
        here = made_at.astimezone()
        self._time = (max(here.year, _FIRST_YEAR), *here.timetuple()[1:6])

    def add(self, path: str, pieces: Iterable[bytes]) -> Written:
        """Add a file, compressed, in constant memory; return what it is."""
        if not path.isascii():
            raise ValueError("not a path of a part")
        found, size = digests.sha256(), 0
        with self._zip.open(self._info(path, ZIP_DEFLATED), "w") as entry:
            for some in _gathered(pieces):
                found.update(some)
                size += len(some)
                entry.write(some)
        return Written(size=size, sha256=found.hexdigest())

    def pad(self) -> None:
        """Add the padding: nothing may follow."""
        needed = padding.plan(self._shape())
        info = self._info(padding.NAME, ZIP_STORED)
        with self._zip.open(info, "w", force_zip64=True) as entry:
            for start in range(0, needed.zeros, len(_ZEROS)):
                entry.write(_ZEROS[: needed.zeros - start])
        self._zip.comment = b" " * needed.comment

    def _shape(self) -> Shape:
        entries = self._zip.infolist()
        sizes = (
            padding.directory_entry(
                one.filename, max(one.file_size, one.compress_size), one.header_offset
            )
            for one in entries
        )
        return Shape(entries=len(entries), body=self._zip.start_dir, directory=sum(sizes))

    def _info(self, path: str, method: int) -> ZipInfo:
        info = ZipInfo(path, cast(Any, self._time))
        info.compress_type = method
        info.external_attr = _PRIVATE
        return info


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Join small pieces: compressing and hashing each alone would take longer."""
    some, size = list[bytes](), 0
    for piece in pieces:
        some.append(piece)
        size += len(piece)
        if size >= _WRITTEN_AT_ONCE:
            yield b"".join(some)
            some, size = [], 0
    if some:
        yield b"".join(some)


class _Counted:
    """Hands on what is written, and knows how much that was. It cannot be sought in."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.size = 0

    def write(self, data: Buffer, /) -> int:
        """Take all of ``data``; return how many bytes that was."""
        self._sink.write(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Hand on what can be handed on."""
        self._sink.flush()


@dataclass(slots=True)
class Size:
    """How long the archive became, in bytes: known once it is whole."""

    bytes: int = 0


@contextmanager
def part_archive(sink: Sink, made_at: datetime) -> Iterator[tuple[PartArchive, Size]]:
    """Give an archive whose bytes go to ``sink``; padded and whole after a clean exit."""
    counted, size = _Counted(sink), Size()
    with ZipFile(cast(Any, counted), "w") as zip_file:
        target = PartArchive(zip_file, made_at)
        yield target, size
        target.pad()
    size.bytes = counted.size
    if size.bytes != padding.padded(size.bytes):
        raise RuntimeError("a part is not as long as its padding says")
