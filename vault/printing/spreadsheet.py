"""Tables as CSV for a spreadsheet, in which no cell passes for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What spreadsheets take for a formula at the beginning of a cell (OWASP, "CSV Injection"); the
# last four are those of Japanese and Chinese keyboards.
_FORMULA_SIGNS = "=+\\-@＝＋－＠"
_CONTROLS = ("\t", "\r", "\n")
_FORMULA = re.compile(rf"\s*[{_FORMULA_SIGNS}]")
# Quotes alone don't help here: where a spreadsheet parts cells at semicolons, a quote after our
# comma is a letter as any other, so that the semicolon or line break behind it begins a cell.
_FORMULA_WITHIN = re.compile(rf"([;\t\r\n]\s*)(?=[{_FORMULA_SIGNS}])")


def neutral(cell: str) -> str:
    """Return ``cell`` so that no spreadsheet takes it for a formula: an apostrophe in front.

    Spaces before the sign don't count, as a spreadsheet may not count them either. What follows
    a semicolon, a tab or a line break may become a cell too, and gets its own apostrophe.
    """
    is_formula = cell.startswith(_CONTROLS) or _FORMULA.match(cell)
    within = _FORMULA_WITHIN.sub(r"\1'", cell)
    return f"'{within}" if is_formula else within


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return the rows below a line of column names, cells neutral, lines ended by CR and LF."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(neutral(cell) for cell in row)
    return text.getvalue()
