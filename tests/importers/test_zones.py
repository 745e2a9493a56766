"""Times with a zone behind them: turned to the clock of the practice, or said to be unclear."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from tests.importers import tabling
from vault.importers import appointments, headers
from vault.importers.headers import Vocabulary
from vault.importers.model import PlannedSession, Reason

NEW_YORK = ZoneInfo("America/New_York")


def _rows(text: str) -> tuple[PlannedSession, ...]:
    table = tabling.table(text)
    columns = headers.match(table.headers, Vocabulary.SESSIONS)
    return appointments.plan(table, columns, tabling.TODAY, home=NEW_YORK).rows


def _starts(text: str) -> list[time | None]:
    return [row.details.starts_at for row in _rows(text) if row.details]


def _are_unclear(text: str) -> set[bool]:
    return {
        any(one.reason is Reason.TIME_ZONE_UNKNOWN for one in row.findings) for row in _rows(text)
    }


@pytest.mark.parametrize(
    "stamp",
    [
        "2026-03-02 17:00:00+00",  # as PostgreSQL writes it
        "2026-03-02 17:00:00.123+00",
        "2026-03-02T17:00+00",
        "2026-03-02 09:00:00-08",
        "Mon Mar 02 2026 09:00:00 GMT-0800 (Pacific Standard Time)",  # as browsers do
        "2026-03-02 09:00:00 AM GMT-0800",
        "2026-03-02 9:00 AM (UTC-08:00)",
        "2026-03-02 9:00 AM (UTC-8)",
        "2026-03-02 09:00 UTC−08:00",
        "3/2/2026 9:00:00 AM -08:00",
        "2026-03-02T09:00:00-08:00[America/Los_Angeles]",
        "2026-03-02 17:00 (GMT)",
        "2026-03-02T22:30:00+05:30",
    ],
)
def test_a_zone_is_read_as_programs_write_it(stamp: str) -> None:
    (row,) = _rows(f'Client,Start\nAna,"{stamp}"\n')
    assert row.details is not None
    assert (row.details.day, row.details.starts_at) == (date(2026, 3, 2), time(12))
    assert Reason.TIME_ZONE_UNKNOWN not in {one.reason for one in row.findings}


@pytest.mark.parametrize(
    "stamp",
    [
        "2026-03-02 09:00 CET",
        "2026-03-02 09:00 Europe/Berlin",
        "2026-03-02T09:00:00[Europe/Berlin]",
        "2026-03-02 09:00 PST (UTC-8)",
        "2026-03-02T09:00:00-13:00",
        "2026-03-02 09:00 +15:00",
        "2026-03-02 09:00 UTC+8:20",
        "9:00 AM CET",
    ],
)
def test_a_zone_that_is_not_understood_is_said(stamp: str) -> None:
    day = "" if stamp[:4] == "2026" else "2026-03-02 "
    text = f"Client,Start\nAna,{day}{stamp}\n"
    assert (_starts(text), _are_unclear(text)) == ([time(9)], {True})


@pytest.mark.parametrize(
    "stamp",
    [
        "09:00",
        "9:00 AM EST",
        "9 am",
        "09:00 HST",
        "09:00 - 10:00",
        "09:00-10:00 (video)",
        "09:00-10",
    ],
)
def test_a_clock_on_the_wall_is_no_matter_of_zones(stamp: str) -> None:
    text = f"Client,Start\nAna,2026-03-02 {stamp}\n"
    assert (_starts(text), _are_unclear(text)) == ([time(9)], {False})


def test_offsets_of_two_zones_are_no_ranges() -> None:
    text = """Client,Start,End
Ana,2026-03-02 09:00:00-08:00,2026-03-02 09:50:00-08:00
Bo,2026-03-03 09:00:00-05:00,2026-03-03 09:50:00-05:00
"""
    assert _starts(text) == [time(12), time(9)]
    assert [row.details.minutes for row in _rows(text) if row.details] == [50, 50]


def test_no_zone_is_more_than_twelve_hours_behind() -> None:
    text = "Client,Date,Time\nAna,2026-03-02,13:00:00-14:00\nBo,2026-03-03,13:00:00-14:00\n"
    assert (_starts(text), _are_unclear(text)) == ([time(13), time(13)], {False})
    assert [row.details.minutes for row in _rows(text) if row.details] == [60, 60]


@pytest.mark.parametrize(
    "times",
    [
        ("08:00:00-09:00", "09:00:00-10:00"),  # each may be the hours behind UTC of Alaska, Hawaii
        ("14:00:00-08:00", "13:30:00-14:15"),  # the column proves both
    ],
)
def test_what_may_be_a_range_or_a_zone_stands_as_it_is_and_is_said(times: tuple[str, str]) -> None:
    text = "Client,Start\n" + "".join(f"Ana,2026-03-02 {one}\n" for one in times)
    assert _starts(text) == [time.fromisoformat(one[:5]) for one in times]
    assert True in _are_unclear(text)


def test_a_zone_behind_a_time_is_not_its_end() -> None:
    text = "Client,Date,Time\nAna,2026-03-02,09:30:00-10:00\nBo,2026-03-03,16:00:00-10:00\n"
    rows = [row.details for row in _rows(text) if row.details]
    assert [(one.starts_at, one.minutes) for one in rows] == [
        (time(14, 30), None),
        (time(21), None),
    ]
