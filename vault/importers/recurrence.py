"""The days of a recurring event (RFC 5545 §3.3.10), within bounds whatever the rule says.

Days only: a rule by hours, by weeks of the year or by days of the year is not read, for no
practice's calendar has one. The tests compare with ``python-dateutil``, which does not bound the
work that a hostile rule asks for.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_READ = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_ONE_DAY = timedelta(days=1)


class Frequency(StrEnum):
    """How long a period of the rule is."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A recurrence rule. ``weekdays`` pair the place within the period (0: each) with 0-6."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: str = ""
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    week_start: Literal[0, 1, 2, 3, 4, 5, 6] = 0


def parse(text: str) -> Rule | None:
    """Return the rule that ``text`` writes, or ``None`` for one that is not read here."""
    parts: dict[str, str] = {}
    for part in text.strip().upper().rstrip(";").split(";"):
        name, _, value = part.partition("=")
        if name not in _READ or name in parts or not value:
            return None
        parts[name] = value
    try:
        rule = _rule(parts)
    except (ValueError, KeyError):
        return None
    return rule if _is_sound(rule) else None


def _rule(parts: dict[str, str]) -> Rule:
    weekdays = []
    for said in filter(None, parts.get("BYDAY", "").split(",")):
        found = _WEEKDAY.fullmatch(said)
        if found is None:
            raise ValueError("BYDAY")
        weekdays.append((int(found[1] or 0), _DAYS.index(found[2])))
    week_start = _DAYS.index(parts.get("WKST", "MO"))
    return Rule(
        frequency=Frequency(parts["FREQ"]),
        interval=int(parts.get("INTERVAL", "1")),
        count=int(parts["COUNT"]) if "COUNT" in parts else None,
        until=parts.get("UNTIL", ""),
        weekdays=tuple(dict.fromkeys(weekdays)),  # said twice asks for no more work
        month_days=_numbers(parts, "BYMONTHDAY"),
        months=_numbers(parts, "BYMONTH"),
        places=_numbers(parts, "BYSETPOS"),
        week_start=week_start,  # type: ignore[arg-type]  # an index into seven days
    )


def _numbers(parts: dict[str, str], name: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(one) for one in parts.get(name, "").split(",") if one))


def _is_sound(rule: Rule) -> bool:
    is_long = rule.frequency in (Frequency.MONTHLY, Frequency.YEARLY)
    return (
        1 <= rule.interval <= 1_000
        and (rule.count is None or rule.count >= 1)
        and all(1 <= month <= 12 for month in rule.months)
        and all(1 <= abs(day) <= 31 for day in rule.month_days)
        and all(1 <= abs(place) <= 366 for place in rule.places)
        and (is_long or not any(nth for nth, _ in rule.weekdays))
        and not (rule.frequency is Frequency.WEEKLY and rule.month_days)
        # "the first Monday, if it is the 20th": the standard is unclear, and nobody asks
        and not (rule.month_days and any(nth for nth, _ in rule.weekdays))
    )


def days(rule: Rule, start: date, end: date) -> Iterator[date]:
    """Yield the days of the rule from ``start`` to ``end``, at most ``rule.count`` of them."""
    found = 0
    for period in _periods(rule, start, end):
        for day in _placed(rule, _matching(rule, period, start)):
            if not start <= day:
                continue
            if day > end or (rule.count is not None and found >= rule.count):
                return
            found += 1
            yield day


def _periods(rule: Rule, start: date, end: date) -> Iterator[date]:
    """Yield the first day of each period that the interval does not jump over."""
    if rule.frequency in (Frequency.DAILY, Frequency.WEEKLY):
        is_daily = rule.frequency is Frequency.DAILY
        back = 0 if is_daily else (start.weekday() - rule.week_start) % 7
        day = start.toordinal() - back
        step = rule.interval * (1 if is_daily else 7)
        for ordinal in range(max(day, 1), end.toordinal() + 1, step):
            yield date.fromordinal(ordinal)
        return
    months = rule.interval * (1 if rule.frequency is Frequency.MONTHLY else 12)
    first = start.year * 12 + (start.month - 1 if rule.frequency is Frequency.MONTHLY else 0)
    for month in range(first, end.year * 12 + end.month, months):
        yield date(month // 12, month % 12 + 1, 1)


def _matching(rule: Rule, period: date, start: date) -> list[date]:
    """Return the days of one period, sorted."""
    if rule.frequency is Frequency.DAILY:
        return [period] if _fits(rule, period) else []
    if rule.frequency is Frequency.WEEKLY:
        wanted = {weekday for _, weekday in rule.weekdays} or {start.weekday()}
        week = (period + place * _ONE_DAY for place in range(7))
        return [day for day in week if day.weekday() in wanted and _is_month(rule, day)]
    if rule.frequency is Frequency.MONTHLY:
        return _of_month(rule, period, start) if _is_month(rule, period) else []
    return _of_year(rule, period.year, start)


def _is_month(rule: Rule, day: date) -> bool:
    return not rule.months or day.month in rule.months


def _fits(rule: Rule, day: date) -> bool:
    is_weekday = not rule.weekdays or any(day.weekday() == one for _, one in rule.weekdays)
    return is_weekday and _is_month(rule, day) and _is_month_day(rule, day)


def _is_month_day(rule: Rule, day: date) -> bool:
    length = calendar.monthrange(day.year, day.month)[1]
    return not rule.month_days or bool({day.day, day.day - length - 1} & set(rule.month_days))


def _of_month(rule: Rule, month: date, start: date) -> list[date]:
    length = calendar.monthrange(month.year, month.month)[1]
    all_days = [month.replace(day=day) for day in range(1, length + 1)]
    if not rule.weekdays and not rule.month_days:
        return [day for day in all_days if day.day == start.day]
    fitting = [day for day in all_days if _is_month_day(rule, day)]
    return [day for day in fitting if not rule.weekdays or _is_nth(rule, day, all_days)]


def _of_year(rule: Rule, year: int, start: date) -> list[date]:
    if rule.months or rule.month_days or not rule.weekdays:
        by_default = (start.month,) if not rule.month_days else tuple(range(1, 13))
        months = sorted(set(rule.months or by_default))
        return [day for month in months for day in _of_month(rule, date(year, month, 1), start)]
    length = 365 + calendar.isleap(year)
    all_days = [date(year, 1, 1) + place * _ONE_DAY for place in range(length)]
    return [day for day in all_days if _is_nth(rule, day, all_days)]


def _is_nth(rule: Rule, day: date, period: list[date]) -> bool:
    """Whether ``day`` is such a weekday, or the nth or nth last of ``period``."""
    before = (day - period[0]).days // 7 + 1
    behind = -((period[-1] - day).days // 7 + 1)
    return any(
        day.weekday() == weekday and nth in (0, before, behind) for nth, weekday in rule.weekdays
    )


def _placed(rule: Rule, found: list[date]) -> list[date]:
    """Return those at the rule's places: BYSETPOS=-1 is the last of the period."""
    if not rule.places:
        return found
    size = len(found)
    kept = {place - 1 if place > 0 else size + place for place in rule.places}
    return [day for place, day in enumerate(found) if place in kept]
