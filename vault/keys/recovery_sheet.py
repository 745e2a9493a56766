"""The recovery sheet as text: an age identity in short lines that a person can type back.

The identity's prefix is preprinted. What follows it, 58 Bech32 letters, stands on lines 1
to 4, sixteen letters a line in groups of four; line 5 is the start of the signing key's
fingerprint, 80 bits in the same letters. Two check characters end each line. They are the
first 10 bits of ``SHA-256(f"{number}:{letters}")``, number in decimal, letters in capitals
without spaces, ASCII, as two Bech32 letters.

The check tells *which* line was mistyped; the identity's own Bech32 checksum stands behind
it and is verified where identities are parsed.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from vault.errors import SheetLineError

PREFIX = "AGE-SECRET-KEY-PQ-1"
FINGERPRINT_START_SIZE = 10

_LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_LINE_LENGTH = 16
_GROUP_LENGTH = 4
_CHECK_LENGTH = 2
_DATA_LENGTH = 58
_IDENTITY_LINES = 4
_FINGERPRINT_LINE = 5
LINE_COUNT = _FINGERPRINT_LINE

# Bech32 has no 1, B, I and O, so whoever types one has read the letter that looks like it.
_MISREADINGS = str.maketrans("1BIO", "L8L0")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SheetLine:
    """One line: its number from 1, its letters without spaces, its two check characters."""

    number: int
    characters: str
    check: str

    @property
    def groups(self) -> tuple[str, ...]:
        """The letters in groups of four; the last group of line 4 has two."""
        starts = range(0, len(self.characters), _GROUP_LENGTH)
        return tuple(self.characters[i : i + _GROUP_LENGTH] for i in starts)

    @property
    def text(self) -> str:
        """The line as a person would write it down, check characters last."""
        return " ".join((*self.groups, self.check))

    def __repr__(self) -> str:
        return f"SheetLine(number={self.number})"


@dataclass(frozen=True, slots=True, repr=False)
class SheetText:
    """The whole sheet: the preprinted prefix and the five lines."""

    prefix: str
    lines: tuple[SheetLine, ...]

    def __repr__(self) -> str:
        return f"SheetText({len(self.lines)} lines)"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SheetSecret:
    """What the typed lines say: the identity, and the first 10 bytes of the fingerprint."""

    identity_text: str
    fingerprint_start: bytes

    def __repr__(self) -> str:
        return "SheetSecret()"


def sheet_lines(identity_text: str, fingerprint: bytes) -> SheetText:
    """Return the sheet of a hybrid identity and the SHA-256 fingerprint of the signing key.

    Raises ``ValueError`` where the identity is not the 77 characters of a hybrid one, or
    the fingerprint has less than 10 bytes.
    """
    data = _data_part(identity_text)
    parts = [data[i : i + _LINE_LENGTH] for i in range(0, _DATA_LENGTH, _LINE_LENGTH)]
    parts.append(_fingerprint_letters(fingerprint))
    lines = (
        SheetLine(number=number, characters=part, check=_check(number, part))
        for number, part in enumerate(parts, start=1)
    )
    return SheetText(PREFIX, tuple(lines))


def read_sheet(lines: Sequence[str]) -> SheetSecret:
    """Return what five typed lines say. Raises ``SheetLineError`` with the first wrong line.

    Spaces, dashes and case do not matter; the line's number and, on line 1, the preprinted
    prefix may stand in front. A missing line is wrong, and so is a sixth.
    """
    letters = [
        line_letters(number, typed) for number, typed in enumerate(lines[:LINE_COUNT], start=1)
    ]
    if len(lines) != LINE_COUNT:
        raise SheetLineError(min(len(lines), LINE_COUNT) + 1)
    return SheetSecret(
        identity_text=PREFIX + "".join(letters[:_IDENTITY_LINES]),
        fingerprint_start=_fingerprint_start(letters[_IDENTITY_LINES]),
    )


def check_line(number: int, typed: str) -> None:
    """Return if ``typed`` is a sound line ``number`` (1 to 5); else raise ``SheetLineError``."""
    line_letters(number, typed)


def _data_part(identity_text: str) -> str:
    data = identity_text.removeprefix(PREFIX)
    if data == identity_text or len(data) != _DATA_LENGTH or not set(data) <= set(_LETTERS):
        raise ValueError("not the text of a hybrid identity")
    return data


def _check(number: int, letters: str) -> str:
    digest = hashlib.sha256(f"{number}:{letters}".encode("ascii")).digest()
    bits = int.from_bytes(digest[:2], "big") >> 6
    return _LETTERS[bits >> 5] + _LETTERS[bits & 31]


def line_letters(number: int, typed: str) -> str:
    """Return a typed line's letters in capitals, without its check characters.

    Raises ``SheetLineError``.
    """
    length = _line_length(number)
    cleaned = _without_front(number, compact(typed), length + _CHECK_LENGTH)
    letters, check = cleaned[:length], cleaned[length:]
    if not set(cleaned) <= set(_LETTERS) or check != _check(number, letters):
        raise SheetLineError(number)
    return letters


def _line_length(number: int) -> int:
    if not 1 <= number <= LINE_COUNT:
        raise SheetLineError(number)
    return _LINE_LENGTH if number != _IDENTITY_LINES else _DATA_LENGTH % _LINE_LENGTH


def compact(typed: str) -> str:
    """Return the letters and digits of ``typed`` in capitals, misreadings put right."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    return "".join(filter(str.isalnum, folded)).translate(_MISREADINGS)


def _without_front(number: int, cleaned: str, expected: int) -> str:
    """Drop the line's number and the prefix where they make the line too long.

    Both may also begin a line of their own right, so length decides.
    """
    label = compact(str(number))
    prefix = compact(PREFIX)
    fronts = (label, prefix, label + prefix) if number == 1 else (label,)
    for front in fronts:
        if cleaned.startswith(front) and len(cleaned) == len(front) + expected:
            return cleaned.removeprefix(front)
    return cleaned


def _fingerprint_letters(fingerprint: bytes) -> str:
    start = fingerprint[:FINGERPRINT_START_SIZE]
    if len(start) != FINGERPRINT_START_SIZE:
        raise ValueError("a fingerprint has at least 10 bytes")
    value = int.from_bytes(start, "big")
    return "".join(_LETTERS[value >> shift & 31] for shift in range(75, -1, -5))


def _fingerprint_start(letters: str) -> bytes:
    value = 0
    for letter in letters:
        value = value << 5 | _LETTERS.index(letter)
    return value.to_bytes(FINGERPRINT_START_SIZE, "big")
