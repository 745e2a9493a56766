"""What a custodian does: tasks, notes, contacts, letters; and what she may not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.custody.conftest import CUSTODIAN, TYPED, Custodian
from tests.custody.made_parts import sealed
from tests.disposal.conftest import World
from tests.vault_fixtures import PRACTICE
from vault.audit import service as audit
from vault.clients import care_sessions, episodes
from vault.clients import service as clients
from vault.clients.model import CareSessionDetails, CareSessionStatus, ClientDetails
from vault.custody import service
from vault.custody.model import ContactOutcome, ContactWay, Stage
from vault.documents import service as documents
from vault.documents.model import Document
from vault.errors import InvalidValue, NotFound, NotInCustody, RecordInherited
from vault.exports import service as exports
from vault.exports.model import ExportRequest, Form, Plain
from vault.holds import service as holds
from vault.holds.model import HoldKind
from vault.ids import ClientId, CustodyTaskId
from vault.importers import note_staging
from vault.notes import drafting
from vault.notes import service as notes
from vault.notes.model import Body, Note, NoteHead, Section, Shelf
from vault.paper import service as paper
from vault.retention import service as retention
from vault.sealing.part_model import Part
from vault.session import Session
from vault.store import custodial
from vault.succession import plan_service
from vault.succession.plan_model import LetterCode, Person, SuccessionPlan

DAY = date(2026, 11, 20)


@pytest.fixture
def kept(world: World, custodian: Custodian) -> Session:
    """The records in custody: two old clients, and 0003, who has an unsigned note."""
    colleague = Person(name="Noor Achterberg", phone="555 0102")
    plan_service.save(world.session, SuccessionPlan(referrals=(colleague,)))
    head = NoteHead(client_id=world.present, occurred_on=DAY)
    draft = notes.start(world.session, head)
    drafting.autosave(world.session, Shelf.RECORD, draft, _body("half a thou"))
    holds.place(world.session, world.present, HoldKind.LEGAL, "Ruiz v. Ruiz", date(2026, 11, 1))
    return custodian.take(sealed(world.session, 1, Part.RECORDS, Part.PSYCHOTHERAPY))


def _body(text: str) -> Body:
    return Body.of((Section(heading="", text=text),))


def _present(kept: Session) -> ClientId:
    return clients.with_number(kept, "0003")


# --- the record is read, not written ---

Act = Callable[[Session, ClientId], object]


def _note(kept: Session, client: ClientId, *, is_signed: bool) -> Note:
    found = notes.notes(kept, Shelf.RECORD, notes.timeline_ids(kept, client))
    return next(one for one in found if one.is_signed is is_signed)


WRITES: dict[str, Act] = {
    "add a client": lambda kept, c: clients.add(kept, ClientDetails(legal_name="New")),
    "change a client": lambda kept, c: clients.change(
        kept, c, replace(clients.get(kept, c).details, pronouns="they")
    ),
    "open an episode": lambda kept, c: episodes.open_episode(kept, c, DAY),
    "plan a session": lambda kept, c: care_sessions.add(
        kept, c, CareSessionDetails(day=DAY, status=CareSessionStatus.HELD)
    ),
    "start a note": lambda kept, c: notes.start(kept, NoteHead(client_id=c, occurred_on=DAY)),
    "type into a note": lambda kept, c: drafting.autosave(
        kept, Shelf.RECORD, _note(kept, c, is_signed=False).id, _body("more")
    ),
    "sign a note": lambda kept, c: notes.sign(
        kept, Shelf.RECORD, _note(kept, c, is_signed=False).id
    ),
    "discard a note": lambda kept, c: drafting.discard(
        kept, Shelf.RECORD, _note(kept, c, is_signed=False).id
    ),
    "change a note's day": lambda kept, c: drafting.change_head(
        kept,
        Shelf.RECORD,
        _note(kept, c, is_signed=False).id,
        NoteHead(client_id=c, occurred_on=date(2026, 11, 19)),
    ),
    "add to a note": lambda kept, c: notes.add_addendum(
        kept, Shelf.RECORD, _note(kept, c, is_signed=True).id, "and more"
    ),
    "mark a note": lambda kept, c: notes.mark_error(
        kept, Shelf.RECORD, _note(kept, c, is_signed=True).id, "wrong"
    ),
    "change a document": lambda kept, c: documents.change_facts(
        kept, _document(kept, c).id, replace(_document(kept, c).facts, title="Other")
    ),
    "mark a document": lambda kept, c: documents.mark_error(kept, _document(kept, c).id, "wrong"),
    "import notes": lambda kept, c: note_staging.plan_notes(kept, []),
}


def _document(kept: Session, client: ClientId) -> Document:
    return documents.list_documents(kept, client)[0]


def test_no_service_writes_an_inherited_record(kept: Session) -> None:
    before = kept.rows.value("SELECT commits FROM vault")
    for name, act in WRITES.items():
        try:
            act(kept, _present(kept))
        except RecordInherited:
            continue
        pytest.fail(name)
    assert kept.rows.value("SELECT commits FROM vault") == before


def test_reading_writes_nothing_there(kept: Session) -> None:
    client = _present(kept)
    clients.open_record(kept, client)
    kept.step_up(TYPED.encode())
    for shelf in Shelf:
        for note_id in notes.timeline_ids(kept, client, shelf):
            notes.get(kept, shelf, note_id)
            notes.close_editor(kept, shelf, note_id)
    documents.open_reading(kept, _document(kept, client).id)
    assert _note(kept, client, is_signed=False).draft == _body("half a thou")
    assert custodial.is_custodial(kept.rows)


def test_what_a_custodian_decides_works_as_in_a_practice(
    world: World, kept: Session, custodian: Custodian
) -> None:
    client = _present(kept)
    for one in (world.old, world.other_old):  # who was in care has a date of another kind here
        number = clients.get(world.session, one).record_number
        theirs = retention.line(world.session, one)
        ours = retention.line(kept, clients.with_number(kept, number))
        assert ours.outcome.eligible_on == theirs.outcome.eligible_on
        assert ours.outcome.steps == theirs.outcome.steps
        assert (ours.verdict, ours.holds) == (theirs.verdict, theirs.holds)
    own = holds.place(kept, client, HoldKind.ACCESS, "asked for a copy", DAY)
    assert own.placed_by == CUSTODIAN.practitioner
    holds.release(kept, own.id, "sent")
    retention.override(kept, client, date(2040, 1, 2), "minor siblings")
    paper.add(kept, client, "a folder", "cellar")
    kept.step_up(TYPED.encode())
    asked = ExportRequest(client_id=client, form=Form.JSON, protection=Plain())
    made = exports.plan(kept, asked)
    assert made.vault_id == world.session.vault_id  # whose key checks the notes
    assert notes.check_all(kept).broken == ()


def test_a_changed_note_is_told(kept: Session) -> None:
    note = _note(kept, _present(kept), is_signed=True)
    notes.check_signature(kept, Shelf.RECORD, note.id)
    with kept.begin("test.tamper") as tx:
        tx.rows.run("UPDATE custody SET is_taking = 1")
        tx.rows.run("UPDATE note SET body = 'A heron stood here.' WHERE id = ?", (note.id,))
        tx.rows.run("UPDATE custody SET is_taking = 0")
        tx.audit()
    assert notes.check_all(kept).broken == (note.id,)


def test_a_changed_event_of_the_practitioners_is_told(kept: Session) -> None:
    assert service.verify_inherited_chain(kept).is_sound
    with kept.begin("test.tamper") as tx:
        tx.rows.run("UPDATE inherited_detail SET detail = '{}' WHERE client_id IS NOT NULL")
        tx.audit()
    assert not service.verify_inherited_chain(kept).is_sound


# --- what she writes ---


def test_tasks_come_in_their_order(kept: Session) -> None:
    found = service.tasks(kept)
    stages = [one.stage for one in found]
    assert stages == sorted(stages, key=list(Stage).index)
    first_day = [one.due_on for one in found if one.stage is Stage.FIRST_DAY]
    assert set(first_day) == {kept.today() + timedelta(days=1)}
    done = service.complete_task(kept, found[0].id, "shown to the board")
    assert done.is_done and done.remark == "shown to the board"
    assert not service.reopen_task(kept, found[0].id).is_done
    own = service.add_task(kept, "Call her sister", client_id=_present(kept), due_on=DAY)
    assert own.stage is Stage.OWN
    assert service.tasks(kept, _present(kept)) == [own]
    with pytest.raises(InvalidValue):
        service.add_task(kept, " ")
    with pytest.raises(NotFound):
        service.complete_task(kept, CustodyTaskId(999))


def test_notes_and_contacts_stay_with_the_client(kept: Session) -> None:
    client = _present(kept)
    service.add_note(kept, "She knows.", client)
    service.add_note(kept, "The cellar is empty.")
    assert [one.body for one in service.notes(kept, client)] == ["She knows."]
    assert [one.body for one in service.notes(kept)] == ["The cellar is empty."]
    way, outcome = ContactWay.PHONE, ContactOutcome.LEFT_MESSAGE
    logged = service.log_contact(kept, client, way, outcome, "on her cell")
    assert service.contacts(kept, client) == service.contacts(kept) == [logged]
    log = [one.action for one in clients.access_log(kept, client)]
    assert log[:2] == ["custody.contact", "custody.note"]
    with pytest.raises(InvalidValue):
        service.add_note(kept, "  ", client)
    assert audit.verify(kept).is_sound


def test_letters_are_filled_in(kept: Session) -> None:
    text = service.letters(kept, LetterCode.CLIENT, _present(kept))
    assert "Dear Ana Ruiz" in text
    assert PRACTICE.practitioner in text and CUSTODIAN.practitioner in text
    assert "555 0188" in text and "Noor Achterberg, 555 0102" in text
    assert "{" not in text
    assert "Ana Ruiz" not in service.letters(kept, LetterCode.BOARD)
    assert service.letter_codes(kept) == list(LetterCode)
    plan = service.plan(kept)
    assert plan is not None and plan.referrals[0].name == "Noor Achterberg"


def test_the_practitioners_log_can_be_read(kept: Session, world: World) -> None:
    mine = service.inherited_page(kept, _present(kept))
    theirs = audit.page(world.session, world.present)
    theirs = [one for one in theirs if one.seq <= mine[0].seq]
    assert [(one.seq, one.action, one.detail) for one in mine] == [
        (one.seq, one.action, one.detail) for one in theirs
    ]


def test_a_practitioner_is_no_custodian(world: World) -> None:
    session = world.session
    assert service.tasks(session) == []
    for act in (
        lambda: service.add_note(session, "x"),
        lambda: service.add_task(session, "x"),
        lambda: service.letters(session, LetterCode.BOARD),
        lambda: service.verify_inherited_chain(session),
    ):
        with pytest.raises(NotInCustody):
            act()
