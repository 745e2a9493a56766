"""A holder's card: an identity on paper, as the recovery sheet has it.

Cards are made in a process of their own (``card_child``, or the window that shows one): the
vault's process hears of ``CardReport`` alone.
"""

from dataclasses import dataclass, field

from vault.age import HybridIdentity
from vault.keys.recovery_sheet import SheetText, sheet_lines
from vault.succession import card_proof
from vault.succession.model import CardFacts, CardProof


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Card:
    """One card. ``qr_text`` is the whole identity; both it and ``secret`` open what it opens."""

    place: int
    label: str
    facts: CardFacts
    secret: SheetText
    qr_text: str
    recipient: str
    proof: CardProof

    def __repr__(self) -> str:
        return f"Card(place={self.place})"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardReport:
    """All that leaves the process which made a card. It opens nothing.

    ``is_proved`` says that two of its lines were typed back there.
    """

    recipient: str = field(repr=False)
    proof: CardProof
    is_proved: bool = False


def new_card(facts: CardFacts, place: int, label: str) -> Card:
    """Return a card with a new random identity."""
    identity = HybridIdentity.generate()
    secret = sheet_lines(identity.to_text(), bytes.fromhex(facts.fingerprint))
    return Card(
        place=place,
        label=label,
        facts=facts,
        secret=secret,
        qr_text=identity.to_text(),
        recipient=identity.recipient.to_text(),
        proof=card_proof.of_card(secret),
    )


def report(card: Card, *, is_proved: bool) -> CardReport:
    """Return what the vault may know of a card."""
    return CardReport(recipient=card.recipient, proof=card.proof, is_proved=is_proved)
