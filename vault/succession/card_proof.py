"""Knowing a card's lines again without keeping them: a salted scrypt hash of each.

A line is 80 random bits (line 4: 20, and 30 of a checksum), so that the hashes say nothing that
helps to find it; all four together would be the card, so never more than two are asked for: the
same two each time.
"""

import hmac
import secrets
from collections.abc import Mapping

from vault import digests
from vault.errors import SheetLineError
from vault.keys import recovery_sheet
from vault.keys.recovery_sheet import SheetText
from vault.succession.model import CardProof

IDENTITY_LINES = (1, 2, 3, 4)
ASKED_LINES = 2
_SALT_BYTES = 16
_COST = 1 << 14
"""scrypt's N: 16 MiB and a twentieth of a second for each line."""


def of_card(sheet: SheetText) -> CardProof:
    """Return what knows the lines of a card again."""
    salt = secrets.token_bytes(_SALT_BYTES)
    letters = [sheet.lines[number - 1].characters for number in IDENTITY_LINES]
    hashes = (digest(salt, str(n), text) for n, text in enumerate(letters, start=1))
    return CardProof(salt=salt.hex(), lines=tuple(one.hex() for one in hashes))


def asked_lines() -> tuple[int, ...]:
    """Return two of the numbers 1 to 4, at random and in order."""
    return tuple(sorted(secrets.SystemRandom().sample(IDENTITY_LINES, ASKED_LINES)))


def agrees(proof: CardProof, asked: tuple[int, ...], typed: Mapping[int, str]) -> bool:
    """Return whether the typed lines are those of the card.

    Raises ``SheetLineError`` for a line that is missing or was mistyped.
    """
    letters = {
        number: recovery_sheet.line_letters(number, typed.get(number, "")) for number in asked
    }
    salt = bytes.fromhex(proof.salt)
    return bool(asked) and all(
        hmac.compare_digest(digest(salt, str(number), text).hex(), proof.lines[number - 1])
        for number, text in letters.items()
    )


def check_typed(number: int, typed: str) -> None:
    """Return if a line was typed whole. Raises ``SheetLineError``."""
    if number not in IDENTITY_LINES:
        raise SheetLineError(number)
    recovery_sheet.check_line(number, typed)


def digest(salt: bytes, label: str, text: str) -> bytes:
    """Return the scrypt hash (32 bytes) of a secret text under its label."""
    return digests.scrypt(f"{label}:{text}".encode("ascii"), salt, _COST)
