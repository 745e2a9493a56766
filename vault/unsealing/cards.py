"""What holders bring: a card typed line by line, or a file with a card's lines or a key."""

import base64
import binascii
from collections.abc import Sequence
from pathlib import Path

from vault.age.hybrid import HybridIdentity
from vault.age.recipients import Identity
from vault.age.x25519 import X25519Identity
from vault.errors import CardUnreadable, InvalidValue, SourceUnreadable
from vault.keys import recovery_sheet
from vault.store import atomic
from vault.unsealing.model import Card

_MOST_BYTES = 1 << 16
_SHA256, _SHA256_BYTES = "SHA256:", 32
_HYBRID, _ANY = recovery_sheet.PREFIX, "AGE-SECRET-KEY-"


def read_card(lines: Sequence[str]) -> Card:
    """Return what five typed lines say. Raises ``SheetLineError`` or ``CardUnreadable``."""
    secret = recovery_sheet.read_sheet(lines)
    return _checked(secret.identity_text, secret.fingerprint_start)


def load_card(path: Path) -> Card:
    """Return what a file holds: a card's five lines, or an age identity; comments are passed over.

    Raises ``SheetLineError`` (with the line), ``CardUnreadable`` or ``SourceUnreadable``.
    """
    try:
        content = atomic.read_small(path, _MOST_BYTES)
        text = content.decode("utf-8-sig") if content is not None else ""
    except OSError as error:
        raise SourceUnreadable() from error
    except UnicodeDecodeError:  # not chained: that error quotes what may be a key
        raise CardUnreadable() from None
    lines = [line.strip() for line in text.splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    if len(told) == 1:
        return _checked(told[0].upper(), None)
    if not told:
        raise CardUnreadable()
    return read_card(told)


def read_fingerprint(text: str) -> bytes:
    """Return the beginning of a fingerprint typed as ``SHA256:…``, as long as a card has it.

    Raises ``InvalidValue`` for anything else.
    """
    try:
        found = base64.b64decode(text.strip().removeprefix(_SHA256) + "=", validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidValue("fingerprint") from error
    if len(found) != _SHA256_BYTES:
        raise InvalidValue("fingerprint")
    return found[: recovery_sheet.FINGERPRINT_START_SIZE]


def identity_of(card: Card) -> Identity:
    """Return the age identity of a card. Raises ``CardUnreadable``."""
    kind = HybridIdentity if card.identity.startswith(_HYBRID) else X25519Identity
    try:
        return kind.from_text(card.identity)
    except ValueError:  # not chained: that error is about a secret
        raise CardUnreadable() from None


def _checked(identity: str, fingerprint_start: bytes | None) -> Card:
    """Return the card if its identity is one, its own checksum included."""
    if not identity.startswith(_ANY):
        raise CardUnreadable()
    card = Card(identity=identity, fingerprint_start=fingerprint_start)
    identity_of(card)
    return card
