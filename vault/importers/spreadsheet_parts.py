"""The parts of an XLSX as they are read: none defines entities or outgrows the memory, and none is
read again and again.
"""

import zipfile
from collections import Counter
from contextlib import suppress
from io import BytesIO
from typing import IO, Literal
from xml.parsers import expat

from vault.errors import ImportFileTooLarge, SpreadsheetUnreadable

MOST_OPENINGS = 4
"""Of one part: the reader itself opens a sheet twice."""
MOST_ELEMENTS, MOST_WITHIN, MOST_DEPTH = 12_000_000, 200_000, 100
"""Of a part; of it without an end of a row or of a text between them; one in the other."""
_FORGOTTEN = ("row", "si")
_BLOCK = 1 << 14


class Parts(zipfile.ZipFile):
    """A zip file that judges each part when it is opened.

    XML bombs are made from a document type, or from more elements than a memory holds: so a parser
    of our own looks at all of a part before any of the reader's does. Many sheets that name one
    part would have it unpacked as often. Raises ``SpreadsheetUnreadable`` and
    ``ImportFileTooLarge``.
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
        if self._opened[path] == 1:
            with super().open(name) as part:
                _judge(part)
        return super().open(name, mode, pwd, force_zip64=force_zip64)


class _Counting:
    """Counts elements: each costs the reader as much as thirty bytes of text, or more.

    A reader forgets a row, and a text of all cells, when it ends: so what lies in one counts most.
    """

    def __init__(self) -> None:
        self._depth = self._within = self._all = 0

    def begin(self, name: str, _: object) -> None:
        """Count an element in. Raises ``ImportFileTooLarge``."""
        self._depth += 1
        self._all += 1
        self._within += 1
        if self._within > MOST_WITHIN or self._all > MOST_ELEMENTS or self._depth > MOST_DEPTH:
            raise ImportFileTooLarge("file")

    def end(self, name: str) -> None:
        """Count one out."""
        self._depth -= 1
        if name.rpartition(":")[2] in _FORGOTTEN:
            self._within = 0


def _judge(part: IO[bytes]) -> None:
    counting, parser = _Counting(), expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler = counting.begin, counting.end
    # what is no XML fails in the reader, if that asks for it as such
    with suppress(expat.ExpatError):
        while block := part.read(_BLOCK):
            parser.Parse(block, False)


def _refuse(*_: object) -> None:
    raise SpreadsheetUnreadable()
