"""Tables as CSV for a spreadsheet, in which no cell passes for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

# What spreadsheets take for a formula at the beginning of a cell (OWASP, "CSV Injection").
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(cell: str) -> str:
    """Return ``cell`` so that no spreadsheet takes it for a formula: an apostrophe in front.

    Spaces before the sign don't count, as a spreadsheet may not count them either.
    """
    is_formula = cell.startswith(_FORMULA_SIGNS) or cell.lstrip().startswith(_FORMULA_SIGNS)
    return f"'{cell}" if is_formula else cell


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return the rows below a line of column names, cells neutral, lines ended by CR and LF."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(neutral(cell) for cell in row)
    return text.getvalue()
