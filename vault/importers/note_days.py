"""The day of a note file: from its name, from what stands in it, or from the file's own time.

It is a guess, which the preview shows and a person can change. Names of one folder are read in
one order of day and month, which any of them may prove.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from vault.importers import dates
from vault.importers.dates import DateOrder
from vault.importers.note_model import EARLIEST, DayFrom, NoteFinding

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_IN_NAMES = tuple(
    re.compile(rf"(?<![0-9A-Za-z]){pattern}(?![0-9])", re.IGNORECASE)
    for pattern in (
        r"(\d{4}[-._ ]\d{1,2}[-._ ]\d{1,2})",
        r"(\d{4}[01]\d[0-3]\d)",
        r"(\d{1,2}[-._ ]\d{1,2}[-._ ](?:\d{4}|\d{2}))",
        rf"({_MONTHS}[-._ ]+\d{{1,2}}(?:st|nd|rd|th)?,?[-._ ]+\d{{4}})",
        rf"(\d{{1,2}}(?:st|nd|rd|th)?[-._ ]+{_MONTHS}[-._ ]+\d{{4}})",
    )
)
_IN_TEXT = re.compile(
    r"^\W*(?:date of (?:service|session|contact|visit)|session date|dos|date)\W*[:\t -]\s*"
    r"(.{4,40})$",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD_CHARACTERS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDay:
    """A day, where it comes from, and what there is to say about it."""

    day: date
    day_from: DayFrom
    findings: tuple[NoteFinding, ...] = ()


def order_of(names: Iterable[str]) -> DateOrder:
    """Return the order of day and month that the file names prove."""
    return dates.order_of(_separated(text) for name in names for text in _dates_in(name))


def guess(name: str, text: str, file_day: date, order: DateOrder, today: date) -> NoteDay:
    """Return the day of the note in the file ``name`` that says ``text``.

    A day to come is not believed, as nobody wrote that note yet; nor one before 1850, which is
    some number and which no record takes. The file's own day may be just as wrong.
    """
    findings: tuple[NoteFinding, ...] = ()
    for candidate, source in _candidates(name, text):
        found = dates.read(candidate, order, today, is_past=True).day
        if found is None or found < EARLIEST:
            continue
        if found > today:
            findings = (NoteFinding.DAY_TO_COME,)
            continue
        return NoteDay(day=found, day_from=source, findings=_doubts(candidate, order))
    own = file_day if EARLIEST <= file_day <= today else today
    return NoteDay(day=own, day_from=DayFrom.FILE_TIME, findings=findings)


def _candidates(name: str, text: str) -> Iterator[tuple[str, DayFrom]]:
    for found in _dates_in(name):
        yield _separated(found), DayFrom.FILE_NAME
    for match in _IN_TEXT.finditer(text[:_HEAD_CHARACTERS]):
        yield match[1].strip(), DayFrom.CONTENT


def _dates_in(name: str) -> Iterator[str]:
    stem = name.rpartition("/")[2].rpartition(".")[0] or name
    for pattern in _IN_NAMES:
        for match in pattern.finditer(stem):
            yield match[1]


def _separated(text: str) -> str:
    """Return a date with the separators that a reader of dates knows."""
    if text[:1].isdecimal() and not re.search("[a-z]", text, re.IGNORECASE):
        return re.sub(r"[._ ]", "-", text)
    return re.sub(r"[-._ ]+", " ", text)


def _doubts(candidate: str, order: DateOrder) -> tuple[NoteFinding, ...]:
    is_open = dates.order_of([candidate]) is DateOrder.UNPROVEN
    is_settled = order in (DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST)
    return (NoteFinding.DAY_AMBIGUOUS,) if is_open and not is_settled else ()
