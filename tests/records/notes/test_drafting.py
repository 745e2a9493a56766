"""What is typed survives, exactly, and is one act in the audit however long it took."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.records.notes.conftest import (
    Actions,
    body_of,
    head_of,
    write,
    write_signed,
)
from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock, open_session
from vault.changes import Changes, Kind
from vault.errors import AlreadySigned, EmptyNote, InvalidValue, NotFound
from vault.ids import ClientId, NoteId
from vault.notes import service
from vault.notes.model import Body, NoteKind, Privilege, Section, Shelf
from vault.notes.rows import TABLES
from vault.session import Session

# All but NUL and lone surrogates: controls, joiners, right-to-left marks, astral planes.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
ANY_SECTIONS = st.lists(
    st.builds(lambda heading, text: Section(heading=heading, text=text), ANY_TEXT, ANY_TEXT),
    max_size=5,
).map(tuple)


def _index_finds(session: Session, word: str) -> int:
    found: int = session.rows.value(
        "SELECT count(*) FROM note_index WHERE note_index MATCH ?", (word,)
    )
    return found


def test_typing_survives_a_broken_off_edit(
    session: Session, client_id: ClientId, shelf: Shelf, tmp_path: Path
) -> None:
    note_id = write(session, client_id, "before", shelf=shelf)
    saved_at = service.autosave(session, shelf, note_id, body_of("typed"))
    session.close()

    again = open_session(tmp_path)
    again.step_up(STEP_UP_SECRET)
    note = service.get(again, shelf, note_id)
    assert note.draft == note.latest == body_of("typed")
    assert note.draft_saved_at == saved_at
    assert note.body == body_of("before")
    again.close()


def test_closing_the_editor_takes_the_draft_in(
    session: Session,
    client_id: ClientId,
    shelf: Shelf,
    clock: StoppedClock,
    actions: Actions,
) -> None:
    note_id = write(session, client_id, "before", shelf=shelf)
    for count in range(3):
        clock.advance(timedelta(seconds=2))
        service.autosave(session, shelf, note_id, body_of(f"typed {count}"))
    typed_at = clock()
    clock.advance(timedelta(minutes=1))
    service.close_editor(session, shelf, note_id)

    note = service.get(session, shelf, note_id)
    assert note.body == body_of("typed 2")
    assert note.draft is None
    assert note.edited_at == typed_at
    assert actions() == ["note.start", "note.edit"]


def test_nothing_typed_is_no_event(
    session: Session, client_id: ClientId, shelf: Shelf, actions: Actions
) -> None:
    note_id = write(session, client_id, "before", shelf=shelf)
    service.close_editor(session, shelf, note_id)
    service.autosave(session, shelf, note_id, body_of("before"))
    service.close_editor(session, shelf, note_id)
    assert service.get(session, shelf, note_id).draft is None
    assert actions() == ["note.start"]


def test_closing_the_editor_of_a_note_that_is_gone(session: Session) -> None:
    service.close_editor(session, Shelf.RECORD, NoteId(99))


def test_autosave_tells_of_drafts_only(
    session: Session, client_id: ClientId, heard: list[Changes]
) -> None:
    note_id = write(session, client_id, "before")
    heard.clear()
    service.autosave(session, Shelf.RECORD, note_id, body_of("typed"))
    assert heard == [frozenset({Kind.DRAFTS})]


def test_drafts_are_indexed_when_the_editor_closes(session: Session, client_id: ClientId) -> None:
    note_id = write(session, client_id, "before")
    service.autosave(session, Shelf.RECORD, note_id, body_of("heliotrope"))
    assert _index_finds(session, "heliotrope") == 0
    service.close_editor(session, Shelf.RECORD, note_id)
    assert _index_finds(session, "heliotrope") == 1
    assert _index_finds(session, "before") == 0


def test_signed_and_discarded_notes_take_no_draft(
    session: Session, client_id: ClientId, shelf: Shelf
) -> None:
    signed = write_signed(session, client_id, "text", shelf=shelf)
    discarded = write(session, client_id, "text", shelf=shelf)
    service.discard(session, shelf, discarded)
    with pytest.raises(AlreadySigned):
        service.autosave(session, shelf, signed, body_of("late"))
    with pytest.raises(NotFound):
        service.autosave(session, shelf, discarded, body_of("late"))
    assert service.get(session, shelf, signed).body == body_of("text")
    assert service.get(session, shelf, signed).draft is None


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(sections=ANY_SECTIONS)
def test_any_text_comes_back_as_typed(
    session: Session, client_id: ClientId, sections: tuple[Section, ...]
) -> None:
    note_id = write(session, client_id, "before")
    body = Body.of(sections)
    service.autosave(session, Shelf.RECORD, note_id, body)
    assert service.get(session, Shelf.RECORD, note_id).draft == body
    service.close_editor(session, Shelf.RECORD, note_id)
    note = service.get(session, Shelf.RECORD, note_id)
    assert note.body == body
    assert note.body.sections == sections
    if not body.is_empty:
        service.sign(session, Shelf.RECORD, note_id)
        service.check_signature(session, Shelf.RECORD, note_id)


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧‍👦 🏳️‍🌈",
        "שלום \u200fעולם\u202e",
        "e\u0301 is not é",
        "<script>alert(1)</script> &amp;",
        "one\r\ntwo\rthree\nfour\u2028five",
        "'; DROP TABLE note; --",
        "\ufeff\u200b\x01\x7f\U0010ffff",
        "   trailing and leading   \n\n",
    ],
)
def test_byte_for_byte(session: Session, client_id: ClientId, shelf: Shelf, text: str) -> None:
    note_id = write(session, client_id, "before", shelf=shelf)
    service.autosave(session, shelf, note_id, body_of(text, heading=text))
    service.close_editor(session, shelf, note_id)
    (section,) = service.get(session, shelf, note_id).body.sections
    assert section.text.encode() == section.heading.encode() == text.encode()
    stored = session.rows.value(f"SELECT CAST(body AS BLOB) FROM {TABLES[shelf].note}")
    assert stored == f"{text}\n{text}".encode()


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "\udfff end"])
def test_what_cannot_be_stored_is_refused(session: Session, client_id: ClientId, text: str) -> None:
    note_id = write(session, client_id, "before")
    for attempt in (
        lambda: service.autosave(session, Shelf.RECORD, note_id, body_of(text)),
        lambda: service.autosave(session, Shelf.RECORD, note_id, body_of("fine", heading=text)),
        lambda: write(session, client_id, text),
        lambda: write(session, client_id, "fine", about_whom=text),
        lambda: write(session, client_id, "fine", late_reason=text),
    ):
        with pytest.raises(InvalidValue) as caught:
            attempt()
        assert caught.value.__cause__ is None
    assert service.get(session, Shelf.RECORD, note_id).draft is None


@pytest.mark.parametrize(
    "body",
    [
        Body(text="nobody sees this", layout=()),
        Body(text="half of this", layout=(("", 0, 4),)),
        Body(text="short", layout=(("", 0, 99),)),
        Body(text="short", layout=(("", -3, 5),)),
        Body(text="twice", layout=(("", 0, 5), ("", 0, 5))),
    ],
)
def test_no_text_hides_from_its_sections(session: Session, client_id: ClientId, body: Body) -> None:
    note_id = write(session, client_id, "before")
    with pytest.raises(InvalidValue, match="layout"):
        service.autosave(session, Shelf.RECORD, note_id, body)


def test_ten_megabytes(session: Session, client_id: ClientId) -> None:
    body = body_of("wörds typed by a cat 🐈\n" * 400_000)
    assert len(body.text.encode()) > 10_000_000
    note_id = write(session, client_id, "before")
    service.autosave(session, Shelf.RECORD, note_id, body)
    assert service.sign(session, Shelf.RECORD, note_id).body == body
    assert service.get(session, Shelf.RECORD, note_id).body == body
    service.check_signature(session, Shelf.RECORD, note_id)


def test_the_head_changes_until_signed(
    session: Session, client_id: ClientId, shelf: Shelf, actions: Actions
) -> None:
    note_id = write(session, client_id, "findable", shelf=shelf)
    head = head_of(
        client_id,
        shelf,
        occurred_on=date(2026, 11, 3),
        privilege=Privilege.WAIVED,
        about_whom="a sister",
        late_reason="found on paper",
        template_key="soap",
    )
    service.change_head(session, shelf, note_id, head)
    service.change_head(session, shelf, note_id, head)
    assert service.get(session, shelf, note_id).head == head
    assert actions() == ["note.start", "note.edit"]
    service.sign(session, shelf, note_id)
    with pytest.raises(AlreadySigned):
        service.change_head(session, shelf, note_id, replace(head, about_whom=""))


def test_a_changed_day_is_found_at_its_new_place(session: Session, client_id: ClientId) -> None:
    note_id = write(session, client_id, "findable")
    service.change_head(
        session, Shelf.RECORD, note_id, head_of(client_id, occurred_on=date(2026, 11, 3))
    )
    key = session.rows.value("SELECT rowid FROM note_index WHERE note_index MATCH 'findable'")
    assert key == date(2026, 11, 3).toordinal() * 2**20 + note_id
    session.rows.run("INSERT INTO note_index (note_index, rank) VALUES ('integrity-check', 1)")


def test_some_of_the_head_stays(
    session: Session, client_id: ClientId, other_client_id: ClientId
) -> None:
    note_id = write(session, client_id, "text")
    head = head_of(client_id)
    psychotherapy = replace(head, shelf=Shelf.PSYCHOTHERAPY, kind=NoteKind.PSYCHOTHERAPY)
    for field, changed in (
        ("client_id", replace(head, client_id=other_client_id)),
        ("shelf", psychotherapy),
        ("origin", replace(head, origin="imported")),
        ("occurred_on", replace(head, occurred_on=date(2062, 11, 3))),
    ):
        with pytest.raises(InvalidValue, match=field):
            service.change_head(session, Shelf.RECORD, note_id, changed)
    assert service.get(session, Shelf.RECORD, note_id).head == head


def test_discarding(session: Session, client_id: ClientId, shelf: Shelf, actions: Actions) -> None:
    signed = write_signed(session, client_id, "text", shelf=shelf)
    note_id = write(session, client_id, "text", shelf=shelf)
    service.autosave(session, shelf, note_id, body_of("typed"))
    service.discard(session, shelf, note_id)
    with pytest.raises(NotFound):
        service.get(session, shelf, note_id)
    with pytest.raises(NotFound):
        service.discard(session, shelf, note_id)
    with pytest.raises(AlreadySigned):
        service.discard(session, shelf, signed)
    assert [line.note_id for line in service.drafts(session)] == []
    assert session.rows.value("SELECT count(*) FROM note_draft") == 0
    assert session.rows.value("SELECT count(*) FROM psychotherapy_draft") == 0
    assert actions() == ["note.start", "note.sign", "note.start", "note.discard"]


def test_an_empty_note_is_not_signed_and_keeps_its_draft(
    session: Session, client_id: ClientId, shelf: Shelf
) -> None:
    note_id = write(session, client_id, "before", shelf=shelf)
    service.autosave(session, shelf, note_id, body_of(" \n\t", heading="Plan"))
    with pytest.raises(EmptyNote):
        service.sign(session, shelf, note_id)
    note = service.get(session, shelf, note_id)
    assert note.draft == body_of(" \n\t", heading="Plan")
    assert note.body == body_of("before")
