"""Which snapshots are kept: 7 daily, 4 weekly, 12 monthly, the newest, the last two verified."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

DAYS, WEEKS, MONTHS = 7, 4, 12
VERIFIED = 2
"""Whatever the calendar says: where the newest is damaged, there is one to fall back to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A snapshot's number, the calendar day it was made on, and whether it was read back."""

    number: int
    day: date
    is_verified: bool


def kept(snapshots: Sequence[Dated]) -> frozenset[int]:
    """Return the numbers to keep. The newest and the last two verified are always among them.

    Of each of the last 7 days, 4 weeks and 12 months that have any, one is kept: the newest
    verified, or the newest where none was. Days without a backup don't count.
    """
    if not snapshots:
        return frozenset()
    ordered = sorted(snapshots, key=lambda one: one.number, reverse=True)
    numbers = {ordered[0].number}
    numbers.update(one.number for one in [s for s in ordered if s.is_verified][:VERIFIED])
    numbers.update(_one_of_each(ordered, lambda day: day, DAYS))
    numbers.update(_one_of_each(ordered, lambda day: day.isocalendar()[:2], WEEKS))
    numbers.update(_one_of_each(ordered, lambda day: (day.year, day.month), MONTHS))
    return frozenset(numbers)


def _one_of_each(
    ordered: Sequence[Dated], span: Callable[[date], Hashable], most: int
) -> list[int]:
    """Return one number for each of the newest ``most`` spans; ``ordered`` is newest first."""
    chosen: dict[Hashable, Dated] = {}
    for one in ordered:
        name = span(one.day)
        if name not in chosen and len(chosen) == most:
            continue
        found = chosen.setdefault(name, one)
        if one.is_verified and not found.is_verified:
            chosen[name] = one
    return [one.number for one in chosen.values()]
