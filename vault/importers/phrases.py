"""Known phrases in a cell: what it says, unless it denies it.

"Not held" holds the word "held". A cell whose words are turned round, left open or say two things
has no meaning here: a person is asked. ``tests/importers/test_status_words.py`` lists many.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_DENIED: Final = object()
_DENIED_BEFORE: Final = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasebook:
    """Phrases of folded words: what they mean, what only stands beside, and what denies.

    ``denials`` turn what follows them, ``denials_behind`` what they follow.
    """

    meanings: Mapping[str, str]
    aside: frozenset[str] = frozenset()
    denials: frozenset[str]
    denials_behind: frozenset[str] = frozenset()

    def sole_meaning(self, words: str) -> str | None:
        """Return the one meaning that ``words`` have; ``None`` for two, or where one is denied."""
        found = set(self._found(words))
        if len(found) != 1 or _DENIED in found:
            return None
        return str(found.pop())

    def meanings_in(self, words: str) -> frozenset[str]:
        """Return all meanings that stand in ``words`` and are not denied there."""
        found = list(self._found(words))
        return frozenset(
            str(one)
            for at, one in enumerate(found)
            if one not in (_DENIED, _DENIED_BEFORE)
            and found[max(0, at - 1)] is not _DENIED
            and found[at + 1 : at + 2] != [_DENIED_BEFORE]
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
            if phrase in self.denials_behind:
                return length, _DENIED_BEFORE
            if phrase in self.denials:
                return length, _DENIED
        return 1, None


_LONGEST = 4
"""Words of a phrase; ``test_every_phrase_can_be_found`` holds it."""
