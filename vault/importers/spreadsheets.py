"""XLSX to rows of text. What a formula came to is what is read; nothing is calculated.

Only for the child process of ``confined_spreadsheets``. The file is somebody else's: what it says
of its sizes is checked before anything is unpacked, and what XML bombs are made of is refused.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import ParseError

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from vault.errors import ImportFileTooLarge, NotATable, SpreadsheetUnreadable
from vault.importers import headers
from vault.importers.delimited import HEADER_WITHIN, MOST_ROWS, check_row
from vault.importers.sheet_frames import MOST_CELLS, MOST_SHEETS, Sheet
from vault.importers.spreadsheet_parts import Parts
from vault.importers.table_model import Row

MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2_000
_WORKBOOK = "xl/workbook.xml"

# All that a damaged or hostile file makes of the zip, XML and spreadsheet readers.
_FOREIGN = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    InvalidFileException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


def read(data: bytes, sheet: str | None = None) -> Sheet:
    """Return ``sheet``, or the one with the most headers that we know, or else the first filled.

    Raises ``NotATable`` (another zip file, no such sheet), ``SpreadsheetUnreadable`` and
    ``ImportFileTooLarge``.
    """
    try:
        _check_parts(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which nobody imports
            return _read(data, sheet)
    except MemoryError as error:
        raise ImportFileTooLarge("file") from error
    except _FOREIGN as error:
        raise SpreadsheetUnreadable() from error


def _check_parts(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise ImportFileTooLarge("file")
        if _WORKBOOK not in archive.namelist():
            raise NotATable()


def _read(data: bytes, wanted: str | None) -> Sheet:
    book = _book(data)
    budget = _Budget()
    try:
        names = [one.title for one in book.worksheets]
        if len(names) > MOST_SHEETS:
            raise ImportFileTooLarge("file")
        if wanted is not None and wanted not in names:
            raise NotATable()
        asked = [wanted] if wanted is not None else names
        read = [(name, _rows(book, name, budget)) for name in asked]
    finally:
        book.close()
    if not read:
        raise NotATable()
    name, rows = max(read, key=lambda pair: (_known(pair[1]), bool(pair[1])))
    others = tuple(other for other in names if other != name)
    return Sheet(rows=tuple(rows), name=name, others=others)


def _book(data: bytes) -> Workbook:
    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.archive = Parts(data)
    reader.read()
    return reader.wb


class _Budget:
    """How many cells may still be read, of all sheets together."""

    def __init__(self) -> None:
        self._left = MOST_CELLS

    def take(self, cells: int) -> None:
        """Raise ``ImportFileTooLarge`` when it is spent."""
        self._left -= max(cells, 1)
        if self._left < 0:
            raise ImportFileTooLarge("rows")


def _known(rows: list[Row]) -> int:
    return max((headers.known_headers(row.cells) for row in rows[:HEADER_WITHIN]), default=0)


def _rows(book: Workbook, name: str, budget: _Budget) -> list[Row]:
    rows: list[Row] = []
    for line, cells in _lines(book, name, budget):
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            check_row(len(rows) + 1, cells)
            rows.append(Row(line=line, cells=tuple(cells)))
    return rows


def _lines(book: Workbook, name: str, budget: _Budget) -> Iterator[tuple[int, list[str]]]:
    sheet = book[name]
    sheet.reset_dimensions()  # what a sheet says of its size may be wrong
    for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
        budget.take(len(values))
        if line > 20 * MOST_ROWS:
            raise ImportFileTooLarge("rows")
        yield line, [_text(value) for value in values]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return _moment_text(value)


def _moment_text(value: object) -> str:
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(" ", "minutes" if not value.second else "seconds")
    if isinstance(value, time | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 60:g} min"
    return str(value)
