"""Clients and notes to find."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.vault_fixtures import STEP_UP_SECRET
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.ids import ClientId, NoteId
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, NoteKind, Section, Shelf
from vault.session import Session

Write = Callable[..., NoteId]


@pytest.fixture
def client_id(session: Session) -> ClientId:
    return clients.add(session, ClientDetails(legal_name="Amara Osei"), "0417")


@pytest.fixture
def other_client_id(session: Session) -> ClientId:
    return clients.add(session, ClientDetails(legal_name="Zoë Łukasz", preferred_name="Zo"))


@pytest.fixture
def write(session: Session, client_id: ClientId) -> Write:
    """Write an unsigned note of ``client_id`` (or ``client``) on ``day``."""

    def start(
        text: str,
        day: date = date(2026, 11, 20),
        client: ClientId = client_id,
        kind: NoteKind = NoteKind.PROGRESS,
        shelf: Shelf = Shelf.RECORD,
    ) -> NoteId:
        if shelf is Shelf.PSYCHOTHERAPY:
            session.step_up(STEP_UP_SECRET)
        head = NoteHead(client_id=client, kind=kind, occurred_on=day, shelf=shelf)
        return notes.start(session, head, Body.of((Section(heading="", text=text),)))

    return start
