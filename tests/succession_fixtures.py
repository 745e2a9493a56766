"""A ceremony for tests: real holders, real parts, and every holder has answered.

The identities of the cards come back to the test; the vault has what a vault has.
"""

from collections.abc import Sequence
from functools import cache

import pypdfium2

from tests.vault_fixtures import STEP_UP_SECRET
from vault.age import HybridIdentity
from vault.keys.recovery_sheet import SheetSecret, SheetText, read_sheet, sheet_lines
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import card_proof, opening_files, recipients, rows, service
from vault.succession.model import CardProof, HolderKind, HolderPlan, PartPlan, SealedPart

_ON_A_LINE = set("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L ")
LABELS = ("Successor", "Lawyer", "Colleague", "Family", "Board", "Accountant", "Alternate")


def hold_ceremony(
    session: Session,
    n: int = 3,
    k: int = 2,
    parts: Sequence[Part] | Sequence[PartPlan] = (Part.CASELOAD, Part.RECORDS),
    *,
    is_proved: bool = True,
) -> list[HybridIdentity]:
    """Hold a ceremony with ``n`` cards and return their identities, the first holder's first.

    ``k`` of all holders open each of ``parts``, unless a part comes as a plan of its own.
    """
    identities = [_card(place, rows.count(session.rows))[0] for place in range(1, n + 1)]
    everybody = tuple(range(1, n + 1))
    plans = [
        one if isinstance(one, PartPlan) else PartPlan(part=one, holders=everybody, threshold=k)
        for one in parts
    ]
    session.step_up(STEP_UP_SECRET)
    holders = card_holders(session, n, is_proved=is_proved)
    service.hold(session, holders, plans, made=_made(holders, plans))
    return identities


def _made(holders: Sequence[HolderPlan], plans: Sequence[PartPlan]) -> list[SealedPart]:
    """Make the parts here as the ceremony's child does: its start would cost each test its time."""
    known = {one.place: recipients.parsed(one.recipient) for one in holders}
    return [opening_files.sealed_part(plan, known) for plan in plans]


def card_holders(session: Session, n: int, *, is_proved: bool = False) -> list[HolderPlan]:
    """Return the holders of cards to be, at the places from 1 on; others for each ceremony."""
    return [_holder(place, rows.count(session.rows), is_proved) for place in range(1, n + 1)]


def _holder(place: int, ceremony: int, is_proved: bool) -> HolderPlan:
    identity, proof = _card(place, ceremony)
    return HolderPlan(
        place=place,
        label=LABELS[place - 1],
        kind=HolderKind.CARD,
        recipient=identity.recipient.to_text(),
        proof=proof,
        is_proved=is_proved,
    )


@cache
def _card(place: int, ceremony: int) -> tuple[HybridIdentity, CardProof]:
    # Made once a run: the hashes of a card's lines are meant to take their time.
    identity = HybridIdentity.generate()
    return identity, card_proof.of_card(sheet_lines(identity.to_text(), bytes(32)))


def card(session: Session, identity: HybridIdentity) -> SheetText:
    """Return the lines of a holder's card."""
    return sheet_lines(identity.to_text(), session.public_key.fingerprint_bytes)


def card_lines(session: Session, identity: HybridIdentity) -> list[str]:
    """Return the five lines as a person types them."""
    return [line.text for line in card(session, identity).lines]


def read_card(text: str) -> SheetSecret:
    """Return what a card says, from the text of its page or of a terminal."""
    lines = [line.strip() for line in text.splitlines()]
    numbered = [line for line in lines if line[:1] in set("12345") and line[1:2] == " "]
    return read_sheet([line for line in numbered if set(line[1:]) <= _ON_A_LINE])


def pdf_text(pdf: bytes) -> str:
    """Return the text of a card's one page."""
    with pypdfium2.PdfDocument(pdf) as document:
        (page,) = document
        return str(page.get_textpage().get_text_range())
