"""Days and times as people and programs write them.

``3/4/1990`` is read as month/day, as in the US, unless a value of the same column proves the
other order (``13/4/1990``). Where values prove both, those that prove nothing are held.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from vault.importers.model import Reason

EARLIEST_YEAR = 1850  # as in the rules of a client's record


class DateOrder(StrEnum):
    """Which of the two numbers before the year is the month."""

    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"
    UNPROVEN = "unproven"  # read as month first
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a text says: a day, a time of day, and what there is to say about the reading."""

    day: date | None = None
    at: time | None = None
    reasons: tuple[Reason, ...] = ()


_TIME = (
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?)?\s*"
    r"(?P<half>[ap]\.?\s?m\.?)?\s*(?:z|utc|[+-]\d{2}:?\d{2}|[ecmp][sd]t)?"
)
_CLOCK = re.compile(_TIME, re.IGNORECASE)
# A day, and what may follow it: a time, or a range of times of which the first counts.
_TAIL = r"(?:(?:[T ]|,|\s+at)\s*(?P<time>\d{1,2}(?:[:.]\d{2}.*|\s*[ap]\.?m.*)))?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_NUMBERS = re.compile(
    rf"{_WEEKDAY}(?P<a>\d{{1,4}})\s?(?P<sign>[-/.])\s?(?P<b>\d{{1,2}})\s?(?P=sign)\s?(?P<c>\d{{1,4}}){_TAIL}",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)"
_WORDED = (
    re.compile(
        rf"{_WEEKDAY}{_MONTH}\.?[\s-]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(?P<year>\d{{4}}|\d{{2}}){_TAIL}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]*{_MONTH}\.?,?[\s-]*(?P<year>\d{{4}}|\d{{2}}){_TAIL}",
        re.IGNORECASE,
    ),
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(?P<time>\d{4,6}))?Z?")
_SERIAL = re.compile(r"(\d{5})(?:\.(\d+))?")  # from 1927 on
_INCOMPLETE = re.compile(
    rf"\d{{4}}(?:-\d\d)?|\d{{1,2}}[-/]\d{{1,4}}|{_MONTH}\.?\s+\d{{1,4}}", re.IGNORECASE
)
_SERIAL_ZERO = date(1899, 12, 30)
_YEARS = range(1800, 2200)
_LONGEST = 80


def order_of(texts: Iterable[str], header: str = "") -> DateOrder:
    """Return what the values of a column, and a hint in its header, prove of its order."""
    found: set[DateOrder] = set()
    is_open = False
    for text in texts:
        order = _proof(text)
        if order is DateOrder.UNPROVEN:
            is_open = True
        elif order is not None:
            found.add(order)
    hint = _hint(header)
    if len(found) > 1 or (found and hint is not None and hint not in found):
        return DateOrder.CONTRADICTED
    if found or hint is not None:
        return found.pop() if found else hint or DateOrder.UNPROVEN
    return DateOrder.UNPROVEN if is_open else DateOrder.MONTH_FIRST


def _hint(header: str) -> DateOrder | None:
    letters = re.sub("[^dmy]", "", "".join(re.findall(r"[dmy]{1,4}\W[dmy]{1,4}", header.lower())))
    if letters.startswith("d"):
        return DateOrder.DAY_FIRST
    return DateOrder.MONTH_FIRST if letters.startswith("m") else None


def _proof(text: str) -> DateOrder | None:
    """``None`` for what has no order to prove: ISO dates, names of months, 4/4/1990."""
    found = _NUMBERS.fullmatch(text.strip()[:_LONGEST])
    if found is None or len(found["a"]) > 2:
        return None
    first, second = int(found["a"]), int(found["b"])
    if first > 12 >= second:
        return DateOrder.DAY_FIRST
    if second > 12 >= first:
        return DateOrder.MONTH_FIRST
    return None if first == second or first > 12 else DateOrder.UNPROVEN


def read(text: str, order: DateOrder, today: date, is_past: bool = False) -> Reading:
    """Return the day, and the time if there is one, that ``text`` says.

    A year of two digits lies at most 20 years ahead, or not at all where ``is_past`` (a birth).
    A reading without a day has its reason. Never raises.
    """
    text = " ".join(text.split())[:_LONGEST]
    for pattern in _WORDED:
        if found := pattern.fullmatch(text):
            month = _MONTHS.index(found["month"][:3].lower()) + 1
            return _day(found["year"], month, int(found["day"]), found["time"], (), today, is_past)
    if found := _NUMBERS.fullmatch(text):
        return _numbers(found, order, today, is_past)
    if (found := _COMPACT.fullmatch(text)) and int(found[1]) in _YEARS:
        return _day(found[1], int(found[2]), int(found[3]), found["time"], (), today, is_past)
    return _no_date(text)


def _no_date(text: str) -> Reading:
    if _INCOMPLETE.fullmatch(text):
        return Reading(reasons=(Reason.DATE_INCOMPLETE,))
    found = _SERIAL.fullmatch(text)
    if found is None or found[1].startswith("0"):
        return Reading(reasons=(Reason.DATE_UNREADABLE,))
    day = _SERIAL_ZERO + timedelta(days=int(found[1]))
    minutes = round(float(f"0.{found[2] or 0}") * 24 * 60)
    at = time(minutes // 60 % 24, minutes % 60) if found[2] else None
    return Reading(day=day, at=at, reasons=(Reason.DATE_SERIAL,))


def _numbers(found: re.Match[str], order: DateOrder, today: date, is_past: bool) -> Reading:
    first, second, third = found["a"], found["b"], found["c"]
    if len(first) == 4:
        return _day(first, int(second), int(third), found["time"], (), today, is_past)
    if len(first) == 3 or len(third) == 3 or len(third) == 1:
        return Reading(reasons=(Reason.DATE_UNREADABLE,))
    proof = _proof(found.string)
    if proof is DateOrder.UNPROVEN and order is DateOrder.CONTRADICTED:
        return Reading(reasons=(Reason.DATE_CONTRADICTED,))
    reasons: tuple[Reason, ...] = ()
    if proof is DateOrder.UNPROVEN and order is DateOrder.UNPROVEN:
        reasons = (Reason.DATE_AMBIGUOUS,)
    is_day_first = proof is DateOrder.DAY_FIRST or (
        proof is DateOrder.UNPROVEN and order is DateOrder.DAY_FIRST
    )
    day, month = (first, second) if is_day_first else (second, first)
    return _day(third, int(month), int(day), found["time"], reasons, today, is_past)


def _day(
    year_text: str,
    month: int,
    day: int,
    time_text: str | None,
    reasons: tuple[Reason, ...],
    today: date,
    is_past: bool,
) -> Reading:
    year = int(year_text)
    if len(year_text) == 2:
        year = _full_year(year, today.year, 0 if is_past else 20)
        reasons = (*reasons, Reason.DATE_SHORT_YEAR)
    try:
        found = date(year, month, day)
    except ValueError:
        return Reading(reasons=(Reason.DATE_IMPOSSIBLE,))
    if len(year_text) == 2 and is_past and found > today:
        found = _century_before(found)
    at = read_time(time_text) if time_text else None
    if time_text and at is None:
        reasons = (*reasons, Reason.TIME_UNREADABLE)
    return Reading(day=found, at=at, reasons=reasons)


def _full_year(short: int, this_year: int, ahead: int) -> int:
    year = this_year // 100 * 100 + short
    return year - 100 if year > this_year + ahead else year


def _century_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 100)
    except ValueError:  # 29 February of a year like 1900
        return day


def read_time(text: str) -> time | None:
    """Return the time of day to the minute; of a range ("10:00 - 10:50") the first."""
    text = text.strip()
    if text.isdecimal() and len(text) in (4, 6):
        text = f"{text[:2]}:{text[2:4]}"
    found = _CLOCK.match(text)
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
