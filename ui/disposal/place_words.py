"""Copies after a disposal, by the place where they lie."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from vault.disposal.model import CopyLine, CopyState, ExportLine

C = TypeVar("C", CopyLine, ExportLine)

Words = tuple[str, str, str]
"""How a place stands: a word or two, a chip's kind, and what is to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine(Generic[C]):
    """All copies at one place, and what is to be done about them. ``kind`` is a chip's."""

    place_id: int
    label: str = field(repr=False)
    state: str
    kind: str
    about: str
    copies: tuple[C, ...]

    @property
    def pending(self) -> tuple[C, ...]:
        """The copies there that may still hold the records."""
        return tuple(one for one in self.copies if one.state is CopyState.PENDING)

    @property
    def is_reachable(self) -> bool:
        """Whether the place is there now, and used."""
        return any(one.is_reachable for one in self.copies)


def by_place(
    copies: Sequence[C],
    place: Callable[[C], tuple[int, str]],
    clean: Callable[[Sequence[C]], Words],
    unclean: Callable[[Sequence[C], bool], Words],
) -> tuple[PlaceLine[C], ...]:
    """Return a line for each place, those with something pending first.

    ``place`` returns the id and the label; ``unclean`` hears what is pending, and whether the
    place is there.
    """
    found: dict[tuple[int, str], list[C]] = {}
    for one in copies:
        found.setdefault(place(one), []).append(one)
    lines = []
    for (place_id, label), there in found.items():
        pending = [one for one in there if one.state is CopyState.PENDING]
        is_there = any(one.is_reachable for one in there)
        state, kind, about = unclean(pending, is_there) if pending else clean(there)
        lines.append(
            PlaceLine(
                place_id=place_id,
                label=label,
                state=state,
                kind=kind,
                about=about,
                copies=tuple(there),
            )
        )
    return tuple(sorted(lines, key=lambda line: (not line.pending, line.label)))
