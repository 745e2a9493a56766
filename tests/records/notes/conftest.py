"""Two clients, and what the tests of notes do over and over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.vault_fixtures import STEP_UP_SECRET
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.ids import ClientId, NoteId
from vault.notes import service
from vault.notes.model import Body, NoteHead, NoteKind, Section, Shelf
from vault.session import Session

DAY = date(2026, 11, 24)


def body_of(text: str, heading: str = "") -> Body:
    return Body.of((Section(heading=heading, text=text),))


def head_of(client_id: ClientId, shelf: Shelf = Shelf.RECORD, **changes: Any) -> NoteHead:
    kind = NoteKind.PSYCHOTHERAPY if shelf is Shelf.PSYCHOTHERAPY else NoteKind.PROGRESS
    head = NoteHead(client_id=client_id, kind=kind, occurred_on=DAY, shelf=shelf)
    return replace(head, **changes)


def write(session: Session, client_id: ClientId, text: str, **changes: Any) -> NoteId:
    return service.start(session, head_of(client_id, **changes), body_of(text))


def write_signed(session: Session, client_id: ClientId, text: str, **changes: Any) -> NoteId:
    note_id = write(session, client_id, text, **changes)
    service.sign(session, changes.get("shelf", Shelf.RECORD), note_id)
    return note_id


def add_client(session: Session, name: str) -> ClientId:
    return clients.add(session, ClientDetails(legal_name=name))


@pytest.fixture
def client_id(session: Session) -> ClientId:
    return add_client(session, "Amara Osei")


@pytest.fixture
def other_client_id(session: Session) -> ClientId:
    return add_client(session, "Björn Łukasz")


@pytest.fixture(params=list(Shelf))
def shelf(request: pytest.FixtureRequest, session: Session) -> Shelf:
    """Each shelf in turn, stepped up."""
    session.step_up(STEP_UP_SECRET)
    return Shelf(request.param)


Actions = Callable[[], list[str]]


@pytest.fixture
def actions(session: Session) -> Actions:
    """What was audited about notes so far, oldest first."""

    def read() -> list[str]:
        found = session.rows.all("SELECT action FROM audit_event ORDER BY seq")
        about_notes = ("note.", "psychotherapy.", "template.")
        return [row[0] for row in found if row[0].startswith(about_notes)]

    return read
