"""What no field takes is kept in a note that is no contact, no service and no entry."""

from dataclasses import replace
from datetime import date

import pytest

from tests.importers.test_committing import FILE, KEPT
from vault.clients import care_sessions
from vault.clients import service as clients
from vault.clients.model import CareSessionDetails, CareSessionStatus, ClientDetails
from vault.disposal import rows as disposal_rows
from vault.errors import InvalidValue
from vault.ids import ClientId
from vault.importers import service
from vault.importers.batch_model import ImportKind, Source
from vault.importers.model import (
    ClientImport,
    Extra,
    PlannedClient,
    PlannedSession,
    SessionImport,
    Verdict,
)
from vault.notes import service as notes
from vault.notes.model import Note, NoteHead, NoteKind, Shelf
from vault.retention import clock_rows, fact_rows
from vault.retention.model import Facts, Places
from vault.session import Session

LONG_AGO = date(2010, 6, 25)
ROW = PlannedClient(
    line=2,
    verdict=Verdict.TAKEN,
    findings=(),
    details=ClientDetails(legal_name="Bo Lindqvist"),
    opened_on=date(2009, 1, 5),
    closed_on=LONG_AGO,
    extras=(Extra(header="Shoe size", value="38"),),
)


def _facts(session: Session, client: ClientId) -> Facts:
    wrong = clock_rows.wrong_entries(session.rows)
    (found,) = fact_rows.read(session.rows, [client], Places(care="FL"), wrong, [])
    return found.facts


def _notes(session: Session, client: ClientId) -> list[Note]:
    return notes.notes(session, Shelf.RECORD, notes.timeline_ids(session, client))


@pytest.fixture
def client(session: Session) -> ClientId:
    """Brought by a list with a column that no field takes, and seen last long ago."""
    service.commit_clients(session, ClientImport(rows=(ROW,)), FILE)
    found = clients.list_ids(session, "Lindqvist")[0]
    held = CareSessionDetails(day=LONG_AGO, status=CareSessionStatus.HELD)
    care_sessions.add(session, found, held)
    return found


def test_it_counts_for_nothing_in_retention(session: Session, client: ClientId) -> None:
    known = _facts(session, client)
    assert (known.last_contact, known.last_service) == (LONG_AGO, LONG_AGO)
    assert (known.first_day, known.last_entry) == (date(2009, 1, 5), LONG_AGO)


def test_it_is_not_called_a_contact(session: Session, client: ClientId) -> None:
    (note,) = _notes(session, client)
    assert note.head.kind is NoteKind.IMPORTED_DETAILS
    assert "Shoe size: 38" in note.body.text


def test_a_certificate_takes_it_for_no_service(session: Session) -> None:
    row = replace(ROW, opened_on=None, closed_on=None)
    service.commit_clients(session, ClientImport(rows=(row,)), FILE)
    found = clients.list_ids(session, "Lindqvist")[0]
    counts = disposal_rows.counts(session.rows, found)
    assert (counts.notes, counts.first_service, counts.last_service) == (1, None, None)


def test_what_came_with_a_planned_session_is_no_contact(session: Session) -> None:
    before = _facts(session, KEPT)
    planned = PlannedSession(
        line=2,
        verdict=Verdict.TAKEN,
        findings=(),
        client_text="Ana",
        details=CareSessionDetails(day=date(2027, 3, 4), status=CareSessionStatus.PLANNED),
        extras=(Extra(header="Description", value="x" * 20_001),),
    )
    source = Source(kind=ImportKind.CALENDAR, sha256="cd" * 32)
    service.commit_sessions(session, SessionImport(rows=(planned,)), {"Ana": KEPT}, source)
    after = _facts(session, KEPT)
    assert (after.last_contact, after.last_entry) == (before.last_contact, before.last_entry)
    kinds = {one.head.kind for one in _notes(session, KEPT) if one.is_imported}
    assert kinds == {NoteKind.IMPORTED_DETAILS}


def test_nobody_writes_one_here(session: Session, client: ClientId) -> None:
    head = NoteHead(client_id=client, kind=NoteKind.IMPORTED_DETAILS, occurred_on=LONG_AGO)
    with pytest.raises(InvalidValue):
        notes.start(session, head)
