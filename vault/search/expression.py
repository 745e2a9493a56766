"""What a person typed, as an FTS5 expression that can only mean words and phrases.

Each word stands between double quotes and ends in ``*``: a prefix. Text in double quotes is a
phrase. No double quote can stand inside either, so nothing typed is ever syntax: ``AND``,
``NEAR``, ``:``, ``^``, ``*``, ``-`` and parentheses are text like any other.
``tests/records/search/test_expression.py`` holds this for any string.
"""

import re
import unicodedata

LONGEST_TEXT = 1000
MOST_TERMS = 32

# Keyboards and word processors put curly ones where a straight one was typed.
_QUOTES = re.compile('["“”„]')
# SQLite ends a text at NUL and takes no lone surrogate.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def to_match(text: str) -> str | None:
    """Return the expression for ``text``, or ``None`` where there is no word in it.

    All words must be found. Every word is a prefix; so is the last word of a phrase that is
    not closed yet. What comes after ``LONGEST_TEXT`` characters or ``MOST_TERMS`` terms is
    left out: whoever pastes a page gets an answer, not an error.
    """
    parts = _QUOTES.split(_UNSTORABLE.sub(" ", text[:LONGEST_TEXT]))
    terms: list[str] = []
    for place, part in enumerate(parts):
        is_phrase, is_open = place % 2 == 1, place == len(parts) - 1
        if is_phrase:
            terms += [_term(part, is_prefix=is_open)] if _has_token(part) else []
        else:
            terms += [_term(word, is_prefix=True) for word in part.split() if _has_token(word)]
    return " ".join(terms[:MOST_TERMS]) or None


def _term(text: str, *, is_prefix: bool) -> str:
    return f'"{text}"*' if is_prefix else f'"{text}"'


def _has_token(text: str) -> bool:
    """Return whether the tokenizer finds a word here: a letter, a number or a private-use sign."""
    return any(unicodedata.category(sign)[0] in "LN" or _is_private(sign) for sign in text)


def _is_private(sign: str) -> bool:
    return unicodedata.category(sign) == "Co"
