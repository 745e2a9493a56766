"""What the ceremony's wizard was told so far. Recipients and proofs only: never a card."""

from dataclasses import dataclass, field

from vault.sealing.part_model import Part
from vault.succession.model import (
    CardFacts,
    Ceremony,
    HolderKind,
    HolderPlan,
    PartPlan,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A holder to be: the label that outsiders see, and a card or a key of their own."""

    label: str
    kind: HolderKind


@dataclass(slots=True, kw_only=True, repr=False)
class PartAnswer:
    """Who opens a part, by place, and how many of them it takes."""

    holders: set[int]
    threshold: int


@dataclass(slots=True, kw_only=True, repr=False)
class Answers:
    """Filled page by page. ``made`` are holders whose card is made or whose key is known."""

    wanted: tuple[Part, ...] = (Part.CASELOAD, Part.RECORDS)
    caseload_alone: bool = False
    had_ceremony: bool = False
    seats: tuple[Seat, ...] = ()
    parts: dict[Part, PartAnswer] = field(default_factory=dict)
    facts: CardFacts | None = None
    made: dict[int, HolderPlan] = field(default_factory=dict)
    held: Ceremony | None = None

    def holder(self, place: int) -> HolderPlan | None:
        """Return the holder of a place, if what was made is still what is wanted there."""
        made, seat = self.made.get(place), self.seats[place - 1]
        if made is None or (made.label, made.kind) != (seat.label, seat.kind):
            return None
        return made

    @property
    def holders(self) -> list[HolderPlan]:
        """Every holder that is ready, in the order of the places."""
        found = (self.holder(place) for place in range(1, len(self.seats) + 1))
        return [one for one in found if one is not None]

    @property
    def is_whole(self) -> bool:
        """Whether every seat has its card or key."""
        return len(self.holders) == len(self.seats)

    @property
    def cards_made(self) -> int:
        """How many cards are on paper already."""
        return sum(one.kind is HolderKind.CARD for one in self.made.values())

    @property
    def part_plans(self) -> list[PartPlan]:
        """The parts as the ceremony takes them."""
        return [
            PartPlan(part=part, holders=tuple(sorted(one.holders)), threshold=one.threshold)
            for part, one in self.parts.items()
        ]
