"""What a ceremony may be: who holds what, and how many are needed."""

from collections.abc import Sequence

from vault.clients import typed_text
from vault.errors import InvalidValue, SameRecipientTwice
from vault.sealing.part_model import MOST_HOLDERS, MOST_NEEDED, Part
from vault.succession import recipients
from vault.succession.model import HolderKind, HolderPlan, PartPlan

LEAST_NEEDED = 2
"""Nobody reads a record alone while the practitioner lives."""
_LINES = 4


def check(holders: Sequence[HolderPlan], parts: Sequence[PartPlan]) -> None:
    """Return if a ceremony may be held so.

    Raises ``InvalidValue`` with what is wrong (``holders``, ``place``, ``label``, ``proof``,
    ``parts``, ``threshold``), ``NotARecipient`` and ``SameRecipientTwice``.
    """
    _check_holders(holders)
    places = {one.place for one in holders}
    if not parts or len({one.part for one in parts}) != len(parts):
        raise InvalidValue("parts")
    for part in parts:
        _check_part(part, places)
    if places != {place for part in parts for place in part.holders}:
        raise InvalidValue("holders")  # a card that opens nothing is a false promise


def _check_holders(holders: Sequence[HolderPlan]) -> None:
    if not 1 <= len(holders) <= MOST_HOLDERS:
        raise InvalidValue("holders")
    places = [one.place for one in holders]
    if len(set(places)) != len(places) or not set(places) <= set(range(1, MOST_HOLDERS + 1)):
        raise InvalidValue("place")
    for one in holders:
        _check_holder(one)
    if len({one.recipient for one in holders}) != len(holders):
        raise SameRecipientTwice()


def _check_holder(one: HolderPlan) -> None:
    typed_text.check_filled_line("label", one.label, typed_text.NAME_LENGTH)
    is_hybrid = recipients.parsed(one.recipient).is_post_quantum
    has_proof = one.proof is not None and len(one.proof.lines) == _LINES
    is_card = one.kind is HolderKind.CARD
    if is_card != has_proof or (is_card and not is_hybrid) or (one.is_proved and not is_card):
        raise InvalidValue("proof")


def _check_part(plan: PartPlan, places: set[int]) -> None:
    named = list(plan.holders)
    if not named or named != sorted(set(named)) or not set(named) <= places:
        raise InvalidValue("holders")
    if not least_needed(plan.part) <= plan.threshold <= min(MOST_NEEDED, len(named)):
        raise InvalidValue("threshold")


def least_needed(part: Part) -> int:
    """Return how many holders a part takes at least: the caseload alone may be one's."""
    return 1 if part.content is Part.CASELOAD else LEAST_NEEDED
