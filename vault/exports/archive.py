"""A ZIP archive written from front to back, so that it can be sealed as it is made."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from vault import digests
from vault.age.stream import Buffer
from vault.documents import file_names
from vault.exports.protection import Sink

_PRIVATE = 0o100600 << 16  # a plain file that its owner alone reads
_FIRST_YEAR = 1980


class Archive:
    """An archive being made. No two entries have one name, whatever their letters' case."""

    def __init__(self, zip_file: ZipFile, made_at: datetime) -> None:
        self._zip = zip_file
        here = made_at.astimezone()
        self._time = (max(here.year, _FIRST_YEAR), *here.timetuple()[1:6])
        self._names = file_names.Taken()
        self._hashes: dict[str, str] = {}

    @property
    def hashes(self) -> Mapping[str, str]:
        """The SHA-256 (hex) of what was added so far, by its path, in that order."""
        return self._hashes

    def name(self, folder: str, wanted: str) -> str:
        """Return a path below ``folder`` that is safe to unpack anywhere, near to ``wanted``."""
        return self._names.path(folder, wanted)

    def add(self, path: str, content: bytes) -> None:
        """Add a text, compressed."""
        self._zip.writestr(self._info(path, ZIP_DEFLATED), content)
        self._hashes[path] = digests.sha256(content).hexdigest()

    @contextmanager
    def adding(self, path: str) -> Iterator[BinaryIO]:
        """Give what takes the content of an entry, kept as it is; of any size."""
        with self._zip.open(self._info(path, ZIP_STORED), "w", force_zip64=True) as entry:
            hashed = _Hashed(cast(BinaryIO, entry))
            yield cast(BinaryIO, hashed)
        self._hashes[path] = hashed.sha256

    def _info(self, path: str, method: int) -> ZipInfo:
        info = ZipInfo(path, self._time)
        info.compress_type = method
        info.external_attr = _PRIVATE
        return info


class _Hashed:
    """Hands on what is written, and knows its hash."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._hash = digests.sha256()

    def write(self, data: Buffer, /) -> int:
        """Take all of ``data``; return how many bytes that was."""
        self._hash.update(data)
        return self._target.write(data)

    def flush(self) -> None:
        """Hand on what can be handed on."""
        self._target.flush()

    @property
    def sha256(self) -> str:
        """Of all that was written, as 64 hex digits."""
        return self._hash.hexdigest()


@contextmanager
def archive(sink: Sink, made_at: datetime) -> Iterator[Archive]:
    """Give an archive whose bytes go to ``sink``; it is whole after a clean exit."""
    # what has no tell() is written without going back, which a sealed file cannot
    with ZipFile(cast(Any, sink), "w") as zip_file:
        yield Archive(zip_file, made_at)
