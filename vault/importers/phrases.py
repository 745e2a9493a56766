"""Known phrases in a cell: what it says, unless it denies it.

"Not held" holds the word "held". A cell whose words are turned round, left open or say two things
has no meaning here: a person is asked. ``tests/importers/test_status_words.py`` lists many.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_DENIED: Final = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasebook:
    """Phrases of folded words: what they mean, what only stands beside, and what denies."""

    meanings: Mapping[str, str]
    aside: frozenset[str] = frozenset()
    denials: frozenset[str]

    def sole_meaning(self, words: str) -> str | None:
        """Return the one meaning that ``words`` have; ``None`` for two, or where one is denied."""
        found = set(self._found(words))
        if len(found) != 1 or _DENIED in found:
            return None
        return str(found.pop())

    def meanings_in(self, words: str) -> frozenset[str]:
        """Return all meanings that stand in ``words`` and are not denied there.

        A denial turns what follows it, and the last one what it follows: "video not possible".
        """
        found = list(self._found(words))
        if found and found[-1] is _DENIED:
            found = found[:-2]
        before = [None, *found]
        return frozenset(
            str(one)
            for one, denial in zip(found, before, strict=False)
            if one is not _DENIED and denial is not _DENIED
        )

    def _found(self, words: str) -> Iterator[object]:
        """Yield meanings and denials from left to right; a longer phrase has its words alone."""
        left = words.split()
        while left:
            length, meaning = self._first(left)
            if meaning is not None:
                yield meaning
            left = left[length:]

    def _first(self, left: list[str]) -> tuple[int, object]:
        for length in range(min(len(left), _LONGEST), 0, -1):
            phrase = " ".join(left[:length])
            if phrase in self.meanings:
                return length, self.meanings[phrase]
            if phrase in self.aside:
                return length, None
            if phrase in self.denials:
                return length, _DENIED
        return 1, None


_LONGEST = 4
"""Words of a phrase; ``test_every_phrase_can_be_found`` holds it."""
