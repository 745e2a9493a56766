"""A sealed export in a ZIP file, as anybody may have made it: entries that are stored are read.

Nothing is unpacked. An entry whose path leads elsewhere, that is a link, compressed or encrypted,
whose name stands there twice, or whose size cannot be true is noted and not opened.
"""

import io
import stat
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from vault.age.seekable import Seekable
from vault.age.stream import Buffer
from vault.sealing import layout
from vault.unsealing.model import FaultKind
from vault.unsealing.source import WHOLE, ExportSource

# What Python's zipfile raises for an archive that somebody bent on purpose.
BROKEN = (
    BadZipFile,
    LargeZipFile,
    NotImplementedError,
    EOFError,
    IndexError,
    OverflowError,
    RuntimeError,
    struct.error,
    ValueError,
)
_MOST_DIRECTORY = 64 << 20  # bytes; half a million documents
_ENCRYPTED = 1
_LOCAL_BYTES = 30
_NAME_SIZES = struct.Struct("<2H")
_LONGEST_TOLD = 100
_MOST_INSIDE = 1000
_BEHIND_ALL_NAMES = "\U0010ffff"


class ZipSource(ExportSource):
    """A ZIP file. The export may stand in it at the top or in one folder.

    Raises ``OSError``; one whose directory cannot be read has no files, and a fault.
    """

    is_zip = True

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._entries: dict[str, ZipInfo] = {}
        self._offsets: list[tuple[int, str]] = []
        self._end = 0
        try:
            self._take_all(self._directory())
        except BROKEN:
            self._note(WHOLE, FaultKind.UNREADABLE)

    def open(self, name: str) -> BinaryIO:
        """Open an entry to read and seek in. Raises ``OSError``; ``FileNotFoundError`` for none."""
        if name not in self._sizes:
            raise FileNotFoundError(name)
        info = self._entries[name]
        file = self._path.open("rb")
        try:
            start = self._start(file, info)
        except BaseException:
            file.close()
            raise
        return cast(BinaryIO, io.BufferedReader(_Stretch(file, start, info.file_size)))

    def _start(self, file: BinaryIO, info: ZipInfo) -> int:
        """Return where an entry's bytes begin. Raises ``OSError`` for an entry that lies.

        One that holds the beginning of another would be read more than once: so does a small file
        say that it holds terabytes.
        """
        start = _data_start(file, info)
        if start is None:
            raise OSError("an entry is not where the directory says")
        first = bisect_right(self._offsets, (info.header_offset, _BEHIND_ALL_NAMES))
        last = bisect_left(self._offsets, (start + info.file_size, ""))
        inside = [self._entries[name] for _, name in self._offsets[first:last]]
        if len(inside) > _MOST_INSIDE or any(_data_start(file, one) is not None for one in inside):
            raise OSError("an entry holds another")
        return start

    def _directory(self) -> list[ZipInfo]:
        with self._path.open("rb") as file, ZipFile(cast(BinaryIO, _Bounded(file))) as archive:
            self._end = archive.start_dir
            return archive.infolist()

    def _take_all(self, found: list[ZipInfo]) -> None:
        front = _front(found)
        for info in found:
            name = info.orig_filename
            if not _is_safe(name):
                self._note(_told(name), FaultKind.UNSAFE_NAME)
            elif name.endswith("/"):
                continue
            elif not name.startswith(front) or not layout.is_ours(name.removeprefix(front)):
                self._note_foreign(_told(name))
            else:
                self._take(name.removeprefix(front), info)
        self._offsets = sorted((one.header_offset, name) for name, one in self._entries.items())

    def _take(self, name: str, info: ZipInfo) -> None:
        if name in self._sizes or name in self._faults:
            self._note(name, FaultKind.DOUBLED)
            return
        kind = _wrong_with(info, self._end)
        if kind is not None:
            self._note(name, kind)
            return
        self._sizes[name] = info.file_size
        self._entries[name] = info


class _Bounded(io.RawIOBase):
    """A file of which nobody takes more than a directory's worth at once."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file

    def seekable(self) -> bool:
        """Return true."""
        return True

    def readable(self) -> bool:
        """Return true."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place in the file."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the place in the file."""
        return self._file.tell()

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes. Raises ``BadZipFile`` for a directory beyond all measure."""
        found = self._file.read(_MOST_DIRECTORY + 1 if size < 0 else min(size, _MOST_DIRECTORY + 1))
        if len(found) > _MOST_DIRECTORY:
            raise BadZipFile("a directory beyond all measure")
        return found


class _Stretch(Seekable):
    """A part of a file, as a file of its own that closes the whole."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        super().__init__(size)
        self._file = file
        self._start = start

    def readinto(self, room: Buffer, /) -> int:  # type: ignore[override]  # narrower than typeshed
        """Fill ``room`` as far as the part goes."""
        view = memoryview(room).cast("B")
        wanted = max(0, min(len(view), self.size - self._at))
        self._file.seek(self._start + self._at)
        found = self._file.read(wanted)
        view[: len(found)] = found
        self._at += len(found)
        return len(found)

    def close(self) -> None:
        """Close the whole file too."""
        self._file.close()
        super().close()


def _front(found: Iterable[ZipInfo]) -> str:
    """Return what stands before every name: nothing, or the folder that was packed."""
    names = [one.orig_filename for one in found]
    if any(map(layout.is_ours, names)):
        return ""
    inside = (name.partition("/") for name in names)
    return next((f"{top}/" for top, _, below in inside if top and layout.is_ours(below)), "")


def _is_safe(name: str) -> bool:
    """Whether unpacking it would stay in the folder, on any computer."""
    parts = name.removesuffix("/").split("/")
    return not set(name) & set("\\:\0") and not any(part in ("", ".", "..") for part in parts)


def _told(name: str) -> str:
    """Return a foreign name in a form that any line can show."""
    return "".join(c if c.isprintable() else "�" for c in name[:_LONGEST_TOLD])


def _wrong_with(info: ZipInfo, end: int) -> FaultKind | None:
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return FaultKind.NOT_A_FILE
    if info.compress_type != ZIP_STORED or info.flag_bits & _ENCRYPTED:
        return FaultKind.NOT_STORED
    least = info.header_offset + _LOCAL_BYTES + len(info.orig_filename) + info.file_size
    if info.compress_size != info.file_size or info.header_offset < 0 or least > end:
        return FaultKind.IMPOSSIBLE
    return None


def _data_start(file: BinaryIO, info: ZipInfo) -> int | None:
    """Return where an entry's bytes begin; ``None`` where no entry of that name is there."""
    file.seek(info.header_offset)
    head = file.read(_LOCAL_BYTES)
    if len(head) != _LOCAL_BYTES:
        return None
    name_size, extra_size = _NAME_SIZES.unpack(head[-_NAME_SIZES.size :])
    name = info.orig_filename
    if file.read(name_size) not in (name.encode("utf-8"), name.encode("cp437", "replace")):
        return None
    return int(info.header_offset + _LOCAL_BYTES + name_size + extra_size)
