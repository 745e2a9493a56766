"""Who can open a sealed export: the holders, the parts, and what a ceremony left behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from vault.ids import CeremonyId, ChallengeId, HolderId
from vault.sealing.part_model import Part

Places = tuple[int, ...]
"""Holders by their places, in order."""


class HolderKind(StrEnum):
    """What a holder opens with: a card that was printed, or a key made without us."""

    CARD = "card"
    OWN_KEY = "own_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardProof:
    """What knows a card's lines again: a salt and the scrypt hash of each line, both in hex."""

    salt: str = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What every card of a ceremony says. ``fingerprint`` is SHA-256 in hex, of the practice's key.

    ``export_id`` is the ceremony's uid to be.
    """

    export_id: str
    fingerprint: str
    practitioner: str = field(repr=False)
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderPlan:
    """A holder to be. ``recipient`` is an age recipient; a card has a ``proof``.

    ``is_proved`` says that two of the card's lines were typed back when it was made.
    """

    place: int
    label: str = field(repr=False)
    kind: HolderKind
    recipient: str = field(repr=False)
    proof: CardProof | None = None
    is_proved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPlan:
    """A part to be: ``threshold`` of the ``holders`` (their places) open it together."""

    part: Part
    holders: Places
    threshold: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A holder, and what is known of the card or key.

    ``is_proved`` is the newest answer, given at ``proved_at``; ``open_challenge`` waits for one.
    ``last_drill`` is when a drill was answered last.
    """

    id: HolderId
    ceremony_id: CeremonyId
    place: int
    label: str = field(repr=False)
    kind: HolderKind
    recipient: str = field(repr=False)
    is_proved: bool = False
    answered_at: datetime | None = None
    proved_at: datetime | None = None
    last_drill: datetime | None = None
    open_challenge: ChallengeId | None = None

    @property
    def is_pending(self) -> bool:
        """Whether nothing was ever answered for this card or key."""
        return self.answered_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPart:
    """A part: what seals it, who opens it, and its file in ``open/`` for each group that does."""

    part: Part
    recipient: str = field(repr=False)
    holders: Places
    threshold: int
    openings: Mapping[Places, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceremony:
    """What a ceremony left behind: no secret. ``uid`` is the id of every export sealed under it."""

    id: CeremonyId
    uid: str
    at: datetime
    holders: tuple[Holder, ...]
    parts: tuple[SealedPart, ...]

    def part(self, part: Part) -> SealedPart | None:
        """Return one of its parts, ``None`` where it has no such part."""
        return next((one for one in self.parts if one.part is part), None)

    def holder(self, place: int) -> Holder:
        """Return the holder of a place. Raises ``KeyError`` where there is none."""
        return {one.place: one for one in self.holders}[place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """A question to a holder: two numbers of the card's ``lines``, or a ``file`` to hand out.

    The file is there only when the question is asked: its code is kept as a hash.
    """

    id: ChallengeId
    holder_id: HolderId
    is_drill: bool
    asked_at: datetime
    lines: tuple[int, ...] = ()
    file: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question that was answered, and whether the answer was right."""

    id: ChallengeId
    holder_id: HolderId
    place: int
    label: str = field(repr=False)
    is_drill: bool
    asked_at: datetime
    answered_at: datetime
    is_proved: bool
