"""The appointments report that practices export, and others like it."""

from datetime import date, time

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


def planned(text: str, past: CareSessionStatus = CareSessionStatus.PLANNED) -> SessionImport:
    read = table(text)
    columns = headers.match(read.headers, Vocabulary.SESSIONS)
    return appointments.plan(read, columns, TODAY, past_status=past)


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


def test_a_second_row_of_one_hour_is_held() -> None:
    plan = planned("Client,Date\nAna,1/5/2026 10:00\nAna,1/5/2026 10:00\nBo,1/5/2026 10:00\n")
    assert [row.verdict.value for row in plan.rows] == ["taken", "held", "taken"]


def test_place_and_kind_are_read_and_kept() -> None:
    row = one("Client,Date,Location,Type\nAna,1/5/2026,Video Office,Couples therapy\n")
    assert row.details is not None
    assert (row.details.modality, row.details.kind) == (Modality.VIDEO, "couple")
    assert [extra.value for extra in row.extras] == ["Video Office", "Couples therapy"]
