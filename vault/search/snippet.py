"""Marks around the words found, which no text can forge.

FTS5 puts marks into the text itself. Ours are random for each query, so that nothing a note
holds is taken for one; only then do they become U+2068 and U+2069. The four directional
isolates in the note's own text are left out of the snippet, those two among them.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass

HIT_OPENS = "\u2068"
HIT_CLOSES = "\u2069"

_ISOLATES = re.compile("[\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Marks:
    """A pair of marks for one query."""

    opens: str
    closes: str

    @classmethod
    def random(cls) -> "Marks":
        """Return marks of 64 random bits: no text holds them."""
        token = secrets.token_hex(8)
        return cls(f"<{token}>", f"</{token}>")


def shown(raw: str, marks: Marks) -> str:
    """Return a snippet on one line, its hits between ``HIT_OPENS`` and ``HIT_CLOSES``."""
    clean = _BLANKS.sub(" ", _ISOLATES.sub("", raw)).strip()
    first, *others = clean.split(marks.closes)
    return (first + "".join(map(_closed, others))).replace(marks.opens, HIT_OPENS)


def _closed(after: str) -> str:
    """Return what follows a hit with the closing mark in its place.

    The tokenizer ends a word before a vowel sign; the mark would tear it off its letter.
    """
    end = 0
    while end < len(after) and unicodedata.category(after[end]).startswith("M"):
        end += 1
    return after[:end] + HIT_CLOSES + after[end:]
