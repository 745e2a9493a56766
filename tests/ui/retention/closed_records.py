"""Records that were closed at different times, for the retention page and for disposals."""

from dataclasses import replace
from datetime import date

from vault.clients import episodes
from vault.clients import service as clients
from vault.clients.model import ClientDetails, ClientStatus
from vault.holds import service as holds
from vault.holds.model import HoldKind
from vault.ids import ClientId
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, NoteKind, Section, Shelf
from vault.session import Session

ADULT = date(1980, 5, 20)


class ClosedRecords:
    """In California, where a clinician keeps a record for 7 years after the end of care."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.old = self.add("Amara Osei", date(2016, 3, 1))
        self.older = self.add("Bo Lindqvist", date(2015, 6, 30))
        self.soon = self.add("Camila Reyes", date(2020, 2, 28))
        self.later = self.add("Élodie Martin", date(2024, 9, 1))
        self.minor = self.add("Ngô Thị Hoa", date(2025, 9, 1), date(2010, 5, 20))
        self.asked = self.add("Wren Ito", date(2016, 4, 1), None)
        self.held = self.add("خالد منصور", date(2015, 12, 1))
        self.active = clients.add(
            session, ClientDetails(legal_name="Ada Gray", birth_date=ADULT, jurisdiction="CA")
        )
        holds.place(session, self.held, HoldKind.LEGAL, "Subpoena of Doe v. Roe", date(2026, 2, 3))

    def add(
        self, name: str, closed_on: date, born: date | None = ADULT, *, notes_: int = 2
    ) -> ClientId:
        """Add a client whose episode was closed on a day, with signed notes before it."""
        details = ClientDetails(legal_name=name, birth_date=born, jurisdiction="CA")
        client_id = clients.add(self.session, details)
        opened_on = closed_on.replace(year=closed_on.year - 1, day=1)
        episode = episodes.open_episode(self.session, client_id, opened_on)
        for _ in range(notes_):
            self.write(client_id, closed_on, f"{name} said goodbye.")
        episodes.close_episode(self.session, episode, closed_on, "Goals reached")
        clients.change(self.session, client_id, replace(details, status=ClientStatus.CLOSED))
        return client_id

    def write(self, client_id: ClientId, day: date, text: str) -> None:
        """Write and sign a note."""
        head = NoteHead(
            client_id=client_id, kind=NoteKind.PROGRESS, occurred_on=day, shelf=Shelf.RECORD
        )
        body = Body.of((Section(heading="", text=text),))
        note_id = notes.start(self.session, head, body)
        notes.sign(self.session, Shelf.RECORD, note_id)
