"""Which way a line runs: Unicode's bidirectional algorithm (UAX #9), line by line."""

from itertools import groupby
from typing import NamedTuple
from unicodedata import bidirectional

from fpdf.bidi import BIDI_BRACKETS, BidiParagraph, auto_detect_base_direction
from fpdf.enums import TextDirection

from vault.printing.breaking import clusters

# What stands mirrored where a text runs to the left (the commonest of BidiMirroring.txt).
_MIRRORED = str.maketrans(
    {bracket: other["pair"] for bracket, other in BIDI_BRACKETS.items()}
    | dict(zip("<>«»‹›≤≥", "><»«›‹≥≤", strict=True))
)

# Without these nothing runs to the left in a line that begins at the left …
_LEFTWARD = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "FSI"})
# … and of these alone nothing runs to the right in one that begins at the right.
_NEVER_RIGHTWARD = frozenset({"R", "AL", "NSM", "WS", "ON", "CS", "ES", "ET", "BN"})


class Run(NamedTuple):
    """Neighbors that run the same way, in the order in which they are read."""

    text: str
    is_rtl: bool


def begins_rtl(paragraph: str) -> bool:
    """Return whether a paragraph begins at the right: its first letter is one that runs there."""
    return auto_detect_base_direction(paragraph) is TextDirection.RTL


def runs(line: str, *, is_rtl: bool) -> list[Run]:
    """Return the runs of a line of such a paragraph, from left to right as they are seen.

    A line is worked out for itself, not as a part of its paragraph: only signs that embed one
    direction in another across a line's end could tell, and hardly anybody types them.
    """
    levels = _levels(line, is_rtl=is_rtl)
    parts = [
        (level, "".join(line[place] for place in places))
        for level, places in groupby(range(len(line)), key=levels.__getitem__)
    ]
    return [Run(text, bool(level % 2)) for level, text in _reordered(parts)]


def seen(text: str) -> str:
    """Return what runs to the left as it is seen from the left, brackets mirrored."""
    return "".join(reversed(list(clusters(text)))).translate(_MIRRORED)


def _levels(line: str, *, is_rtl: bool) -> list[int]:
    classes = {bidirectional(character) for character in set(line)}
    if not is_rtl and not classes & _LEFTWARD:
        return [0] * len(line)
    if is_rtl and classes <= _NEVER_RIGHTWARD:
        return [1] * len(line)
    direction = TextDirection.RTL if is_rtl else TextDirection.LTR
    found = BidiParagraph(text=line, base_direction=direction, preserve_bn_chars=True)
    return [one.embedding_level for one in found.get_characters_with_embedding_level()]


def _reordered(parts: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Turn around what stands at a level or above it, from the highest down (rule L2)."""
    for level in range(max((level for level, _ in parts), default=0), 0, -1):
        turned: list[tuple[int, str]] = []
        at_least: list[tuple[int, str]] = []
        for part in parts:
            if part[0] >= level:
                at_least.insert(0, part)
            else:
                turned += (*at_least, part)
                at_least = []
        parts = turned + at_least
    return parts
