"""A CSV or XLSX file to a table: where the header stands, and what stands above it."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice, pairwise
from pathlib import Path

from vault.errors import ImportFileEmpty, NotATable, SpreadsheetUnreadable
from vault.importers import confined_spreadsheets, delimited, encodings, file_bytes, headers
from vault.importers.table_model import Row, Table, TableForm
from vault.progress import Progress, no_progress

_LEAST_REGULAR = 0.4  # rows of two cells have at most 0.5
_MOST_CONTROLS = 0.01
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f]")
# A mail address, a date, a telephone number: what a header is not.
_DATA = re.compile(r"\S@\S+\.\S|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{3}\D?\D?\d{3}\D?\d{4}|^\d+$")


def read_table(path: Path, sheet: str | None = None, progress: Progress = no_progress) -> Table:
    """Return the table in a CSV or XLSX file; ``sheet`` names one of a workbook's.

    What the file is decides, not its name. Raises the ``ImportFileError`` family, what ``progress``
    raises, and nothing else.
    """
    return table_of(file_bytes.read(path), sheet, progress)


def table_of(data: bytes, sheet: str | None = None, progress: Progress = no_progress) -> Table:
    """Return the table in the bytes of a file; see ``read_table``."""
    file_bytes.check_size(data)
    if file_bytes.is_old_office(data):
        raise SpreadsheetUnreadable()
    if file_bytes.is_zip(data):
        return _from_spreadsheet(data, sheet, progress)
    if file_bytes.is_something_else(data):
        raise NotATable()
    return _from_text(data, progress)


def _from_text(data: bytes, progress: Progress) -> Table:
    text, encoding = encodings.decode(data)
    most = int(_MOST_CONTROLS * len(text))
    if any(islice(_CONTROL.finditer(text), most, None)):
        raise NotATable()
    parsed = delimited.parse(text, progress)
    _check_is_table(parsed)
    names, rows, preamble = _parts(parsed.rows)
    return Table(
        headers=names,
        rows=rows,
        preamble=preamble,
        form=TableForm.CSV,
        encoding=encoding,
        delimiter=parsed.delimiter,
        unclosed_line=parsed.unclosed_line,
    )


def _check_is_table(parsed: delimited.Parsed) -> None:
    if not parsed.rows:
        raise ImportFileEmpty()
    known = _most_known(parsed.rows)
    if known == 0 and parsed.regularity < _LEAST_REGULAR:
        raise NotATable()


def _from_spreadsheet(data: bytes, sheet: str | None, progress: Progress) -> Table:
    read = confined_spreadsheets.read(data, sheet, progress)
    if not read.rows:
        raise ImportFileEmpty()
    names, rows, preamble = _parts(read.rows)
    width = len(names)
    return Table(
        headers=names,
        rows=tuple(_filled(row, width) for row in rows),
        preamble=preamble,
        form=TableForm.XLSX,
        sheet=read.name,
        other_sheets=read.others,
    )


def _filled(row: Row, width: int) -> Row:
    """A spreadsheet does not write its empty cells."""
    missing = width - len(row.cells)
    return row if missing <= 0 else Row(line=row.line, cells=(*row.cells, *("",) * missing))


def _parts(all_rows: Sequence[Row]) -> tuple[tuple[str, ...], tuple[Row, ...], tuple[Row, ...]]:
    """Return the headers, the rows below and the rows above them; no headers are '' each."""
    place = _header_place(all_rows)
    if place is None:
        width = max(len(row.cells) for row in all_rows)
        return ("",) * width, tuple(all_rows), ()
    names = _without_blank_tail(all_rows[place].cells, all_rows[place + 1 :])
    return names, tuple(all_rows[place + 1 :]), tuple(all_rows[:place])


def _header_place(rows: Sequence[Row]) -> int | None:
    top = rows[: delimited.HEADER_WITHIN]
    known = [headers.known_headers(row.cells) for row in top]
    if max(known) > 1:
        best = known.index(max(known))
        earlier = _earlier_header(rows, best, known)
        return best if earlier is None else earlier
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    place = next(place for place, row in enumerate(rows) if len(row.cells) == width)
    if max(known) == 1 and known.index(1) <= place:
        return known.index(1)
    return None if _is_data(rows[place]) else place


def _earlier_header(rows: Sequence[Row], best: int, known: Sequence[int]) -> int | None:
    """Return where a header of few known words stands above rows that it heads.

    Else a row further down with a word or two like headers costs them. A block above the table,
    as of whom and when a report is about, has a header too: it is known by how little it heads.
    """
    width = _filled_cells(rows[best])
    below = sum(_filled_cells(row) > 1 for row in rows[best + 1 :])
    for place in range(best - 1):
        row, under = rows[place], rows[place + 1]
        is_known = 0 < known[place] >= known[best] - 1
        is_header = is_known and not _is_data(row) and _filled_cells(row) >= width
        is_headed = _is_data(under) and _filled_cells(under) > 1
        if is_header and is_headed and _is_unbroken(rows[place : best + 1]):
            return place if _is_data(rows[best]) or best - place - 1 > below else None
    return None


def _is_unbroken(rows: Sequence[Row]) -> bool:
    """Whether no blank line and no shorter row stands among ``rows``."""
    width = len(rows[0].cells)
    if any(len(row.cells) < width for row in rows):
        return False
    return all(
        under.line - row.line <= 1 + sum(cell.count("\n") for cell in row.cells)
        for row, under in pairwise(rows)
    )


def _filled_cells(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _is_data(row: Row) -> bool:
    return any(_DATA.search(cell.strip()) for cell in row.cells)


def _without_blank_tail(names: tuple[str, ...], rows: Sequence[Row]) -> tuple[str, ...]:
    """Columns at the end with neither header nor value are no columns."""
    used = max((_used(row.cells) for row in rows), default=0)
    end = max(_used(names), min(used, len(names)))
    return names[:end]


def _used(cells: tuple[str, ...]) -> int:
    return max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _most_known(rows: Sequence[Row]) -> int:
    return max(headers.known_headers(row.cells) for row in rows[: delimited.HEADER_WITHIN])
