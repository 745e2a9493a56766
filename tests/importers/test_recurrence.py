"""Recurring events, against a library that many calendars rely on."""

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.importers import recurrence

START = date(2026, 1, 5)
END = date(2030, 1, 1)


def days(rule: str, start: date = START, end: date = END) -> list[date]:
    parsed = recurrence.parse(rule)
    assert parsed is not None
    return list(recurrence.days(parsed, start, end))


def theirs(rule: str, start: date, end: date) -> list[date]:
    first, last = (datetime.combine(day, datetime.min.time()) for day in (start, end))
    return [one.date() for one in rrulestr(rule, dtstart=first).between(first, last, inc=True)]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;COUNT=10",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;WKST=SU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=MO",
        "FREQ=DAILY;INTERVAL=10;COUNT=5",
        "FREQ=DAILY;BYMONTH=1",
        "FREQ=MONTHLY;BYDAY=1FR",
        "FREQ=MONTHLY;BYDAY=-1MO",
        "FREQ=MONTHLY;BYMONTHDAY=-3",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=YEARLY;BYMONTH=6,7",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12",
    ],
)
def test_the_rules_of_the_standards_examples(rule: str) -> None:
    found = days(rule)
    assert found
    assert found == theirs(rule, START, END)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=HOURLY",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=YEARLY;BYDAY=1MO;BYMONTHDAY=20",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=-1",
        "FREQ=WEEKLY;COUNT=x",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=WEEKLY;FREQ=DAILY",
        "COUNT=3",
    ],
)
def test_a_rule_that_is_not_read_is_said_so(rule: str) -> None:
    assert recurrence.parse(rule) is None


def test_a_rule_without_days_ends() -> None:
    assert days("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", date(1850, 1, 1)) == []
    assert days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", date(1850, 1, 1)) == []


weekdays = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 6))}"]
    parts.append(f"WKST={draw(weekdays)}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 30))}")
    is_nth = False
    if chosen := draw(st.lists(weekdays, max_size=3, unique=True)):
        is_nth = frequency in ("MONTHLY", "YEARLY") and draw(st.booleans())
        nth = draw(st.sampled_from(["1", "2", "-1", "5", "-2"])) if is_nth else ""
        parts.append("BYDAY=" + ",".join(f"{nth}{day}" for day in chosen))
    if frequency != "WEEKLY" and not is_nth and draw(st.booleans()):
        chosen_days = draw(
            st.lists(st.integers(1, 31) | st.integers(-31, -1), min_size=1, max_size=3)
        )
        parts.append("BYMONTHDAY=" + ",".join(map(str, chosen_days)))
    if draw(st.booleans()):
        months = draw(st.lists(st.integers(1, 12), min_size=1, max_size=3))
        parts.append("BYMONTH=" + ",".join(map(str, months)))
    # Of a first week the library counts the days from the start alone; the standard all of them.
    if len(parts) > 4 and frequency in ("MONTHLY", "YEARLY") and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from([1, 2, -1]))}")
    return ";".join(parts)


@settings(deadline=None, max_examples=80)
@given(rules(), st.dates(date(2000, 1, 1), date(2027, 12, 31)))
def test_any_rule_gives_the_days_of_the_library(rule: str, start: date) -> None:
    if "BYSETPOS" in rule and "BYDAY" not in rule and "BYMONTHDAY" not in rule:
        rule = rule[: rule.index(";BYSETPOS")]
    end = start + timedelta(days=900)
    assert days(rule, start, end) == theirs(rule, start, end)
