"""Text to rows: which character parts the cells, and where each row begins."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vault.errors import ImportFileTooLarge
from vault.importers import headers
from vault.importers.table_model import Row
from vault.progress import Progress, no_progress

MOST_ROWS = 50_000
MOST_COLUMNS = 1_000
MOST_OF_A_CELL = 100_000  # characters; the csv module itself stops at 131,072
HEADER_WITHIN = 20  # rows

_DELIMITERS = (",", ";", "\t", "|")
# Stands in no text: makes one cell of each line, quotes honored.
_NO_DELIMITER = "\x1f"
_SAMPLE = 200  # lines
_SAMPLE_CHARACTERS = 100_000
_SAMPLE_CELLS = 5_000
"""Of the sample's first rows, that are looked up as headers, for each dialect tried."""
_TELL_EVERY = 1_000  # rows
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What parts cells, and whether blanks after it count (``a, "b, c"``)."""

    delimiter: str
    is_spaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """Rows that are not blank; ``regularity`` from 0 to 1 tells a table from a letter."""

    rows: tuple[Row, ...] = field(repr=False)
    delimiter: str
    regularity: float
    unclosed_line: int | None


def parse(text: str, progress: Progress = no_progress) -> Parsed:
    """Return the rows of ``text``, its dialect found out.

    Raises ``ImportFileTooLarge`` and what ``progress`` raises, which hears of lines.
    """
    lines = list(io.StringIO(text, newline=""))
    told = _SEP_LINE.fullmatch(lines[0]) if lines else None
    skipped = 1 if told else 0
    sample = _sample(lines[skipped : skipped + _SAMPLE])
    dialect = Dialect(delimiter=told[1]) if told and told[1] not in '"\r\n' else _sniff(sample)
    rows, unclosed = _rows(lines, skipped, dialect, progress)
    return Parsed(
        rows=tuple(rows),
        delimiter="" if dialect.delimiter == _NO_DELIMITER else dialect.delimiter,
        regularity=_regularity(rows),
        unclosed_line=unclosed,
    )


def _sample(lines: list[str]) -> list[str]:
    """A line may be as long as the file: a dialect shows in its beginning too."""
    sample: list[str] = []
    left = _SAMPLE_CHARACTERS
    for line in lines:
        sample.append(line[:left])
        left -= len(sample[-1])
        if not left:
            break
    return sample


def _rows(
    lines: list[str], skipped: int, dialect: Dialect, progress: Progress
) -> tuple[list[Row], int | None]:
    rows: list[Row] = []
    last = skipped
    for count, (start, cells) in enumerate(_read(lines[skipped:], dialect)):
        last = skipped + start
        if count % _TELL_EVERY == 0:
            progress("files", last, len(lines))
        if any(cell.strip() for cell in cells):
            check_row(len(rows) + 1, cells)
            rows.append(Row(line=last + 1, cells=tuple(cells)))
    return rows, last + 1 if _is_unclosed(lines[last:], dialect) else None


def check_row(count: int, cells: Sequence[str]) -> None:
    """Raise ``ImportFileTooLarge`` for the 50,001st row, 1,000 cells or 100,000 characters."""
    if count > MOST_ROWS:
        raise ImportFileTooLarge("rows")
    if len(cells) > MOST_COLUMNS:
        raise ImportFileTooLarge("columns")
    if max(map(len, cells), default=0) > MOST_OF_A_CELL:
        raise ImportFileTooLarge("cell")


def _read(lines: Sequence[str], dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(
        lines, delimiter=dialect.delimiter, skipinitialspace=dialect.is_spaced, strict=False
    )
    start = 0
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num
    except csv.Error as error:
        raise ImportFileTooLarge("cell") from error


def _is_unclosed(lines: list[str], dialect: Dialect) -> bool:
    """A lenient reader ends an open quote with the file; a strict one says so."""
    if not any('"' in line for line in lines):
        return False
    strict = csv.reader(
        [*lines, "\n"],
        delimiter=dialect.delimiter,
        skipinitialspace=dialect.is_spaced,
        strict=True,
    )
    try:
        list(strict)
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _sniff(sample: list[str]) -> Dialect:
    """Return the dialect whose rows have the most even lengths, known headers going first."""
    text = "".join(sample)
    scored = [(_score(sample, one), one) for one in _candidates(text)]
    best, dialect = max(scored, key=lambda pair: pair[0], default=((0, 0.0), None))
    first = next((line.strip() for line in sample if line.strip()), "")
    is_lone = not any(sign in first for sign in _DELIMITERS) and headers.known_headers([first])
    if dialect is None or (best[0] == 0 and is_lone):
        return Dialect(delimiter=_NO_DELIMITER)
    return dialect


def _candidates(text: str) -> Iterator[Dialect]:
    for delimiter in _DELIMITERS:
        if delimiter in text:
            yield Dialect(delimiter=delimiter)
            if f'{delimiter} "' in text:
                yield Dialect(delimiter=delimiter, is_spaced=True)


def _score(sample: list[str], dialect: Dialect) -> tuple[int, float]:
    rows = [Row(line=start, cells=tuple(cells)) for start, cells in _sampled(sample, dialect)]
    known = max(map(headers.known_headers, _first_cells(rows)), default=0)
    return known if known > 1 else 0, _regularity(rows)


def _first_cells(rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    left = _SAMPLE_CELLS
    for row in rows[:HEADER_WITHIN]:
        yield row.cells[:left]
        left = max(left - len(row.cells), 0)


def _sampled(sample: list[str], dialect: Dialect) -> list[tuple[int, list[str]]]:
    try:
        return [(start, cells) for start, cells in _read(sample, dialect) if cells]
    except ImportFileTooLarge:
        return []  # a wrong guess makes one cell of many; the whole file is checked later


def _regularity(rows: Sequence[Row]) -> float:
    """The share of rows that have the commonest length; long rows prove more than short ones."""
    lengths = Counter(len(row.cells) for row in rows)
    shares = (count * (length - 1) / length for length, count in lengths.items() if length)
    return max(shares, default=0.0) / max(len(rows), 1)
