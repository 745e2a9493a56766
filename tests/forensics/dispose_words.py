"""Canary words that no encoding of a database hides, and one pass that finds any of them.

A word is two halves of eight letters, each with a mark of its own at its beginning. A half is
found where the word is cut at the end of a page, and where an index keeps only what a term does
not share with the one before it (FTS5): no two words share a half.
"""

import re
import secrets
import string
from collections.abc import Iterable

_MARKS = ("qj", "zx")
HALF = 8
_LETTERS = HALF - len(_MARKS[0])


def word() -> str:
    """Return a word of 16 letters that is nowhere else."""
    return "".join(mark + _letters() for mark in _MARKS)


def words(count: int) -> list[str]:
    """Return words of which no two share a half."""
    found = [word() for _ in range(count)]
    halves = {half for one in found for half in halves_of(one)}
    return found if len(halves) == 2 * count else words(count)


def _letters() -> str:
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(_LETTERS))


def halves_of(one: str) -> tuple[str, str]:
    """Return both halves of a word."""
    return one[:HALF], one[HALF:]


def _pattern(between: str) -> re.Pattern[bytes]:
    """Return what matches any half, ``between`` standing after each letter but the last.

    With a NUL between it is UTF-16, the low byte first or last.
    """
    marks = "|".join(between.join(mark) for mark in _MARKS)
    letters = f"(?:{between}[a-z]){{{_LETTERS}}}"
    return re.compile(f"(?:{marks}){letters}".encode(), re.IGNORECASE)


_PATTERNS = (_pattern(""), _pattern("\\x00"))


def halves_in(content: bytes) -> set[str]:
    """Return every half of any such word in ``content``, in UTF-8 or UTF-16."""
    found = set()
    for pattern in _PATTERNS:
        for match in pattern.findall(content):
            found.add(match.replace(b"\0", b"").decode("ascii").lower())
    return found


def seen(wanted: Iterable[str], halves: set[str]) -> list[str]:
    """Return the words of which at least a half was found."""
    return [one for one in wanted if not halves.isdisjoint(halves_of(one))]
