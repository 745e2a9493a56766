"""What the records say: which day is the last entry, contact, service, the end of care."""

from datetime import date

import pytest

from tests.backup.papers import add_document
from tests.retention.practice import CARE, Practitioner
from vault.clients import episodes
from vault.clients.model import ClientStatus
from vault.ids import ClientId
from vault.notes import service as notes
from vault.notes.model import NoteHead, NoteKind, Shelf
from vault.retention import clock_rows, fact_rows, service
from vault.retention.model import Facts, License, Places, Policy, Question, Verdict

WEEK_LATER = date(2026, 9, 8)


def facts_of(work: Practitioner, client_id: ClientId) -> Facts:
    """Return what the records say of a client."""
    wrong = clock_rows.wrong_entries(work.session.rows)
    (found,) = fact_rows.read(work.session.rows, [client_id], Places(care="CA"), wrong, [])
    return found.facts


def test_all_days_of_a_closed_record(work: Practitioner) -> None:
    known = facts_of(work, work.closed_client(jurisdiction="TX"))
    assert known.jurisdictions == {"CA", "TX"}
    assert (known.birth_date, known.is_active) == (date(2010, 5, 20), False)
    days = (known.first_day, known.last_entry, known.last_contact, known.last_service)
    assert days == (CARE, CARE, CARE, CARE)
    assert known.termination == CARE


def test_a_note_about_an_old_day_is_an_entry_of_today(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.set_clock(WEEK_LATER)
    work.note(client_id, occurred_on=CARE, late_reason="forgot", kind=NoteKind.CONSULTATION)
    known = facts_of(work, client_id)
    days = (known.last_entry, known.last_note, known.last_contact)
    assert days == (WEEK_LATER, WEEK_LATER, CARE)


def test_an_addendum_is_an_entry(work: Practitioner) -> None:
    client_id = work.closed_client()
    note_id = work.note(client_id)
    work.set_clock(WEEK_LATER)
    notes.add_addendum(work.session, Shelf.RECORD, note_id, "And back again.")
    known = facts_of(work, client_id)
    assert (known.last_entry, known.last_note) == (WEEK_LATER, CARE)


def test_a_document_is_an_entry_and_no_note(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.set_clock(WEEK_LATER)
    add_document(work.session, client_id, b"proof of mailing")
    known = facts_of(work, client_id)
    assert (known.last_entry, known.last_note, known.last_contact) == (WEEK_LATER, CARE, CARE)


def test_a_psychotherapy_note_is_entry_and_service(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.set_clock(WEEK_LATER)
    work.session.step_up(b"1234")
    work.note(client_id, shelf=Shelf.PSYCHOTHERAPY, kind=NoteKind.PSYCHOTHERAPY)
    known = facts_of(work, client_id)
    days = (known.last_entry, known.last_note, known.last_service)
    assert days == (WEEK_LATER, WEEK_LATER, WEEK_LATER)


@pytest.mark.parametrize(
    ("kind", "is_contact", "is_service"),
    [
        (NoteKind.PROGRESS, True, True),
        (NoteKind.INTAKE, True, True),
        (NoteKind.CONTACT, True, False),
        (NoteKind.RISK, True, False),
        (NoteKind.TERMINATION, False, False),
        (NoteKind.COLLATERAL, False, False),
        (NoteKind.NO_SHOW, False, False),
    ],
)
def test_which_notes_tell_of_contact_and_of_service(
    work: Practitioner, kind: NoteKind, is_contact: bool, is_service: bool
) -> None:
    client_id = work.closed_client()
    work.set_clock(WEEK_LATER)
    note_id = work.note(client_id, kind=kind)
    known = facts_of(work, client_id)
    assert known.last_contact == (WEEK_LATER if is_contact else CARE)
    assert known.last_service == (WEEK_LATER if is_service else CARE)
    notes.mark_error(work.session, Shelf.RECORD, note_id, "another client's")
    known = facts_of(work, client_id)
    assert (known.last_contact, known.last_service) == (CARE, CARE)
    assert known.last_entry == WEEK_LATER  # it stands in the record all the same


def test_a_discarded_draft_leaves_nothing(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.set_clock(WEEK_LATER)
    head = NoteHead(client_id=client_id, occurred_on=WEEK_LATER)
    note_id = notes.start(work.session, head)
    assert facts_of(work, client_id).last_entry == WEEK_LATER
    notes.discard(work.session, Shelf.RECORD, note_id)
    assert facts_of(work, client_id).last_entry == CARE


def test_opening_and_changing_a_record_is_no_entry(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.set_clock(WEEK_LATER)
    work.change(client_id, legal_name="Ana Ortiz de Vega")
    assert facts_of(work, client_id).last_entry == CARE


def test_an_open_episode_is_no_end_of_care(work: Practitioner) -> None:
    client_id = work.closed_client()
    episodes.open_episode(work.session, client_id, CARE)
    known = facts_of(work, client_id)
    assert (known.is_active, known.termination) == (True, None)
    assert service.outcome(work.session, client_id).questions == (Question.STILL_ACTIVE,)


def test_an_active_client_is_not_eligible(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.change(client_id, status=ClientStatus.ACTIVE)
    work.go_to(date(2090, 1, 1))
    assert service.line(work.session, client_id).verdict is Verdict.ASK


def test_who_never_came_goes_by_the_policy(work: Practitioner) -> None:
    client_id = work.client(status=ClientStatus.PROSPECTIVE, jurisdiction="NJ")
    known = facts_of(work, client_id)
    assert (known.has_come, known.last_entry, known.first_day) == (False, CARE, None)
    service.set_policy(work.session, Policy(licenses=frozenset({License.SOCIAL_WORKER}), years=8))
    outcome = service.outcome(work.session, client_id)
    assert outcome.eligible_on == date(2035, 5, 20)
    assert {step.rule_id for step in outcome.steps} == {"practice-policy"}


def test_a_prospective_client_who_came_goes_by_the_rules(work: Practitioner) -> None:
    client_id = work.client(status=ClientStatus.PROSPECTIVE, jurisdiction="NJ")
    work.hold(client_id)
    assert facts_of(work, client_id).has_come


def test_a_deceased_client_has_a_day_of_death(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.change(client_id, status=ClientStatus.DECEASED, deceased_on=CARE)
    known = facts_of(work, client_id)
    assert (known.is_deceased, known.death) == (True, CARE)


def test_an_import_brings_entries_of_other_days_and_is_none_of_today(work: Practitioner) -> None:
    client_id = work.closed_client()
    work.set_clock(WEEK_LATER)
    note_id = work.note(client_id, occurred_on=CARE, late_reason="on paper until now")
    with work.session.begin("import.notes") as tx:
        tx.rows.run(
            "INSERT INTO imported_note (note_id, day_from) VALUES (?, 'chosen')", (note_id,)
        )
        tx.audit(client_id)
    known = facts_of(work, client_id)
    assert (known.last_entry, known.last_note) == (CARE, CARE)
