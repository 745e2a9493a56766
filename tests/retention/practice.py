"""A practitioner at work: seeing a client, closing, years going by, the clock going wrong."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.vault_fixtures import StoppedClock
from vault.clients import care_sessions, episodes
from vault.clients import service as clients
from vault.clients.model import (
    CareSessionDetails,
    CareSessionStatus,
    ClientDetails,
    ClientStatus,
)
from vault.ids import ClientId, NoteId
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, NoteKind, Section
from vault.retention import service
from vault.retention.model import ClockState
from vault.session import Session

CARE = date(2026, 9, 1)


def begin() -> StoppedClock:
    """Return a clock that stands at noon of the one day on which there is care."""
    clock = StoppedClock()
    clock.instant = datetime(CARE.year, CARE.month, CARE.day, 12, tzinfo=UTC)
    return clock


class Practitioner:
    """Works with one vault; ``go_to`` is time going by, ``set_clock`` the clock going wrong."""

    def __init__(self, session: Session, clock: StoppedClock) -> None:
        self.session = session
        self.clock = clock

    def set_clock(self, day: date) -> None:
        """Move the computer's clock to noon of ``day``."""
        self.clock.advance(timedelta(days=(day - self.clock.instant.date()).days))

    def go_to(self, day: date) -> None:
        """Come back on ``day`` and say what day it is."""
        self.set_clock(day)
        assert service.type_today(self.session, day) is ClockState.OK

    def client(self, **details: Any) -> ClientId:
        """Enter a client: born 2010-05-20, active."""
        given: dict[str, Any] = {"legal_name": "Ana Ortiz", "birth_date": date(2010, 5, 20)}
        return clients.add(self.session, ClientDetails(**(given | details)))

    def closed_client(self, **details: Any) -> ClientId:
        """Enter a client, see them, write and sign a note, and close: all on this day."""
        client_id = self.client(**details)
        today = self.session.today()
        episode = episodes.open_episode(self.session, client_id, today)
        self.hold(client_id)
        self.note(client_id)
        episodes.close_episode(self.session, episode, today, "done")
        self.change(client_id, status=ClientStatus.CLOSED)
        return client_id

    def hold(self, client_id: ClientId) -> None:
        """See the client today."""
        details = CareSessionDetails(day=self.session.today(), status=CareSessionStatus.HELD)
        care_sessions.add(self.session, client_id, details)

    def note(self, client_id: ClientId, **head: Any) -> NoteId:
        """Write a note about today and sign it."""
        given: dict[str, Any] = {
            "client_id": client_id,
            "kind": NoteKind.PROGRESS,
            "template_key": "narrative",
            "occurred_on": self.session.today(),
        }
        body = Body.of((Section(heading="", text="Went for a walk."),))
        chosen = NoteHead(**(given | head))
        note_id = notes.start(self.session, chosen, body)
        notes.sign(self.session, chosen.shelf, note_id)
        return note_id

    def change(self, client_id: ClientId, **details: Any) -> None:
        """Change what is known of a client."""
        before = clients.get(self.session, client_id).details
        clients.change(self.session, client_id, replace(before, **details))
