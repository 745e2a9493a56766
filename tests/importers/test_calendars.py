"""iCalendar files of several programs to sessions."""

import sys
import time as computer
from collections.abc import Iterator
from datetime import date, time
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from tests.importers.tabling import TODAY
from vault.clients.model import CareSessionStatus, Modality
from vault.errors import ImportFileEmpty, NotACalendar
from vault.importers import calendars
from vault.importers.model import PlannedSession, Reason, SessionImport, Verdict

HOME = ZoneInfo("America/New_York")


@pytest.fixture
def computer_in_denver(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/Denver")
    computer.tzset()
    yield
    monkeypatch.undo()
    computer.tzset()


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def planned(*parts: str, until: date | None = None, since: date | None = None) -> SessionImport:
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", ""])
    return calendars.plan(text.encode(), TODAY, until=until, since=since, home=HOME)


def one(*lines: str) -> PlannedSession:
    (row,) = planned(event(*lines)).rows
    return row


def reasons(row: PlannedSession) -> set[Reason]:
    return {finding.reason for finding in row.findings}


def days(plan: SessionImport) -> list[str]:
    return [row.details.day.isoformat() for row in plan.rows if row.details]


def test_an_event_becomes_a_session() -> None:
    row = one(
        "UID:1",
        "SUMMARY:Diaz\\, Ana",
        "DTSTART;TZID=America/New_York:20261130T143000",
        "DTEND;TZID=America/New_York:20261130T152000",
        "LOCATION:Zoom",
        "DESCRIPTION:first line\\nsecond",
        "  line\\; and more",
        'ATTENDEE;CN="Ana Diaz: x":mailto:ana@example.org',
        "DTSTAMP:20260101T000000Z",
    )
    assert row.details is not None
    assert (row.client_text, row.uid, row.verdict) == ("Diaz, Ana", "1", Verdict.TAKEN)
    assert (row.details.day, row.details.starts_at) == (date(2026, 11, 30), time(14, 30))
    assert (row.details.minutes, row.details.modality) == (50, Modality.VIDEO)
    assert [(extra.header, extra.value) for extra in row.extras] == [
        ("LOCATION", "Zoom"),
        ("DESCRIPTION", "first line\nsecond line; and more"),
        ("ATTENDEE", "ana@example.org"),
    ]
    assert "DTSTAMP:20260101T000000Z" in row.cells


@pytest.mark.parametrize(
    ("start", "day", "at"),
    [
        ("DTSTART:20261130T193000Z", date(2026, 11, 30), time(14, 30)),
        ("DTSTART:20260701T183000Z", date(2026, 7, 1), time(14, 30)),
        ("DTSTART:20261130T143000", date(2026, 11, 30), time(14, 30)),
        ("DTSTART;TZID=America/Chicago:20261130T133000", date(2026, 11, 30), time(14, 30)),
        ("DTSTART;TZID=Eastern Standard Time:20261130T143000", date(2026, 11, 30), time(14, 30)),
        ("DTSTART:20261201T010000Z", date(2026, 11, 30), time(20)),
    ],
)
def test_times_are_turned_to_the_clock_of_the_practice(start: str, day: date, at: time) -> None:
    row = one("SUMMARY:Ana", start)
    assert row.details is not None
    assert (row.details.day, row.details.starts_at) == (day, at)


def test_a_zone_that_nobody_knows_leaves_the_time_as_it_stands() -> None:
    row = one("SUMMARY:Ana", "DTSTART;TZID=Customized Zone 1:20261130T143000")
    assert row.details is not None
    assert (row.details.starts_at, reasons(row)) == (time(14, 30), {Reason.TIME_ZONE_UNKNOWN})


def test_the_zone_of_a_calendar_is_home_where_nobody_says_another() -> None:
    text = (
        "BEGIN:VCALENDAR\nX-WR-TIMEZONE:America/Denver\nBEGIN:VEVENT\nSUMMARY:A\n"
        "DTSTART:20261130T193000Z\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    (row,) = calendars.plan(text.encode(), TODAY).rows
    assert row.details is not None
    assert row.details.starts_at == time(12, 30)


@pytest.mark.skipif(sys.platform == "win32", reason="the zone is the system's there")
@pytest.mark.usefixtures("computer_in_denver")
@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC", "GMT", "Nowhere/Land"])
def test_a_calendar_that_is_nowhere_is_read_by_the_clock_of_this_computer(zone: str) -> None:
    text = (
        f"BEGIN:VCALENDAR\nX-WR-TIMEZONE:{zone}\nBEGIN:VEVENT\nSUMMARY:A\n"
        "DTSTART:20261130T193000Z\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    (row,) = calendars.plan(text.encode(), TODAY).rows
    assert row.details is not None
    assert row.details.starts_at == time(12, 30)


@pytest.mark.parametrize(
    ("lines", "modality"),
    [
        (["X-GOOGLE-CONFERENCE:https://meet.google.com/abc"], Modality.VIDEO),
        (["X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.example/1"], Modality.VIDEO),
        (["CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:https://chat.example/1"], Modality.VIDEO),
        (["CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+1-555-0100"], Modality.PHONE),
        (["CONFERENCE:https://chat.example/1"], Modality.VIDEO),
        (["LOCATION:https://meet.google.com/abc-defg-hij"], Modality.VIDEO),
        # Some programs add a link to every event: what a person wrote counts more.
        (
            ["LOCATION:Office", "X-GOOGLE-CONFERENCE:https://meet.google.com/abc"],
            Modality.IN_PERSON,
        ),
        (["LOCATION:", "X-GOOGLE-CONFERENCE:"], Modality.OTHER),
        (["LOCATION:Suite 4"], Modality.OTHER),
        ([], Modality.OTHER),
    ],
)
def test_how_a_session_is_held_is_what_the_event_says(lines: list[str], modality: Modality) -> None:
    plan = planned(event("SUMMARY:Ana", "DTSTART:20261130T143000", *lines))
    (row,) = plan.rows
    assert row.details is not None
    assert row.details.modality is modality
    said = [one.reason for one in plan.remarks]
    assert said == ([Reason.MANNER_NOT_SAID] if modality is Modality.OTHER else [])


def test_what_a_program_adds_for_people_is_kept() -> None:
    row = one(
        "SUMMARY:Ana",
        "DTSTART:20261130T143000",
        "DESCRIPTION:Bring the letter & key",
        "X-GOOGLE-CONFERENCE:https://meet.google.com/abc",
        "X-ALT-DESC;FMTTYPE=text/html:<body>Bring <b>the letter</b> &amp\\; key</body>",
        "X-PRACTICE-FEE:120",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
        "X-MOZ-GENERATION:3",
    )
    assert [(extra.header, extra.value) for extra in row.extras] == [
        ("DESCRIPTION", "Bring the letter & key"),
        ("X-GOOGLE-CONFERENCE", "https://meet.google.com/abc"),
        ("X-PRACTICE-FEE", "120"),
    ]


def test_a_description_that_says_more_than_its_twin_is_kept() -> None:
    row = one(
        "SUMMARY:Ana",
        "DTSTART:20261130T143000",
        "DESCRIPTION:Bring it",
        "X-ALT-DESC;FMTTYPE=text/html:<p>Door code 4411</p>",
    )
    assert [extra.value for extra in row.extras] == ["Bring it", "<p>Door code 4411</p>"]


def test_a_whole_day_is_held() -> None:
    row = one("SUMMARY:Holiday", "DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261226")
    assert (row.verdict, reasons(row)) == (Verdict.HELD, {Reason.ALL_DAY})


@pytest.mark.parametrize(
    ("line", "minutes"), [("DURATION:PT50M", 50), ("DURATION:PT1H30M", 90), ("DURATION:P2D", None)]
)
def test_a_duration_is_read(line: str, minutes: int | None) -> None:
    row = one("SUMMARY:Ana", "DTSTART:20261130T143000", line)
    assert row.details is not None
    assert row.details.minutes == minutes


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["STATUS:CANCELLED"], CareSessionStatus.CANCELLED),
        (["STATUS:CONFIRMED"], CareSessionStatus.PLANNED),
        (["SUMMARY:Canceled: Ana"], CareSessionStatus.CANCELLED),
    ],
)
def test_a_status_is_read(lines: list[str], status: CareSessionStatus) -> None:
    row = one("DTSTART:20261130T143000", *lines)
    assert row.details is not None
    assert row.details.status is status


WEEKLY = ("UID:w", "SUMMARY:Ana", "DTSTART;TZID=America/New_York:20261019T100000")


def test_a_weekly_event_keeps_its_hour_over_the_change_of_clocks() -> None:
    plan = planned(event(*WEEKLY, "RRULE:FREQ=WEEKLY;COUNT=4"))
    assert days(plan) == ["2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09"]
    assert {row.details.starts_at for row in plan.rows if row.details} == {time(10)}


def test_exceptions_additions_and_changed_occurrences() -> None:
    plan = planned(
        event(
            *WEEKLY,
            "RRULE:FREQ=WEEKLY;UNTIL=20261116T150000Z",
            "EXDATE;TZID=America/New_York:20261026T100000",
            "EXDATE:20261102T150000Z",
            "RDATE;TZID=America/New_York:20261120T090000",
        ),
        event(
            "UID:w",
            "SUMMARY:Ana moved",
            "RECURRENCE-ID;TZID=America/New_York:20261109T100000",
            "DTSTART;TZID=America/New_York:20261110T110000",
        ),
    )
    assert days(plan) == ["2026-10-19", "2026-11-16", "2026-11-20", "2026-11-10"]


@pytest.mark.parametrize(
    ("instead_of", "start"),
    [
        ("RECURRENCE-ID;TZID=America/New_York:20261026T100000", "DTSTART:20261027T160000Z"),
        (
            "RECURRENCE-ID;TZID=America/New_York:20261026T100000",
            "DTSTART;TZID=America/Chicago:20261027T110000",
        ),
        ("RECURRENCE-ID:20261026T140000Z", "DTSTART;TZID=America/Chicago:20261027T110000"),
        (
            "RECURRENCE-ID;VALUE=DATE:20261026",
            "DTSTART;TZID=America/New_York:20261027T120000",
        ),
    ],
)
def test_a_moved_occurrence_leaves_its_old_hour_by_whatever_clock(
    instead_of: str, start: str
) -> None:
    plan = planned(
        event(*WEEKLY, "RRULE:FREQ=WEEKLY;COUNT=3"),
        event("UID:w", "SUMMARY:Ana", instead_of, start),
    )
    said = [(str(one.details.day), one.details.starts_at) for one in plan.rows if one.details]
    assert said == [("2026-10-19", time(10)), ("2026-11-02", time(10)), ("2026-10-27", time(12))]


def test_a_rule_without_end_stops_a_year_on_or_where_it_is_told() -> None:
    rule = event(*WEEKLY, "RRULE:FREQ=WEEKLY")
    assert days(planned(rule))[-1] == "2027-11-22"
    near = planned(rule, until=date(2026, 12, 1), since=date(2026, 11, 20))
    assert days(near) == ["2026-11-23", "2026-11-30"]


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "nonsense", "FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2"]
)
def test_a_rule_that_is_not_understood_holds_its_first_occurrence(rule: str) -> None:
    row = one(*WEEKLY, f"RRULE:{rule}")
    assert row.verdict is Verdict.HELD
    assert Reason.RULE_NOT_UNDERSTOOD in reasons(row)


def test_too_many_occurrences_end_with_a_word() -> None:
    plan = planned(event("SUMMARY:A", "DTSTART:18500101T100000", "RRULE:FREQ=DAILY"))
    assert len(plan.rows) == calendars.MOST_OF_AN_EVENT + 1
    assert Reason.TOO_MANY_OCCURRENCES in reasons(plan.rows[-1])


def test_a_file_full_of_rules_ends_in_time() -> None:
    lines = event("SUMMARY:A", "DTSTART:18500101T100000", "RRULE:FREQ=YEARLY;BYDAY=MO;BYSETPOS=366")
    plan = planned(*[lines] * 300)
    assert len(plan.rows) == 300
    assert all(row.verdict is Verdict.HELD for row in plan.rows)
    unread = [Reason.TOO_MANY_OCCURRENCES in reasons(row) for row in plan.rows]
    assert unread.count(True) > 250


def test_a_rule_cannot_ask_for_more_work_than_its_days() -> None:
    many = ",".join(["-53MO"] * 4_000)
    started = process_time()
    planned(event("SUMMARY:A", "DTSTART:19500301T100000", f"RRULE:FREQ=YEARLY;BYDAY={many}"))
    assert process_time() - started < 2


def test_of_two_versions_of_an_event_the_later_counts() -> None:
    old = event("UID:1", "SEQUENCE:1", "SUMMARY:Ana", "DTSTART:20261130T100000")
    new = event("UID:1", "SEQUENCE:2", "SUMMARY:Ana", "DTSTART:20261201T100000")
    plan = planned(new, old)
    assert [row.verdict for row in plan.rows] == [Verdict.TAKEN, Verdict.REFUSED]
    assert Reason.EVENT_REPEATED in reasons(plan.rows[1])


def test_tasks_are_said_and_not_taken() -> None:
    plan = planned("BEGIN:VTODO\r\nSUMMARY:Call\r\nEND:VTODO")
    assert [(one.reason, one.header) for one in plan.remarks] == [(Reason.NOT_A_SESSION, "VTODO")]


def test_lines_between_the_events_are_said() -> None:
    plan = planned("between", event("SUMMARY:Ana", "DTSTART:20261130T143000", "LOCATION:Zoom"))
    assert [(one.reason, one.value) for one in plan.remarks] == [(Reason.OUTSIDE, "between")]


@pytest.mark.parametrize("line", ["DTSTART:20260230T100000", "DTSTART:soon", "DTSTART:99990101"])
def test_an_event_without_a_day_is_refused(line: str) -> None:
    assert one("SUMMARY:Ana", line).verdict is Verdict.REFUSED


def test_a_fold_within_a_character_is_undone() -> None:
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Zoë\nDTSTART:20261130T1000\nEND:VEVENT\n"
    data = text.encode().replace(b"\xc3\xab", b"\xc3\r\n \xab").replace(b"T1000", b"T100000")
    assert calendars.plan(data, TODAY, home=HOME).rows[0].client_text == "Zoë"


def test_a_line_that_is_no_property_is_kept_and_said() -> None:
    row = one(
        "SUMMARY:Ana",
        "DTSTART:20261130T143000",
        "DESCRIPTION:first line",
        "second line, with what matters",
        "LOCATION:Zoom",
        "BEGIN:VALARM",
        "TRIGGER:-PT15M",
        "DESCRIPTION:Reminder",
        "bring the letter",
        "END:VALARM",
        "behind the alarm",
    )
    assert (row.client_text, row.verdict) == ("Ana", Verdict.HELD)
    assert [(extra.header, extra.value) for extra in row.extras] == [
        ("DESCRIPTION", "first line"),
        ("LOCATION", "Zoom"),
        ("DESCRIPTION", "second line, with what matters"),
        ("", "behind the alarm"),
        ("DESCRIPTION", "bring the letter"),
    ]
    assert [extra.text for extra in row.extras][-2:] == [
        "behind the alarm",
        "DESCRIPTION: bring the letter",
    ]
    assert reasons(row) == {Reason.DAMAGED}
    assert "behind the alarm" in row.cells


def test_an_event_without_its_end_swallows_no_other() -> None:
    texts = [f"BEGIN:VEVENT\r\nSUMMARY:{n}\r\nDTSTART:202611{n}T100000" for n in range(11, 30)]
    plan = planned(*texts, event("SUMMARY:whole", "DTSTART:20261130T100000"))
    assert [row.client_text for row in plan.rows] == [*map(str, range(11, 30)), "whole"]
    assert {row.verdict for row in plan.rows[:-1]} == {Verdict.HELD}
    assert all(Reason.CUT_OFF in reasons(row) for row in plan.rows[:-1])
    assert plan.rows[-1].verdict is Verdict.TAKEN


def test_the_last_event_of_a_file_that_was_cut_is_held() -> None:
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Ana\nDTSTART:20261130T100000\n"
    [row] = calendars.plan(text.encode(), TODAY, home=HOME).rows
    assert (row.verdict, reasons(row)) == (Verdict.HELD, {Reason.CUT_OFF})


@pytest.mark.parametrize(
    "data", [b"Name,Phone\nA,1\n", b"BEGIN:VCARD\nEND:VCARD\n", b"\x00\xff" * 99]
)
def test_what_is_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(NotACalendar):
        calendars.plan(data, TODAY)
    with pytest.raises(ImportFileEmpty):
        calendars.plan(b" \n", TODAY)
