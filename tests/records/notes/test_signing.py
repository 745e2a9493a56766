"""A signed note is final, and whoever reaches past the rules into the tables is found out."""

from datetime import date, timedelta

import pytest

from tests.records.notes.conftest import (
    Actions,
    body_of,
    write,
    write_signed,
)
from tests.vault_fixtures import PRACTICE, StoppedClock, ungated
from vault.errors import (
    AlreadySigned,
    Cancelled,
    EmptyNote,
    InvalidValue,
    NotFound,
    NotSigned,
    RuleBroken,
    SignatureInvalid,
)
from vault.ids import ClientId, NoteId
from vault.notes import service
from vault.notes.model import Shelf
from vault.notes.rows import TABLES
from vault.session import Session


def tamper(session: Session, sql: str, *parameters: str | int | bytes) -> None:
    """Change signed rows as somebody with the key and the file could: past the triggers."""
    with ungated(session) as raw:
        triggers = raw.all("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        for name, _ in triggers:
            raw.run(f"DROP TRIGGER {name}")
        assert raw.count(sql, parameters) > 0
        for _, definition in triggers:
            raw.run(definition)


def test_signing_takes_in_what_was_typed_last(
    session: Session,
    client_id: ClientId,
    shelf: Shelf,
    clock: StoppedClock,
    actions: Actions,
) -> None:
    note_id = write(session, client_id, "before", shelf=shelf)
    typed_at = service.autosave(session, shelf, note_id, body_of("typed"))
    clock.advance(timedelta(minutes=3))
    signed = service.sign(session, shelf, note_id)

    assert signed == service.get(session, shelf, note_id)
    assert signed.body == body_of("typed")
    assert signed.draft is None
    assert signed.edited_at == typed_at
    assert signed.signing is not None
    assert signed.signing.at == clock()
    assert signed.signing.signer == PRACTICE.practitioner
    assert actions() == ["note.start", "note.sign"]
    service.check_signature(session, shelf, note_id)


def test_signing_twice_or_nothing(session: Session, client_id: ClientId, shelf: Shelf) -> None:
    note_id = write_signed(session, client_id, "text", shelf=shelf)
    with pytest.raises(AlreadySigned):
        service.sign(session, shelf, note_id)
    with pytest.raises(NotFound):
        service.sign(session, shelf, NoteId(99))


def test_an_unsigned_note_has_no_signature(session: Session, client_id: ClientId) -> None:
    note_id = write(session, client_id, "text")
    with pytest.raises(NotSigned):
        service.check_signature(session, Shelf.RECORD, note_id)
    with pytest.raises(NotFound):
        service.check_signature(session, Shelf.RECORD, NoteId(99))


@pytest.mark.parametrize(
    "change",
    [
        "body = 'text and more'",
        "layout = '[[\"\",0,3]]'",
        "layout = '[[\"Plan\",0,4]]'",
        "kind = 'risk'",
        "template_key = 'soap'",
        "occurred_on = '2026-11-23'",
        "about_whom = 'somebody'",
        "privilege = 'waived'",
        "late_reason = 'none'",
        "origin = 'imported'",
        "uid = '00000000000000000000000000000000'",
        "signer = 'Somebody Else'",
        "signed_at = '2026-11-24T12:00:00.000001Z'",
        "content_hash = x'00'",
        "signature = 'none'",
    ],
)
def test_any_change_is_found(
    session: Session, client_id: ClientId, shelf: Shelf, change: str
) -> None:
    note_id = write_signed(session, client_id, "text", shelf=shelf)
    service.check_signature(session, shelf, note_id)
    tamper(session, f"UPDATE {TABLES[shelf].note} SET {change} WHERE id = ?", note_id)
    with pytest.raises(SignatureInvalid):
        service.check_signature(session, shelf, note_id)


def test_a_change_with_a_fitting_hash_is_found(session: Session, client_id: ClientId) -> None:
    """The hash alone proves nothing: give the changed note the hash of its new content."""
    note_id = write_signed(session, client_id, "text")
    twin = write_signed(session, client_id, "changed")
    tamper(
        session,
        "UPDATE note SET (body, layout, content_hash) ="
        " (SELECT body, layout, content_hash FROM note WHERE id = ?) WHERE id = ?",
        twin,
        note_id,
    )
    with pytest.raises(SignatureInvalid):
        service.check_signature(session, Shelf.RECORD, note_id)


def test_a_note_given_to_another_client_is_found(
    session: Session, client_id: ClientId, other_client_id: ClientId, shelf: Shelf
) -> None:
    note_id = write_signed(session, client_id, "text", shelf=shelf)
    table = TABLES[shelf].note
    tamper(session, f"UPDATE {table} SET client_id = ? WHERE id = ?", other_client_id, note_id)
    with pytest.raises(SignatureInvalid):
        service.check_signature(session, shelf, note_id)


def test_a_note_moved_to_the_other_shelf_is_found(session: Session, client_id: ClientId) -> None:
    note_id = write_signed(session, client_id, "text")
    tamper(session, "INSERT INTO psychotherapy_note SELECT * FROM note")
    with pytest.raises(SignatureInvalid):
        service.check_signature(session, Shelf.PSYCHOTHERAPY, note_id)


def test_swapped_signatures_are_found(session: Session, client_id: ClientId, shelf: Shelf) -> None:
    one = write_signed(session, client_id, "the same words", shelf=shelf)
    two = write_signed(session, client_id, "the same words", shelf=shelf)
    signings = [service.get(session, shelf, note_id).signing for note_id in (two, one)]
    for note_id, other in zip((one, two), signings, strict=True):
        assert other is not None
        tamper(
            session,
            f"UPDATE {TABLES[shelf].note} SET content_hash = ?, signature = ? WHERE id = ?",
            other.content_hash,
            other.signature,
            note_id,
        )
    for note_id in (one, two):
        with pytest.raises(SignatureInvalid):
            service.check_signature(session, shelf, note_id)


def test_an_addendum_is_signed_and_stands_by_its_note(
    session: Session,
    client_id: ClientId,
    shelf: Shelf,
    clock: StoppedClock,
    actions: Actions,
) -> None:
    note_id = write_signed(session, client_id, "text", shelf=shelf)
    clock.advance(timedelta(minutes=4))
    first = service.add_addendum(session, shelf, note_id, "added <b>later</b>\r\n")
    second = service.add_addendum(session, shelf, note_id, "added <b>later</b>\r\n")
    note = service.get(session, shelf, note_id)
    assert note.addenda == (first, second)
    assert first.text == "added <b>later</b>\r\n"
    assert first.signing.at == clock()
    assert first.signing.signature != second.signing.signature
    assert note.body == body_of("text")
    assert actions() == ["note.start", "note.sign", "note.addendum", "note.addendum"]
    service.check_signature(session, shelf, note_id)


@pytest.mark.parametrize(
    "change",
    [
        "body = body || '.'",
        "uid = 'x'",
        "signer = ''",
        "signed_at = '2026-11-24T12:00:00.000001Z'",
        "signature = (SELECT signature FROM {note})",
        "content_hash = (SELECT content_hash FROM {note})",
    ],
)
def test_a_changed_addendum_is_found(
    session: Session, client_id: ClientId, shelf: Shelf, change: str
) -> None:
    note_id = write_signed(session, client_id, "text", shelf=shelf)
    service.add_addendum(session, shelf, note_id, "added")
    tables = TABLES[shelf]
    tamper(session, f"UPDATE {tables.addendum} SET {change.format(note=tables.note)}")
    with pytest.raises(SignatureInvalid):
        service.check_signature(session, shelf, note_id)


def test_an_addendum_moved_to_another_note_is_found(
    session: Session, client_id: ClientId, shelf: Shelf
) -> None:
    one = write_signed(session, client_id, "the same words", shelf=shelf)
    two = write_signed(session, client_id, "the same words", shelf=shelf)
    service.add_addendum(session, shelf, one, "added")
    tamper(session, f"UPDATE {TABLES[shelf].addendum} SET note_id = ?", two)
    service.check_signature(session, shelf, one)
    with pytest.raises(SignatureInvalid):
        service.check_signature(session, shelf, two)


def test_what_takes_no_addendum(session: Session, client_id: ClientId, shelf: Shelf) -> None:
    unsigned = write(session, client_id, "text", shelf=shelf)
    signed = write_signed(session, client_id, "text", shelf=shelf)
    with pytest.raises(NotSigned):
        service.add_addendum(session, shelf, unsigned, "added")
    with pytest.raises(NotFound):
        service.add_addendum(session, shelf, NoteId(99), "added")
    with pytest.raises(EmptyNote):
        service.add_addendum(session, shelf, signed, " \n")
    with pytest.raises(InvalidValue):
        service.add_addendum(session, shelf, signed, "a\x00b")


def test_entered_in_error_keeps_the_text(
    session: Session, client_id: ClientId, shelf: Shelf, clock: StoppedClock, actions: Actions
) -> None:
    note_id = write_signed(session, client_id, "text", shelf=shelf)
    service.mark_error(session, shelf, note_id, "wrong client")
    note = service.get(session, shelf, note_id)
    assert note.error is not None
    assert (note.error.at, note.error.reason) == (clock(), "wrong client")
    assert note.body == body_of("text")
    assert actions() == ["note.start", "note.sign", "note.error"]
    service.check_signature(session, shelf, note_id)
    with pytest.raises(RuleBroken):
        service.mark_error(session, shelf, note_id, "again")


def test_what_cannot_be_entered_in_error(
    session: Session, client_id: ClientId, shelf: Shelf
) -> None:
    unsigned = write(session, client_id, "text", shelf=shelf)
    signed = write_signed(session, client_id, "text", shelf=shelf)
    with pytest.raises(NotSigned):
        service.mark_error(session, shelf, unsigned, "reason")
    with pytest.raises(NotFound):
        service.mark_error(session, shelf, NoteId(99), "reason")
    with pytest.raises(InvalidValue, match="reason"):
        service.mark_error(session, shelf, signed, "  ")


def test_checking_all(
    session: Session, client_id: ClientId, other_client_id: ClientId, shelf: Shelf
) -> None:
    clients = (client_id, other_client_id)
    ids = [
        write_signed(session, clients[number % 2], f"note {number}", shelf=shelf)
        for number in range(6)
    ]
    write(session, client_id, "unsigned", shelf=shelf)
    write_signed(session, client_id, "on the record")
    service.add_addendum(session, shelf, ids[4], "added")
    sound = service.check_all(session)
    assert (sound.checked, sound.broken) == (7, ())

    tables = TABLES[shelf]
    tamper(session, f"UPDATE {tables.note} SET body = 'note x' WHERE id = ?", ids[1])
    tamper(session, f"UPDATE {tables.addendum} SET body = 'other'")
    report = service.check_all(session)
    assert report.checked == 7
    assert set(report.broken) == {ids[1], ids[4]}


def test_a_signed_text_that_was_taken_out_is_found(
    session: Session, client_id: ClientId, shelf: Shelf
) -> None:
    gone = write_signed(session, client_id, "gone", shelf=shelf)
    kept = write_signed(session, client_id, "kept", shelf=shelf)
    service.add_addendum(session, shelf, kept, "taken out alone")
    assert service.check_all(session).broken == ()
    tamper(session, f"DELETE FROM {TABLES[shelf].note} WHERE id = ?", gone)
    tamper(session, f"DELETE FROM {TABLES[shelf].addendum}")
    assert set(service.check_all(session).broken) == {gone, kept}


def test_checking_all_can_be_cancelled(session: Session, client_id: ClientId) -> None:
    write_signed(session, client_id, "text")
    with pytest.raises(Cancelled):
        service.check_all(session, is_cancelled=lambda: True)


def test_a_late_entry(session: Session, client_id: ClientId, clock: StoppedClock) -> None:
    note_id = write(session, client_id, "text", occurred_on=date(2026, 3, 2), late_reason="was ill")
    note = service.sign(session, Shelf.RECORD, note_id)
    assert note.head.occurred_on == date(2026, 3, 2)
    assert note.head.late_reason == "was ill"
    assert note.signing is not None
    assert note.signing.at == clock()


def test_the_audit_holds_no_text(session: Session, client_id: ClientId, shelf: Shelf) -> None:
    note_id = write(session, client_id, "canarytext", about_whom="canaryperson", shelf=shelf)
    service.autosave(session, shelf, note_id, body_of("canarytext again"))
    service.close_editor(session, shelf, note_id)
    service.sign(session, shelf, note_id)
    service.add_addendum(session, shelf, note_id, "canaryaddendum")
    service.mark_error(session, shelf, note_id, "canaryreason")
    details = session.rows.all("SELECT detail FROM audit_detail")
    assert not any("canary" in row[0] for row in details)
    assert "canary" not in repr(service.get(session, shelf, note_id))
