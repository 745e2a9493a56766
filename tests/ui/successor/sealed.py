"""A practice that was sealed on a stick, its cards, and nothing else of it."""

from collections.abc import Callable, Sequence
from datetime import date, time
from pathlib import Path
from typing import NamedTuple

from tests.backup.papers import add_document
from tests.succession_fixtures import card_lines, hold_ceremony
from tests.vault_fixtures import STEP_UP_SECRET, open_session
from vault.age import HybridIdentity
from vault.clients import care_sessions
from vault.clients import service as clients
from vault.clients.model import (
    CareSessionDetails,
    ClientDetails,
    ContactKind,
    ContactMethod,
)
from vault.ids import ClientId
from vault.keys.recovery_sheet import sheet_lines
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.sealing import service as sealing
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import plan_service
from vault.succession.model import PartPlan
from vault.succession.plan_model import Audience, ContactRole, Person, SuccessionPlan

NAME, OTHER, KIN = "Ana Ruiz", "Bo Lindqvist", "Tobiah Marchbanks"
RISK = "Said on Tuesday that she had pills at home."
KIN_RISK = "Has a plan for Friday."
RULE = "No voice mail: her husband hears it."
TEXT = "A heron on the way here, she said."
TITLE, DOCUMENT = "Consent of the mother", b"The paper of the mother. " * 400
LAWYER = Person(name="Ines Calder", role=ContactRole.LAWYER, phone="555 0177")
INSURER = Person(name="Coverall Mutual", role=ContactRole.INSURER, phone="555 0190")
PLAN = SuccessionPlan(
    contacts=(LAWYER, INSURER), notification_wishes="Call first; write to the others."
)
EVERYBODY = (1, 2, 3)
ALONE = PartPlan(part=Part.CASELOAD, holders=EVERYBODY, threshold=1)
TOGETHER = PartPlan(part=Part.RECORDS, holders=EVERYBODY, threshold=2)


class Sealed(NamedTuple):
    """The stick, the same in one ZIP file, and each card's lines."""

    stick: Path
    zip_file: Path
    cards: list[list[str]]
    identities: list[HybridIdentity]

    @property
    def export(self) -> Path:
        """The export's own folder."""
        return next(self.stick.glob("casekeep-export-*"))

    def foreign_cards(self) -> list[list[str]]:
        """Return cards that open it, and name another practice's key."""
        return [
            [line.text for line in sheet_lines(one.to_text(), bytes(32)).lines]
            for one in self.identities
        ]


def with_notes_apart(base: Path) -> Sealed:
    """The same, and the psychotherapy notes are handed on too."""
    apart = PartPlan(part=Part.PSYCHOTHERAPY, holders=EVERYBODY, threshold=2)
    return seal(base, (ALONE, TOGETHER, apart))


def with_a_client_apart(base: Path) -> Sealed:
    """The same, and the second and third holder open what the first must not see."""
    apart = (
        PartPlan(part=Part.APART_CASELOAD, holders=(2, 3), threshold=2),
        PartPlan(part=Part.APART_RECORDS, holders=(2, 3), threshold=2),
    )
    return seal(base, (ALONE, TOGETHER, *apart), _fill_with_kin)


def _fill_with_kin(session: Session) -> None:
    fill(session)
    kin = clients.add(session, ClientDetails(legal_name=KIN, risk_flag=KIN_RISK))
    session.step_up(STEP_UP_SECRET)
    plan_service.keep_apart(session, kin, Audience.ALTERNATE, "the successor's brother")


def seal(
    base: Path,
    parts: Sequence[PartPlan] = (ALONE, TOGETHER),
    enter: Callable[[Session], object] | None = None,
) -> Sealed:
    """Fill a practice, hold the ceremony, and seal it on a stick in ``base``."""
    session = open_session(base / "practice")
    (enter or fill)(session)
    identities = hold_ceremony(session, parts=parts)
    stick, zip_file = base / "Blue stick", base / "export.zip"
    stick.mkdir()
    place = sealing.add_place(session, stick, "Blue", is_standing=False)
    sealing.seal(session, place.id)
    sealing.zip_to(session, place.id, zip_file)
    cards = [card_lines(session, one) for one in identities]
    session.close()
    return Sealed(stick, zip_file, cards, identities)


def fill(session: Session) -> ClientId:
    """Enter two clients, one of them at risk and booked; return that one."""
    contact = ContactMethod(kind=ContactKind.PHONE, value="555 0111", rule=RULE)
    first = clients.add(
        session, ClientDetails(legal_name=NAME, risk_flag=RISK, contacts=(contact,))
    )
    clients.add(session, ClientDetails(legal_name=OTHER))
    body = Body.of((Section(heading="", text=TEXT),))
    note = notes.start(session, NoteHead(client_id=first, occurred_on=date(2026, 11, 1)), body)
    notes.sign(session, Shelf.RECORD, note)
    booked = CareSessionDetails(day=session.today(), starts_at=time(14), minutes=50)
    care_sessions.add(session, first, booked)
    add_document(session, first, DOCUMENT, TITLE)
    plan_service.save(session, PLAN)
    return first
