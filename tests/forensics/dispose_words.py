"""Canary words that no encoding of a database hides, and one pass that finds any of them.

A word is three parts of eight letters, each with a mark of its own at its beginning; no two words
share a part. An index keeps only what a term does not share with the one before it (FTS5), so it
may lack the first part; a page may end within another; the third is whole all the same.
"""

import re
import secrets
import string
from collections.abc import Iterable

_MARKS = ("qj", "zx", "vk")
PART = 8
_LETTERS = PART - len(_MARKS[0])


def word() -> str:
    """Return a word of 24 letters that is nowhere else."""
    return "".join(mark + _letters() for mark in _MARKS)


def words(count: int) -> list[str]:
    """Return words of which no two share a part."""
    found = [word() for _ in range(count)]
    parts = {part for one in found for part in parts_of(one)}
    return found if len(parts) == len(_MARKS) * count else words(count)


def _letters() -> str:
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(_LETTERS))


def parts_of(one: str) -> list[str]:
    """Return the parts of a word, in their order."""
    return [one[at : at + PART] for at in range(0, len(one), PART)]


def _pattern(between: str) -> re.Pattern[bytes]:
    """Return what matches any part, ``between`` standing after each letter but the last.

    With a NUL between it is UTF-16, the low byte first or last. It looks ahead, so that a mark
    among the letters of one part does not hide the next.
    """
    marks = "|".join(between.join(mark) for mark in _MARKS)
    letters = f"(?:{between}[a-z]){{{_LETTERS}}}"
    return re.compile(f"(?=((?:{marks}){letters}))".encode(), re.IGNORECASE)


_PATTERNS = (_pattern(""), _pattern("\\x00"))


def parts_in(content: bytes) -> set[str]:
    """Return every part of any such word in ``content``, in UTF-8 or UTF-16."""
    found = set()
    for pattern in _PATTERNS:
        for match in pattern.findall(content):
            found.add(match.replace(b"\0", b"").decode("ascii").lower())
    return found


def seen(wanted: Iterable[str], parts: set[str]) -> list[str]:
    """Return the words of which at least a part was found."""
    return [one for one in wanted if not parts.isdisjoint(parts_of(one))]
