"""A sheet on its way out of the process that read it: texts and the signs between them.

The signs stand in no XML, so in no cell. Nothing that comes back is believed beyond its bounds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from vault.errors import ImportFileTooLarge, SpreadsheetUnreadable
from vault.importers.delimited import MOST_COLUMNS, MOST_ROWS, check_row
from vault.importers.table_model import Row

MOST_TEXT = 100 * 1024 * 1024
"""Bytes of a whole sheet: one long text may stand in every cell of it."""
MOST_SHEETS = 1_000
MOST_CELLS = 5_000_000
"""Of a whole book; an empty row counts as one."""
_CELL, _ROW = "\x1f", "\x1e"
_BLANK = str.maketrans(_CELL + _ROW, "  ")
_LONGEST_LINE = 9  # digits of a row's number


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet's rows that are not blank, and the names of the others."""

    rows: tuple[Row, ...] = field(repr=False)
    name: str = field(repr=False)
    others: tuple[str, ...] = field(repr=False)


def to_bytes(sheet: Sheet) -> bytes:
    """Return ``sheet`` for a pipe. Raises ``ImportFileTooLarge``."""
    out = bytearray(_record((sheet.name, *sheet.others)))
    for row in sheet.rows:
        out += _ROW.encode() + _record((str(row.line), *row.cells))
        if len(out) > MOST_TEXT:
            raise ImportFileTooLarge("file")
    return bytes(out)


def _record(texts: tuple[str, ...]) -> bytes:
    return _CELL.join(text.translate(_BLANK) for text in texts).encode("utf-8", "replace")


def from_bytes(data: bytes) -> Sheet:
    """Return the sheet in ``data``. Raises ``SpreadsheetUnreadable`` and ``ImportFileTooLarge``."""
    if data.count(_ROW.encode()) > MOST_ROWS or data.count(_CELL.encode()) > MOST_CELLS:
        raise ImportFileTooLarge("rows")
    first, *others = data.split(_ROW.encode())
    name, *names = _texts(first, MOST_SHEETS)
    return Sheet(rows=tuple(_rows(others)), name=name, others=tuple(names))


def _rows(records: list[bytes]) -> Iterator[Row]:
    for count, record in enumerate(records, 1):
        line, *cells = _texts(record, MOST_COLUMNS)
        if not (line.isascii() and line.isdecimal() and len(line) <= _LONGEST_LINE):
            raise SpreadsheetUnreadable()
        check_row(count, cells)
        yield Row(line=int(line), cells=tuple(cells))


def _texts(record: bytes, most: int) -> list[str]:
    if record.count(_CELL.encode()) > most:
        raise ImportFileTooLarge("columns")
    return record.decode("utf-8", "replace").split(_CELL)
