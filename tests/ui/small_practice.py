"""A week of a small practice, for tests of pages and for looking at them."""

from datetime import date, time, timedelta

from tests.vault_fixtures import STEP_UP_SECRET
from vault.clients import care_sessions
from vault.clients import service as clients
from vault.clients.model import CareSessionDetails, CareSessionStatus, ClientDetails, Modality
from vault.ids import CareSessionId, ClientId, NoteId
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, NoteKind, Section, Shelf
from vault.session import Session

NAMES = ("Amara Osei", "Bo Lindqvist", "Camila Reyes", "Élodie Martin", "خالد منصور", "Ngô Thị Hoa")
TEXTS = (
    "Reports sleeping through three nights this week. Describes the call with her sister as"
    " “lighter than I expected”.",
    "Worked on the letter to her father; read it aloud. Grounding before leaving. Plan: continue,"
    " revisit the letter.",
    "Panic on the bus on Tuesday, left after two stops. Breathing exercise helped within minutes.",
    "Called to move Thursday's session. No clinical content.",
    "Sleep improved. Began to write about the letter he never sent, and what it would change.",
)


class SmallPractice:
    """Clients, sessions of today and before, notes signed and not."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.today = session.today()
        self.clients = [self.add_client(name) for name in NAMES]

    def add_client(self, name: str) -> ClientId:
        return clients.add(self.session, ClientDetails(legal_name=name, jurisdiction="CA"))

    def plan(
        self,
        client: int,
        day: date,
        at: time | None,
        status: CareSessionStatus = CareSessionStatus.PLANNED,
        modality: Modality = Modality.IN_PERSON,
    ) -> CareSessionId:
        details = CareSessionDetails(
            day=day, starts_at=at, minutes=50, status=status, modality=modality
        )
        return care_sessions.add(self.session, self.clients[client], details)

    def write(
        self,
        client: int,
        day: date,
        text: str,
        *,
        is_signed: bool = True,
        kind: NoteKind = NoteKind.PROGRESS,
        care_session: CareSessionId | None = None,
    ) -> NoteId:
        shelf = Shelf.PSYCHOTHERAPY if kind is NoteKind.PSYCHOTHERAPY else Shelf.RECORD
        head = NoteHead(
            client_id=self.clients[client],
            kind=kind,
            occurred_on=day,
            care_session_id=care_session,
            shelf=shelf,
        )
        note_id = notes.start(self.session, head, Body.of((Section(heading="", text=text),)))
        if is_signed:
            notes.sign(self.session, shelf, note_id)
        return note_id

    def fill(self) -> "SmallPractice":
        """Enter what a week leaves behind; steps up for one psychotherapy note."""
        today, held = self.today, CareSessionStatus.HELD
        for week in range(1, 9):
            for client, text in enumerate(TEXTS):
                day = today - timedelta(days=7 * week + client)
                self.write(client, day, text)
        first = self.plan(0, today, time(9), held)
        self.write(0, today, TEXTS[0], is_signed=True, care_session=first)
        second = self.plan(1, today, time(10), held)
        self.write(1, today, TEXTS[4], is_signed=False, care_session=second)
        self.plan(2, today, time(11, 30), held, Modality.VIDEO)
        self.plan(4, today, time(14))
        self.plan(3, today, time(15), CareSessionStatus.NO_SHOW)
        self.plan(5, today, time(16), CareSessionStatus.CANCELLED)
        self.plan(3, today - timedelta(days=2), time(10), held)
        self.plan(5, today - timedelta(days=12), time(9), held, Modality.HOME_VISIT)
        self.write(4, today - timedelta(days=16), TEXTS[2], is_signed=False)
        self.session.step_up(STEP_UP_SECRET)
        kind = NoteKind.PSYCHOTHERAPY
        self.write(0, today - timedelta(days=3), "The dream of the letter.", kind=kind)
        self.write(2, today - timedelta(days=4), "A note apart.", kind=kind, is_signed=False)
        return self
