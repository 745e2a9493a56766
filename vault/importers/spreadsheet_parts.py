"""The parts of an XLSX as they are read: none defines entities, none is read again and again."""

import zipfile
from collections import Counter
from contextlib import suppress
from io import BytesIO
from typing import IO, Literal
from xml.parsers import expat

from vault.errors import SpreadsheetUnreadable

MOST_OPENINGS = 4
"""Of one part: the reader itself opens a sheet twice."""
_BLOCK = 1 << 14


class Parts(zipfile.ZipFile):
    """A zip file that judges each part when it is opened.

    XML bombs are made from a document type, which stands before a part's first element, whatever
    the encoding: so a parser of the same make looks that far. Many sheets that name one part
    would have it unpacked as often. Both raise ``SpreadsheetUnreadable``.
    """

    def __init__(self, data: bytes) -> None:
        self._opened: Counter[str] = Counter()
        super().__init__(BytesIO(data))

    def open(
        self,
        name: str | zipfile.ZipInfo,
        mode: Literal["r", "w"] = "r",
        pwd: bytes | None = None,
        *,
        force_zip64: bool = False,
    ) -> IO[bytes]:
        """Open a part to read, once judged."""
        path = name if isinstance(name, str) else name.filename
        self._opened[path] += 1
        if self._opened[path] > MOST_OPENINGS:
            raise SpreadsheetUnreadable()
        with super().open(name) as part:
            _judge(part)
        return super().open(name, mode, pwd, force_zip64=force_zip64)


class _HasBegun(Exception):
    """The first element: nothing after it can define anything."""


def _judge(part: IO[bytes]) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = _begin
    # what is no XML fails in the reader, if that asks for it as such
    with suppress(_HasBegun, expat.ExpatError):
        while block := part.read(_BLOCK):
            parser.Parse(block, False)


def _refuse(*_: object) -> None:
    raise SpreadsheetUnreadable()


def _begin(*_: object) -> None:
    raise _HasBegun
