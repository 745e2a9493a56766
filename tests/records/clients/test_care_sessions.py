"""Sessions: planned, held, cancelled, missed; the agenda and what still wants a note."""

import sys
import time as computer
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.records.clients.samples import PLAIN, mark_disposed
from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock
from vault.audit import service as audit
from vault.changes import Changes, Kind
from vault.clients import care_sessions, episodes, service
from vault.clients.model import CareSessionDetails, CareSessionStatus, Modality
from vault.errors import InvalidValue, NotFound, RecordClosed
from vault.ids import CareSessionId, ClientId, NoteId
from vault.importers import service as imports
from vault.importers.batch_model import ImportKind, Source
from vault.importers.model import PlannedSession, SessionImport, Verdict
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, NoteKind, Section, Shelf
from vault.session import Session

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
HELD = CareSessionDetails(day=TODAY, status=CareSessionStatus.HELD)
FULL = CareSessionDetails(
    day=TODAY - DAY,
    starts_at=time(9, 5),
    minutes=50,
    status=CareSessionStatus.NO_SHOW,
    modality=Modality.VIDEO,
    kind="family",
    remark="Called twice\nno answer",
)


@pytest.fixture
def client_id(session: Session) -> ClientId:
    return service.add(session, replace(PLAIN, birth_date=date(2010, 5, 20)))


def test_a_session_comes_back_as_entered(session: Session, client_id: ClientId) -> None:
    new_id = care_sessions.add(session, client_id, FULL)
    (listed,) = care_sessions.list_for(session, client_id)
    assert (listed.id, listed.client_id, listed.episode_id) == (new_id, client_id, None)
    assert listed.details == FULL


@pytest.mark.parametrize("field", [field.name for field in fields(CareSessionDetails)])
def test_each_field_can_change_by_itself(
    session: Session, client_id: ClientId, heard: list[Changes], field: str
) -> None:
    before = CareSessionDetails(day=TODAY)
    new_id = care_sessions.add(session, client_id, before)
    heard.clear()
    after = replace(before, **{field: getattr(FULL, field)})
    care_sessions.change(session, new_id, after)
    assert care_sessions.list_for(session, client_id)[0].details == after
    event = audit.page(session, limit=1)[0]
    assert (event.action, event.client_id) == ("session.change", client_id)
    assert event.detail == {"care_session_id": new_id, "fields": field}
    assert heard == [{Kind.CARE_SESSIONS, Kind.AUDIT}]
    care_sessions.change(session, new_id, after)
    assert audit.page(session, limit=1)[0] == event
    assert len(heard) == 1


def test_planning_is_audited(session: Session, client_id: ClientId, heard: list[Changes]) -> None:
    heard.clear()
    new_id = care_sessions.add(session, client_id, FULL)
    event = audit.page(session, limit=1)[0]
    assert (event.action, event.client_id) == ("session.plan", client_id)
    assert event.detail == {"care_session_id": new_id, "status": "no_show"}
    assert heard == [{Kind.CARE_SESSIONS, Kind.AUDIT}]


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (CareSessionDetails(day=date(2010, 5, 19)), "day"),
        (replace(HELD, day=TODAY + DAY), "status"),
        (replace(HELD, day=TODAY + DAY, status=CareSessionStatus.NO_SHOW), "status"),
        (replace(HELD, minutes=0), "minutes"),
        (replace(HELD, minutes=-50), "minutes"),
        (replace(HELD, minutes=24 * 60 + 1), "minutes"),
        (replace(HELD, starts_at=time(9, 0, 1)), "starts_at"),
        (replace(HELD, starts_at=time(9, 0, 0, 1)), "starts_at"),
        (replace(HELD, starts_at=time(9, tzinfo=UTC)), "starts_at"),
        (replace(HELD, kind=" "), "kind"),
        (replace(HELD, kind="a\nb"), "kind"),
        (replace(HELD, remark="\0"), "remark"),
        (replace(HELD, remark="x" * 20_001), "remark"),
    ],
)
def test_what_cannot_be(
    session: Session, client_id: ClientId, details: CareSessionDetails, field: str
) -> None:
    with pytest.raises(InvalidValue, match=f"^{field}$"):
        care_sessions.add(session, client_id, details)
    new_id = care_sessions.add(session, client_id, FULL)
    with pytest.raises(InvalidValue, match=f"^{field}$"):
        care_sessions.change(session, new_id, details)
    assert care_sessions.list_for(session, client_id)[0].details == FULL


def test_a_session_can_be_planned_or_cancelled_ahead(session: Session, client_id: ClientId) -> None:
    for status in (CareSessionStatus.PLANNED, CareSessionStatus.CANCELLED):
        details = CareSessionDetails(day=TODAY + 30 * DAY, status=status, minutes=1440)
        care_sessions.add(session, client_id, details)
    assert len(care_sessions.list_for(session, client_id)) == 2


def test_a_session_belongs_to_the_episode_of_its_day(session: Session, client_id: ClientId) -> None:
    old = episodes.open_episode(session, client_id, TODAY - 100 * DAY)
    episodes.close_episode(session, old, TODAY - 50 * DAY, "")
    new = episodes.open_episode(session, client_id, TODAY - 10 * DAY)
    other = service.add(session, PLAIN)
    episodes.open_episode(session, other, TODAY - 100 * DAY)
    days = {-101: None, -100: old, -50: old, -49: None, -10: new, 0: new, 20: new}
    for offset in days:
        care_sessions.add(session, client_id, CareSessionDetails(day=TODAY + offset * DAY))
    listed = care_sessions.list_for(session, client_id)
    assert {(one.details.day - TODAY).days: one.episode_id for one in listed} == days
    newest = listed[0]
    care_sessions.change(session, newest.id, replace(newest.details, day=TODAY - 60 * DAY))
    moved = {one.id: one.episode_id for one in care_sessions.list_for(session, client_id)}
    assert (newest.episode_id, moved[newest.id]) == (new, old)


def test_sessions_are_listed_newest_first(session: Session, client_id: ClientId) -> None:
    days = [TODAY - DAY, TODAY, TODAY - 2 * DAY]
    for day in days:
        for hour in (9, 15):
            details = CareSessionDetails(day=day, starts_at=time(hour))
            care_sessions.add(session, client_id, details)
    listed = [one.details for one in care_sessions.list_for(session, client_id)]
    assert [(d.day, d.starts_at) for d in listed] == [
        (day, time(hour)) for day in sorted(days, reverse=True) for hour in (15, 9)
    ]


def _note(session: Session, care_session_id: CareSessionId, shelf: Shelf = Shelf.RECORD) -> NoteId:
    client_id = ClientId(
        session.rows.value("SELECT client_id FROM care_session WHERE id = ?", (care_session_id,))
    )
    head = NoteHead(
        client_id=client_id,
        occurred_on=TODAY,
        care_session_id=care_session_id,
        kind=NoteKind.PSYCHOTHERAPY if shelf is Shelf.PSYCHOTHERAPY else NoteKind.PROGRESS,
        shelf=shelf,
    )
    return notes.start(session, head, Body.of((Section(heading="", text="words"),)))


def test_the_agenda_is_the_day_by_the_clock(session: Session, client_id: ClientId) -> None:
    named = service.add(session, replace(PLAIN, preferred_name="Bo"))
    gone = service.add(session, PLAIN)
    at = [(None, client_id), (time(14), named), (time(9), client_id), (time(8), gone)]
    for start, whose in at:
        care_sessions.add(session, whose, CareSessionDetails(day=TODAY, starts_at=start))
    care_sessions.add(session, client_id, CareSessionDetails(day=TODAY + DAY))
    mark_disposed(session, gone)
    lines = care_sessions.agenda(session, TODAY)
    starts = [line.session.details.starts_at for line in lines]
    assert starts == [time(9), time(14), None]
    assert [line.client_name for line in lines] == ["Amara Osei", "Bo", "Amara Osei"]
    assert [line.record_number for line in lines] == ["0001", "0002", "0001"]
    assert all(line.note_id is None and not line.is_note_signed for line in lines)
    assert care_sessions.agenda(session, TODAY - DAY) == []


def test_the_agenda_knows_the_sessions_note(session: Session, client_id: ClientId) -> None:
    care_session_id = care_sessions.add(session, client_id, HELD)
    note_id = _note(session, care_session_id)
    (line,) = care_sessions.agenda(session, TODAY)
    assert (line.note_id, line.is_note_signed) == (note_id, False)
    notes.sign(session, Shelf.RECORD, note_id)
    (line,) = care_sessions.agenda(session, TODAY)
    assert (line.note_id, line.is_note_signed) == (note_id, True)
    assert care_sessions.held_without_note(session) == []


def test_a_note_in_error_leaves_its_session_without_one(
    session: Session, client_id: ClientId
) -> None:
    care_session_id = care_sessions.add(session, client_id, HELD)
    note_id = _note(session, care_session_id)
    notes.sign(session, Shelf.RECORD, note_id)
    notes.mark_error(session, Shelf.RECORD, note_id, "wrong client")
    (line,) = care_sessions.held_without_note(session)
    assert (line.session.id, line.note_id) == (care_session_id, None)
    _note(session, care_session_id)
    assert care_sessions.held_without_note(session) == []


def test_a_psychotherapy_note_is_not_the_sessions_note(
    session: Session, client_id: ClientId
) -> None:
    care_session_id = care_sessions.add(session, client_id, HELD)
    session.step_up(STEP_UP_SECRET)
    _note(session, care_session_id, Shelf.PSYCHOTHERAPY)
    assert len(care_sessions.held_without_note(session)) == 1
    assert care_sessions.agenda(session, TODAY)[0].note_id is None


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Give what puts this computer into a time zone for a test."""

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        computer.tzset()

    yield move
    monkeypatch.undo()
    computer.tzset()


@pytest.mark.skipif(sys.platform == "win32", reason="the zone is the system's there")
@pytest.mark.parametrize(
    ("zone", "at", "waiting"),
    [
        ("HST10", datetime(2026, 11, 25, 3, tzinfo=UTC), 1),
        ("LINT-14", datetime(2026, 11, 24, 12, tzinfo=UTC), 0),
    ],
    ids=["that evening", "the next day"],
)
def test_whether_an_imported_session_was_past_is_a_matter_of_the_day_here(
    session: Session,
    client_id: ClientId,
    clock: StoppedClock,
    stand_in: Callable[[str], None],
    zone: str,
    at: datetime,
    waiting: int,
) -> None:
    stand_in(zone)
    clock.instant = at
    row = PlannedSession(line=2, verdict=Verdict.TAKEN, findings=(), client_text="A.", details=HELD)
    source = Source(kind=ImportKind.APPOINTMENTS, sha256="ab" * 32)
    imports.commit_sessions(session, SessionImport(rows=(row,)), {"A.": client_id}, source)
    assert len(care_sessions.held_without_note(session)) == waiting


def test_held_without_note_is_newest_first_and_no_more_than_asked(
    session: Session, client_id: ClientId
) -> None:
    for ago in (5, 1, 9, 3):
        care_sessions.add(session, client_id, replace(HELD, day=TODAY - ago * DAY))
        care_sessions.add(session, client_id, replace(FULL, day=TODAY - ago * DAY))
    gone = service.add(session, PLAIN)
    care_sessions.add(session, gone, HELD)
    mark_disposed(session, gone)
    lines = care_sessions.held_without_note(session, limit=3)
    assert [(TODAY - line.session.details.day).days for line in lines] == [1, 3, 5]
    assert len(care_sessions.held_without_note(session)) == 4


def test_a_disposed_client_has_no_new_sessions(session: Session, client_id: ClientId) -> None:
    new_id = care_sessions.add(session, client_id, HELD)
    mark_disposed(session, client_id)
    with pytest.raises(RecordClosed):
        care_sessions.add(session, client_id, HELD)
    with pytest.raises(NotFound):
        care_sessions.change(session, new_id, FULL)


def test_what_is_not_there(session: Session) -> None:
    with pytest.raises(NotFound):
        care_sessions.add(session, ClientId(7), HELD)
    with pytest.raises(NotFound):
        care_sessions.change(session, CareSessionId(7), HELD)
    assert care_sessions.list_for(session, ClientId(7)) == []
