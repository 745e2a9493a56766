"""An id names one note for ever."""

from datetime import date

import pytest

from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.errors import NotFound
from vault.notes import drafting
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.session import Session


def test_a_late_autosave_for_a_discarded_note_reaches_no_other(session: Session) -> None:
    client = clients.add(session, ClientDetails(legal_name="Ana"))
    head = NoteHead(client_id=client, occurred_on=date(2026, 11, 1))
    discarded = notes.start(session, head)
    drafting.discard(session, Shelf.RECORD, discarded)
    following = notes.start(session, head)
    late = Body.of((Section(heading="", text="typed into the discarded one"),))
    with pytest.raises(NotFound):
        drafting.autosave(session, Shelf.RECORD, discarded, late)
    assert notes.get(session, Shelf.RECORD, following).draft is None
