"""Writing the files of a number, and reading them back from their medium."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from vault import digests
from vault.age.in_hand import KeyInHand
from vault.age.stream import Buffer
from vault.backup import files
from vault.backup.files import Moved
from vault.errors import AgeError, DestinationGone
from vault.store import atomic, bundle

_MOST_UNWRITTEN = 4 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file as it was meant to be; ``size`` in bytes, ``sha256`` in hex."""

    name: str
    size: int
    sha256: str
    key: KeyInHand | None = field(default=None, repr=False)


class Tally:
    """Hands on what is written, and knows its size and hash."""

    def __init__(self, target: BinaryIO, moved: Moved) -> None:
        self._target = target
        self._moved = moved
        self._hash = digests.sha256()
        self._unwritten = 0
        self.size = 0

    def write(self, data: bytearray | bytes, /) -> int:
        """Take all of ``data``; whoever saves on the same disk waits for no more than four MB."""
        self._target.write(data)
        self._hash.update(data)
        self.size += len(data)
        self._unwritten += len(data)
        if self._unwritten >= _MOST_UNWRITTEN:
            atomic.sync_file(self._target)
            self._unwritten = 0
        self._moved(len(data))
        return len(data)

    @property
    def sha256(self) -> str:
        """Of all that was written, 64 hex digits."""
        return self._hash.hexdigest()


class _Heard:
    """Reads a file once for two: whoever opens it, and its hash."""

    def __init__(self, file: BinaryIO, moved: Moved) -> None:
        self._file = file
        self._moved = moved
        self._hash = digests.sha256()
        self._size = 0

    def read(self, size: int, /) -> bytes:
        return self._take(self._file.read(size))

    def readline(self, size: int, /) -> bytes:
        return self._take(self._file.readline(size))

    def _take(self, data: bytes) -> bytes:
        self._hash.update(data)
        self._size += len(data)
        self._moved(len(data))
        return data

    @property
    def heard(self) -> tuple[int, str]:
        return self._size, self._hash.hexdigest()


class _Nowhere:
    def write(self, data: Buffer, /) -> int:
        return memoryview(data).nbytes


def put(path: Path, name: str, content: bytes) -> Written:
    """Write a small file unless it is there as it should be. Raises ``OSError`` or as ``atomic``.

    What is the same stays untouched: a sync service carries it no second time.
    """
    try:
        found = atomic.read_small(path, len(content))
    except FileNotFoundError:
        found = None
    if found != content:
        files.clear_name(path)
        atomic.write_whole(path, content)
    return Written(name=name, size=len(content), sha256=bundle.sha256(content))


def require_written(path: Path, one: Written, moved: Moved) -> None:
    """Read a file back from its medium; one with a key in hand is opened once.

    Raises ``DestinationGone`` where it is not as it was written, and ``OSError``.
    """
    files.forget_cached(path)
    with files.open_plain(path) as file:
        heard = _Heard(file, moved)
        if one.key is None:
            while heard.read(files.BLOCK):
                pass
        else:
            _open(one.key, heard)
        if heard.heard != (one.size, one.sha256):
            raise DestinationGone()


def _open(key: KeyInHand, sealed: _Heard) -> None:
    try:
        key.open_once(sealed, _Nowhere())
    except AgeError as error:
        raise DestinationGone() from error


Told = Callable[[str, int, int], None]
"""A step's name, how much is done, and of how much."""


class Meter:
    """Adds up what was moved and tells it; lets who saves go first."""

    def __init__(self, name: str, tell: Told, stand_back: Callable[[], None], total: int) -> None:
        self._name = name
        self._tell = tell
        self._stand_back = stand_back
        self._total = total
        self._done = 0

    def __call__(self, size: int) -> None:
        """Count ``size`` bytes more; may raise ``Cancelled``."""
        self._done += size
        self._tell(self._name, self._done, self._total)
        self._stand_back()
