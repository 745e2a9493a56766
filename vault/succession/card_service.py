"""Making a card: for the processes that show one, and for the vault that hears of it.

``CardRequest`` goes in on standard input, ``CardReport`` comes out on standard output, each as
JSON. Only the process between them ever has the card.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from vault import plain_json
from vault.dumps import forbid_dumps
from vault.errors import CeremonyFailed
from vault.printing import saving
from vault.private_output import private_output
from vault.succession import card_proof, child_process
from vault.succession.card import Card as Card
from vault.succession.card import CardReport as CardReport
from vault.succession.card import new_card, report
from vault.succession.card_text import text_card
from vault.succession.model import CardFacts, HolderKind, HolderPlan

WINDOW_FLAG = "--show-a-card"
"""What a frozen program is started with to show a card; see ``ui.app``."""
_WRONG = (ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRequest:
    """Which card is wanted."""

    facts: CardFacts
    place: int
    label: str = field(repr=False)

    def to_text(self) -> str:
        """Return it as the child reads it: one line of JSON."""
        return json.dumps(plain_json.plain(self)) + "\n"


def request_from_text(text: str) -> CardRequest:
    """Return what a parent asks for. Raises ``ValueError`` or ``TypeError``: a bug of ours."""
    return plain_json.parsed(CardRequest, json.loads(text))


def serve_if_child(argv: Sequence[str]) -> bool:
    """Be the ceremony's child if a frozen program was started as one; return whether it was."""
    if len(argv) != 2 or argv[0] != child_process.FLAG:
        return False
    from vault.succession import ceremony_child

    ceremony_child.main(int(argv[1]))
    return True


def begin_child(parent_pid: int) -> IO[bytes]:
    """Make this process one that may have a card; return where its report goes.

    It ends with its parent where the system can do that; nobody looks into it or dumps it.
    """
    from vault.viewing import confinement  # the vault's own process needs none of it

    forbid_dumps()
    confinement.die_with(parent_pid)
    return private_output()


def make(request: CardRequest) -> Card:
    """Return a new card. Only for a process that ends soon; takes a fifth of a second."""
    return new_card(request.facts, request.place, request.label)


def pdf(card: Card) -> bytes:
    """Return the card's page as a PDF/A."""
    from vault.succession import card_pdf  # the vault's own process draws none

    return card_pdf.render_card(card)


def save(card: Card, target: Path) -> None:
    """Write the card's page as a file that only its owner reads. Raises as saving a PDF does."""
    saving.save_pdf(target, pdf(card))


def as_text(card: Card) -> str:
    """Return the card as letters alone."""
    return text_card(card)


def asked_lines() -> tuple[int, ...]:
    """Return which two lines are to be typed back."""
    return card_proof.asked_lines()


def check_line(number: int, typed: str) -> None:
    """Return if a line was typed whole. Raises ``SheetLineError``."""
    card_proof.check_typed(number, typed)


def knows(card: Card, asked: tuple[int, ...], typed: Mapping[int, str]) -> bool:
    """Return whether the typed lines are those of the card. Raises ``SheetLineError``."""
    return card_proof.agrees(card.proof, asked, typed)


def report_text(card: Card, *, is_proved: bool) -> str:
    """Return what the child tells of a card: recipient and proof."""
    return json.dumps(plain_json.plain(report(card, is_proved=is_proved))) + "\n"


def read_report(text: bytes) -> CardReport:
    """Return what a child told. Raises ``CeremonyFailed`` for anything else."""
    try:
        return plain_json.parsed(CardReport, json.loads(text))
    except _WRONG as error:
        raise CeremonyFailed() from error


def card_holder(request: CardRequest, told: CardReport) -> HolderPlan:
    """Return the holder of a card that was made."""
    return HolderPlan(
        place=request.place,
        label=request.label,
        kind=HolderKind.CARD,
        recipient=told.recipient,
        proof=told.proof,
        is_proved=told.is_proved,
    )
