"""Nested age: each holder's card takes one layer off, and what is left opens the part."""

import base64
from collections.abc import Iterator, Sequence

from vault.age.files import unseal_bytes
from vault.age.hybrid import HybridIdentity
from vault.age.random_access import OpenedFile
from vault.age.recipients import Identity
from vault.errors import (
    AgeError,
    CardOfAnotherExport,
    NoMatchingIdentity,
    PartDamaged,
    TooFewCards,
)
from vault.keys.signing import PublicKey
from vault.sealing import layout
from vault.sealing.part_model import Part
from vault.unsealing import cards as card_texts
from vault.unsealing.model import Card, NumberVerdict
from vault.unsealing.source import ExportSource

_MOST_OPENING = 1 << 20
_SHA256 = "SHA256:"


def open_sealed(
    source: ExportSource, number: NumberVerdict, part: Part, cards: Sequence[Card]
) -> OpenedFile:
    """Open a part's sealed file with the cards at hand.

    Raises ``CardOfAnotherExport``, ``TooFewCards`` or ``PartDamaged``.
    """
    identities = [card_texts.identity_of(card) for card in cards]
    is_damaged = False
    for group in _groups(source, part):
        try:
            key = _peeled(source, part, group, identities)
        except NoMatchingIdentity:
            continue
        except (AgeError, OSError, ValueError):
            is_damaged = True
            continue
        try:
            return _open(source, layout.part_name(part, number.number), key)
        except NoMatchingIdentity:  # what was in that opening opens another part
            is_damaged = True
        except (AgeError, OSError) as error:
            raise PartDamaged(part) from error
    raise _why(number, part, cards, is_damaged=is_damaged)


def _groups(source: ExportSource, part: Part) -> list[tuple[int, ...]]:
    found = (layout.opening_of(name) for name in source.sizes)
    return sorted(one[1] for one in found if one is not None and one[0] is part)


def _peeled(
    source: ExportSource, part: Part, group: tuple[int, ...], identities: Sequence[Identity]
) -> HybridIdentity:
    """Return the part's identity; as many layers as the group has holders."""
    content = source.read_small(layout.opening_name(part, group), _MOST_OPENING)
    if content is None:
        raise ValueError("an opening file of that size")
    for _ in group:
        content = unseal_bytes(identities, content)
    return HybridIdentity.from_text(content.decode("ascii").strip())


def _open(source: ExportSource, name: str, key: HybridIdentity) -> OpenedFile:
    return OpenedFile([key], source.open(name))


def _why(
    number: NumberVerdict, part: Part, cards: Sequence[Card], *, is_damaged: bool
) -> CardOfAnotherExport | TooFewCards | PartDamaged:
    """Return the error that says most about why nothing opened, where a part itself is not known
    to be damaged: one more card helps as long as there is an opening that is whole."""
    if not all(_belongs(card, number) for card in cards):
        return CardOfAnotherExport()
    told = number.part(part)
    if told is None or not told.is_there:
        return PartDamaged(part)
    suffices = len(cards) >= told.threshold
    if not told.openings and (is_damaged or suffices):
        return PartDamaged(part)
    return TooFewCards(max(1, told.threshold - len(cards)))


def _belongs(card: Card, number: NumberVerdict) -> bool:
    """Whether the fingerprint on a card begins as that of a key which the number names."""
    if card.fingerprint_start is None:
        return True
    known = list(_fingerprints(number))
    return not known or any(one.startswith(card.fingerprint_start) for one in known)


def _fingerprints(number: NumberVerdict) -> Iterator[bytes]:
    if number.fingerprint:
        text = number.fingerprint.removeprefix(_SHA256)
        yield base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    if number.statement is not None:
        yield PublicKey.from_text(number.statement.public_key).fingerprint_bytes
