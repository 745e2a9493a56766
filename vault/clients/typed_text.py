"""What a person may type into a field: how long, and which characters.

Text is kept exactly as typed: no trimming, no Unicode normalization. Marks that shape a
script or an emoji (joiners, direction marks) are no control characters and stay.
"""

import re
import unicodedata

from vault.errors import InvalidValue

NAME_LENGTH = 200
LINE_LENGTH = 1_000
TEXT_LENGTH = 20_000

# Line breaks in Unicode's sense; a lone surrogate cannot be stored as UTF-8 at all.
_NOT_IN_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NOT_IN_A_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_STATE = re.compile("[A-Z]{2}")


def is_blank(text: str) -> bool:
    """Return whether nothing in ``text`` can be seen."""
    return all(unicodedata.category(character) in _INVISIBLE for character in text)


def reads_alike(typed: str, stored: str) -> bool:
    """Return whether two texts look the same to whoever types one off the other.

    Keyboards compose letters that a list may have had in parts, and nobody types a direction mark.
    """
    return _as_read(typed) == _as_read(stored)


def _as_read(text: str) -> str:
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFC", seen).strip()


def check_line(field: str, text: str, limit: int = LINE_LENGTH) -> None:
    """Raise ``InvalidValue`` for more than ``limit`` code points, line breaks or controls."""
    if len(text) > limit or _NOT_IN_A_LINE.search(text):
        raise InvalidValue(field)


def check_filled_line(field: str, text: str, limit: int = LINE_LENGTH) -> None:
    """As ``check_line``; raises ``InvalidValue`` too where nothing can be seen."""
    check_line(field, text, limit)
    if is_blank(text):
        raise InvalidValue(field)


def check_text(field: str, text: str) -> None:
    """Raise ``InvalidValue`` for over 20,000 code points, or controls but tabs and line breaks."""
    if len(text) > TEXT_LENGTH or _NOT_IN_A_TEXT.search(text):
        raise InvalidValue(field)


def without_controls(text: str) -> str:
    """Return ``text`` with a blank for each sign that ``check_text`` forbids."""
    return _NOT_IN_A_TEXT.sub(" ", text)


def check_state(field: str, code: str) -> None:
    """Raise ``InvalidValue`` unless ``code`` is two capital letters, or empty while unknown."""
    if code and not _STATE.fullmatch(code):
        raise InvalidValue(field)
