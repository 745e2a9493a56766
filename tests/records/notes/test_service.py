"""Starting and reading notes, the timeline, drafts waiting, the plan to go on from."""

from datetime import date, timedelta

import pytest

from tests.records.notes.conftest import (
    DAY,
    Actions,
    add_client,
    body_of,
    head_of,
    write,
    write_signed,
)
from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock
from vault.changes import Changes, Kind
from vault.errors import InvalidValue, NotFound, RecordClosed, StepUpRequired
from vault.ids import CareSessionId, ClientId, EpisodeId, NoteId
from vault.notes import service
from vault.notes.model import Body, NoteKind, Section, Shelf
from vault.session import Session


def test_a_note_starts_from_its_template(session: Session, client_id: ClientId) -> None:
    note_id = service.start(session, head_of(client_id, template_key="soap"))
    note = service.get(session, Shelf.RECORD, note_id)
    assert [section.heading for section in note.body.sections] == [
        "Subjective",
        "Objective",
        "Assessment",
        "Plan",
    ]
    assert note.body.is_empty
    assert not note.is_signed


def test_a_narrative_is_one_section_without_heading(session: Session, client_id: ClientId) -> None:
    note = service.get(session, Shelf.RECORD, service.start(session, head_of(client_id)))
    assert note.body.sections == (Section(heading="", text=""),)


def test_a_note_comes_back_whole(
    session: Session, client_id: ClientId, shelf: Shelf, clock: StoppedClock
) -> None:
    head = head_of(client_id, shelf, about_whom="his mother", late_reason="power cut")
    note = service.get(session, shelf, service.start(session, head, body_of("as typed")))
    assert note.head == head
    assert note.body == note.latest == body_of("as typed")
    assert note.created_at == note.edited_at == clock()


def test_starting_is_audited_and_heard(
    session: Session, client_id: ClientId, heard: list[Changes], actions: Actions
) -> None:
    heard.clear()
    write(session, client_id, "text")
    assert actions() == ["note.start"]
    assert heard == [frozenset({Kind.NOTES, Kind.DRAFTS, Kind.AUDIT})]


def test_ids_are_never_shared_by_the_shelves(session: Session, client_id: ClientId) -> None:
    session.step_up(STEP_UP_SECRET)
    first = write(session, client_id, "one")
    second = write(session, client_id, "two", shelf=Shelf.PSYCHOTHERAPY)
    third = write(session, client_id, "three")
    assert len({first, second, third}) == 3


def test_a_template_nobody_knows(session: Session, client_id: ClientId) -> None:
    with pytest.raises(InvalidValue, match="template_key"):
        service.start(session, head_of(client_id, template_key="sopa"))


@pytest.mark.parametrize("day", [DAY + timedelta(days=2), date(1899, 12, 31), date(9999, 1, 1)])
def test_days_that_cannot_be(session: Session, client_id: ClientId, day: date) -> None:
    with pytest.raises(InvalidValue, match="occurred_on"):
        write(session, client_id, "text", occurred_on=day)


def test_the_kind_fits_the_shelf(session: Session, client_id: ClientId) -> None:
    session.step_up(STEP_UP_SECRET)
    with pytest.raises(InvalidValue, match="kind"):
        write(session, client_id, "text", kind=NoteKind.PSYCHOTHERAPY)
    with pytest.raises(InvalidValue, match="kind"):
        write(session, client_id, "text", shelf=Shelf.PSYCHOTHERAPY, kind=NoteKind.RISK)


def test_whose_note(session: Session) -> None:
    with pytest.raises(NotFound):
        write(session, ClientId(99), "text")
    gone = add_client(session, "Gone")
    session.rows.run("UPDATE client SET status = 'disposed' WHERE id = ?", (gone,))
    with pytest.raises(RecordClosed):
        write(session, gone, "text")


def test_another_clients_session_or_episode(
    session: Session, client_id: ClientId, other_client_id: ClientId
) -> None:
    with session.begin("session.plan") as tx:
        theirs = CareSessionId(
            tx.rows.run(
                "INSERT INTO care_session (client_id, status, day) VALUES (?, 'held', ?)",
                (other_client_id, DAY.isoformat()),
            )
        )
        episode = EpisodeId(
            tx.rows.run(
                "INSERT INTO episode (client_id, opened_on) VALUES (?, ?)",
                (other_client_id, DAY.isoformat()),
            )
        )
        tx.audit(other_client_id)
    with pytest.raises(InvalidValue, match="care_session_id"):
        write(session, client_id, "text", care_session_id=theirs)
    with pytest.raises(InvalidValue, match="episode_id"):
        write(session, client_id, "text", episode_id=episode)
    note_id = write(session, other_client_id, "text", episode_id=episode, care_session_id=theirs)
    head = service.get(session, Shelf.RECORD, note_id).head
    assert (head.episode_id, head.care_session_id) == (episode, theirs)


def test_the_timeline_is_newest_first(
    session: Session, client_id: ClientId, other_client_id: ClientId
) -> None:
    old = write(session, client_id, "old", occurred_on=date(2026, 1, 5))
    new = write(session, client_id, "new")
    same_day = write(session, client_id, "later the same day")
    write(session, other_client_id, "not theirs")
    assert service.timeline_ids(session, client_id) == [same_day, new, old]


def test_notes_keep_the_order_asked_for(session: Session, client_id: ClientId) -> None:
    ids = [write(session, client_id, str(number)) for number in range(5)]
    asked = [ids[3], NoteId(999), ids[0], ids[4]]
    assert [note.id for note in service.notes(session, Shelf.RECORD, asked)] == [
        ids[3],
        ids[0],
        ids[4],
    ]
    assert service.notes(session, Shelf.RECORD, []) == []


def test_the_days_of_notes_of_the_record_alone(session: Session, client_id: ClientId) -> None:
    session.step_up(STEP_UP_SECRET)
    first = write(session, client_id, "one", occurred_on=date(2026, 5, 3))
    apart = write(session, client_id, "two", shelf=Shelf.PSYCHOTHERAPY)
    assert service.days(session, [first, apart, NoteId(99)]) == {first: date(2026, 5, 3)}


def test_a_page_of_notes_takes_two_statements(session: Session, client_id: ClientId) -> None:
    ids = [write_signed(session, client_id, str(number)) for number in range(50)]
    for note_id in ids[:10]:
        service.add_addendum(session, Shelf.RECORD, note_id, f"added to {note_id}")
    statements: list[str] = []
    session.rows._raw.set_trace_callback(statements.append)
    try:
        page = service.notes(session, Shelf.RECORD, ids)
    finally:
        session.rows._raw.set_trace_callback(None)
    assert len(statements) == 2
    assert [len(note.addenda) for note in page] == [1] * 10 + [0] * 40


def test_psychotherapy_notes_need_a_step_up(
    session: Session, client_id: ClientId, clock: StoppedClock, actions: Actions
) -> None:
    shelf = Shelf.PSYCHOTHERAPY
    with pytest.raises(StepUpRequired):
        write(session, client_id, "text", shelf=shelf)
    session.step_up(STEP_UP_SECRET)
    note_id = write(session, client_id, "text", shelf=shelf)
    assert service.timeline_ids(session, client_id, shelf) == [note_id]
    assert actions() == ["note.start", "psychotherapy.open"]

    clock.advance(timedelta(minutes=6))
    for reading in (
        lambda: service.get(session, shelf, note_id),
        lambda: service.notes(session, shelf, [note_id]),
        lambda: service.timeline_ids(session, client_id, shelf),
    ):
        with pytest.raises(StepUpRequired):
            reading()
    assert actions() == ["note.start", "psychotherapy.open"]


def test_work_begun_never_needs_another_step_up(
    session: Session, client_id: ClientId, clock: StoppedClock
) -> None:
    shelf = Shelf.PSYCHOTHERAPY
    session.step_up(STEP_UP_SECRET)
    note_id = write(session, client_id, "text", shelf=shelf)
    clock.advance(timedelta(minutes=6))
    service.autosave(session, shelf, note_id, body_of("typed long after"))
    service.close_editor(session, shelf, note_id)
    assert service.sign(session, shelf, note_id).body == body_of("typed long after")
    service.check_signature(session, shelf, note_id)


def test_the_shelves_do_not_see_each_other(session: Session, client_id: ClientId) -> None:
    session.step_up(STEP_UP_SECRET)
    note_id = write(session, client_id, "apart", shelf=Shelf.PSYCHOTHERAPY)
    assert service.timeline_ids(session, client_id) == []
    with pytest.raises(NotFound):
        service.get(session, Shelf.RECORD, note_id)


def test_drafts_wait_oldest_first(
    session: Session, client_id: ClientId, other_client_id: ClientId, clock: StoppedClock
) -> None:
    session.step_up(STEP_UP_SECRET)
    newest = write(session, client_id, "new")
    oldest = write(session, other_client_id, "old", occurred_on=date(2026, 11, 1))
    apart = write(
        session,
        client_id,
        "apart",
        occurred_on=date(2026, 11, 2),
        shelf=Shelf.PSYCHOTHERAPY,
    )
    write_signed(session, client_id, "signed")
    clock.advance(timedelta(hours=1))
    service.autosave(session, Shelf.RECORD, newest, body_of("typed"))

    lines = service.drafts(session)
    assert [line.note_id for line in lines] == [oldest, apart, newest]
    assert [line.shelf for line in lines] == [Shelf.RECORD, Shelf.PSYCHOTHERAPY, Shelf.RECORD]
    assert lines[0].client_name == "Björn Łukasz"
    assert lines[0].record_number == "0002"
    assert lines[2].edited_at == clock()


def test_sign_and_next(session: Session, client_id: ClientId) -> None:
    days = [date(2026, 11, day) for day in (3, 1, 2)]
    third, first, second = (write(session, client_id, "text", occurred_on=day) for day in days)

    def next_after(note_id: NoteId) -> NoteId | None:
        line = service.next_draft(session, note_id)
        return None if line is None else line.note_id

    assert next_after(first) == second
    service.sign(session, Shelf.RECORD, second)
    assert next_after(second) == third
    assert next_after(third) == first  # round to those passed over
    service.discard(session, Shelf.RECORD, first)
    assert next_after(first) == third
    assert next_after(third) is None


def test_the_plan_of_the_last_signed_note(
    session: Session, client_id: ClientId, other_client_id: ClientId
) -> None:
    def signed(plan: str, day: int, whose: ClientId = client_id) -> NoteId:
        body = Body.of((Section(heading="Data", text="seen"), Section(heading="Plan", text=plan)))
        head = head_of(whose, template_key="dap", occurred_on=date(2026, 11, day))
        note_id = service.start(session, head, body)
        service.sign(session, Shelf.RECORD, note_id)
        return note_id

    assert service.copy_plan(session, client_id) is None
    signed("breathing", 1)
    wrong = signed("meant for somebody else", 2)
    signed("", 3)
    signed("theirs", 4, other_client_id)
    write(session, client_id, "unsigned")
    assert service.copy_plan(session, client_id) == body_of("meant for somebody else", "Plan")
    service.mark_error(session, Shelf.RECORD, wrong, "wrong client")
    assert service.copy_plan(session, client_id) == body_of("breathing", "Plan")
