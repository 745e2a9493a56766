"""The appointments report that practices export, and others like it."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from tests.importers.tabling import TODAY, table
from vault.clients.model import CareSessionStatus, Modality
from vault.importers import appointments, headers
from vault.importers.headers import Vocabulary
from vault.importers.model import PlannedSession, Reason, SessionImport, Verdict

REPORT = (
    "Date of Service,Client,Clinician,Billing Code,Charge,Paid,Unpaid,Status,Charge,Paid,Unpaid  \n"
    '01/05/2026 14:30,"Diaz, Ana ",A. Stone,90837,150,150,0,Show,20,0,20,\n'
    '01/06/2026 09:00,"Chu, Bo, Jr.",A. Stone,90834,120,0,120,No Show,,,,\n'
    '12/01/2026 09:00,"Diaz, Ana ",A. Stone,90837,150,0,150,,,,,\n'
)


HOME = ZoneInfo("America/Los_Angeles")


def planned(text: str, past: CareSessionStatus = CareSessionStatus.PLANNED) -> SessionImport:
    read = table(text)
    columns = headers.match(read.headers, Vocabulary.SESSIONS)
    return appointments.plan(read, columns, TODAY, past_status=past, home=HOME)


def one(text: str) -> PlannedSession:
    (row,) = planned(text).rows
    return row


def reasons(row: PlannedSession) -> set[Reason]:
    return {finding.reason for finding in row.findings}


def test_the_report_becomes_sessions_and_loses_nothing() -> None:
    plan = planned(REPORT)
    first = plan.rows[0]
    assert first.details is not None
    assert (first.client_text, first.status_text) == ("Diaz, Ana", "Show")
    assert (first.details.day, first.details.starts_at) == (date(2026, 1, 5), time(14, 30))
    assert first.details.status is CareSessionStatus.HELD
    assert [(extra.header, extra.value) for extra in first.extras] == [
        ("Clinician", "A. Stone"),
        ("Billing Code", "90837"),
        ("Charge", "150"),
        ("Paid", "150"),
        ("Unpaid", "0"),
        ("Charge", "20"),
        ("Paid", "0"),
        ("Unpaid", "20"),
        ("Status", "Show"),
    ]
    assert [row.verdict for row in plan.rows] == [Verdict.TAKEN] * 3
    assert [row.details.status.value for row in plan.rows if row.details] == [
        *("held", "no_show", "planned")
    ]


def test_a_person_matches_each_name_once() -> None:
    found = [(one.text, one.sessions) for one in planned(REPORT).client_texts]
    assert found == [("Diaz, Ana", 2), ("Chu, Bo, Jr.", 1)]


@pytest.mark.parametrize(
    ("when", "said", "status", "reason"),
    [
        ("11/23/2026", "Completed", CareSessionStatus.HELD, None),
        ("11/24/2026", "Completed", CareSessionStatus.HELD, None),
        ("11/25/2026", "Completed", CareSessionStatus.PLANNED, Reason.STATUS_TOO_EARLY),
        ("11/25/2026", "Cancelled", CareSessionStatus.CANCELLED, None),
        ("11/25/2026", "Confirmed", CareSessionStatus.PLANNED, None),
        ("11/23/2026", "Confirmed", CareSessionStatus.PLANNED, Reason.PAST_WITHOUT_STATUS),
        ("11/23/2026", "", CareSessionStatus.PLANNED, Reason.PAST_WITHOUT_STATUS),
        ("11/25/2026", "Blue", CareSessionStatus.PLANNED, Reason.STATUS_UNKNOWN),
    ],
)
def test_text_and_day_decide_the_status(
    when: str, said: str, status: CareSessionStatus, reason: Reason | None
) -> None:
    row = one(f"Client,Date,Status\nAna,{when},{said}\n")
    assert row.details is not None
    assert row.details.status is status
    assert reasons(row) == ({reason} if reason else set())


def test_what_became_of_past_sessions_is_the_persons_to_say() -> None:
    plan = planned("Client,Date\nAna,11/23/2026\nAna,11/25/2026\n", CareSessionStatus.HELD)
    assert [row.details.status.value for row in plan.rows if row.details] == ["held", "planned"]


@pytest.mark.parametrize("said", ["Not held", "Client was not seen", "No charge", "Blue"])
def test_what_is_said_of_past_sessions_does_not_cover_one_that_says_something(said: str) -> None:
    plan = planned(f"Client,Date,Status\nAna,11/23/2026,{said}\n", CareSessionStatus.HELD)
    (row,) = plan.rows
    assert row.details is not None
    assert row.details.status is CareSessionStatus.PLANNED
    assert reasons(row) == {Reason.STATUS_UNKNOWN}
    assert [extra.value for extra in row.extras] == [said]


def test_place_and_kind_are_looked_at_apart() -> None:
    row = one("Client,Date,Location,Type\nAna,1/5/2026,11,90837\n")
    assert row.details is not None
    assert row.details.modality is Modality.IN_PERSON


def test_how_a_session_is_held_is_not_made_up() -> None:
    plan = planned("Client,Date,Location\nAna,2026-01-05,Suite 4\nAna,2026-01-06,Zoom\n")
    ways = [row.details.modality for row in plan.rows if row.details]
    assert ways == [Modality.OTHER, Modality.VIDEO]
    assert [one.reason for one in plan.remarks] == [Reason.MANNER_NOT_SAID]
    assert planned("Client,Date,Location\nAna,1/20/2026,Zoom\n").remarks == ()


@pytest.mark.parametrize(
    ("cells", "at", "minutes"),
    [
        ("1/5/2026,2:30 PM,,50", time(14, 30), 50),
        ("1/5/2026,2:30 PM,3:20 PM,", time(14, 30), 50),
        ("1/5/2026,2:30 - 3:20 pm,,", time(14, 30), 50),
        ("1/5/2026,10:00-10:45,,", time(10), 45),
        ("1/5/2026 10:00,,11:00,", time(10), 60),
        ("1/5/2026 10:00,,,0:50", time(10), 50),
        ("1/5/2026 10:00,,,1.5 hours", time(10), 90),
        ("1/5/2026 00:00,,,", None, None),
        ("1/5/2026,,,", None, None),
    ],
)
def test_times_and_lengths(cells: str, at: time | None, minutes: int | None) -> None:
    row = one(f"Client,Date,Start Time,End Time,Duration\nAna,{cells}\n")
    assert row.details is not None
    assert (row.details.starts_at, row.details.minutes) == (at, minutes)
    assert row.verdict is Verdict.TAKEN


@pytest.mark.parametrize(
    ("cells", "day", "at", "minutes"),
    [
        ("2026-03-02T02:30:00Z,,,", date(2026, 3, 1), time(18, 30), None),
        ("2026-07-02T01:30Z,,2026-07-02T02:20Z,", date(2026, 7, 1), time(18, 30), 50),
        (
            "2026-03-05T18:30:00+00:00,,2026-03-05 19:20:00+0000,",
            date(2026, 3, 5),
            time(10, 30),
            50,
        ),
        ("2026-03-05T23:30:00Z,,2026-03-06T00:20:00Z,", date(2026, 3, 5), time(15, 30), 50),
        ("2026-03-05T10:30:00-05:00,,,11:20", date(2026, 3, 5), time(7, 30), 50),
        ("20260305T183000Z,,,", date(2026, 3, 5), time(10, 30), None),
        ("03/05/2026 6:30 PM UTC,,,", date(2026, 3, 5), time(10, 30), None),
        ("2026-03-05,18:30Z,,", date(2026, 3, 5), time(10, 30), None),
        ("2026-03-05T00:00:00Z,10:30,,", date(2026, 3, 5), time(10, 30), None),
        # A range, not nine o'clock in Hawaii.
        ("2026-03-05 09:00-10:00,,,", date(2026, 3, 5), time(9), None),
    ],
)
def test_a_stamp_with_a_zone_is_turned_to_the_clock_of_the_practice(
    cells: str, day: date, at: time, minutes: int | None
) -> None:
    row = one(f"Client,Date,Time,End,End Time\nAna,{cells}\n")
    assert row.details is not None
    assert (row.details.day, row.details.starts_at) == (day, at)
    assert row.details.minutes == minutes


@pytest.mark.parametrize(
    ("behind", "times"),
    [
        (("-09:50", "-11:00"), (time(9), time(10))),  # where they end
        (("-10:00", "-11:30"), (time(9), time(10))),
        (("-08:00", "-07:00"), (time(9), time(9))),  # winter and summer
        (("-03:30", "-03:30"), (time(4, 30), time(5, 30))),
    ],
)
def test_a_column_tells_ranges_from_hours_behind(
    behind: tuple[str, str], times: tuple[time, time]
) -> None:
    first, second = behind
    rows = planned(
        f"Client,Date\nAna,2026-01-05 09:00:00{first}\nAna,2026-01-06 10:00:00{second}\n"
    ).rows
    assert tuple(row.details.starts_at for row in rows if row.details) == times


def test_midnight_with_a_zone_is_a_time_where_other_rows_have_times() -> None:
    days = planned("Client,Date\nAna,2026-03-05T00:00:00Z\nAna,2026-03-06T00:00:00Z\n")
    assert [(str(row.details.day), row.details.starts_at) for row in days.rows if row.details] == [
        *(("2026-03-05", None), ("2026-03-06", None))
    ]
    times = planned("Client,Date\nAna,2026-03-05T00:00:00Z\nAna,2026-03-06T01:00:00Z\n")
    assert [(str(row.details.day), row.details.starts_at) for row in times.rows if row.details] == [
        *(("2026-03-04", time(16)), ("2026-03-05", time(17)))
    ]


@pytest.mark.parametrize(
    ("cells", "reason", "verdict"),
    [
        (",1/5/2026,,", Reason.NO_CLIENT, Verdict.HELD),
        ("Ana,,,", Reason.NO_DAY, Verdict.REFUSED),
        ("Ana,02/30/2026,,", Reason.DATE_IMPOSSIBLE, Verdict.REFUSED),
        ("Ana,someday,,", Reason.NO_DAY, Verdict.REFUSED),
        ("Ana,1/5/2026,noonish,", Reason.TIME_UNREADABLE, Verdict.HELD),
        ("Ana,1/5/2026,,99999", Reason.LENGTH_UNREADABLE, Verdict.TAKEN),
    ],
)
def test_what_cannot_be_read_is_said(cells: str, reason: Reason, verdict: Verdict) -> None:
    row = one(f"Client,Date,Time,Minutes\n{cells}\n")
    assert reason in reasons(row)
    assert row.verdict is verdict


def test_place_and_kind_are_read_and_kept() -> None:
    row = one("Client,Date,Location,Type\nAna,1/5/2026,Video Office,Couples therapy\n")
    assert row.details is not None
    assert (row.details.modality, row.details.kind) == (Modality.VIDEO, "couple")
    assert [extra.value for extra in row.extras] == ["Video Office", "Couples therapy"]
