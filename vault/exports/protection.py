"""What keeps an export from others: nothing of it is written but through here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol

from vault import age
from vault.age.stream import Buffer
from vault.errors import NotARecipient
from vault.exports.model import ByPassphrase, Protection, ToRecipient
from vault.keys import passphrases

_HYBRID_PREFIX = "age1pq1"


class Sink(Protocol):
    """Where the readable bytes of an export go."""

    def write(self, data: Buffer, /) -> int:
        """Take all of ``data``; return how many bytes that was."""
        ...

    def flush(self) -> None:
        """Hand on what can be handed on."""
        ...


def check(protection: Protection) -> None:
    """Raise ``NotARecipient``, ``WeakPassphrase`` or ``InvalidValue`` for what cannot protect."""
    if isinstance(protection, ByPassphrase):
        passphrases.require_strong(protection.text)
    _recipients(protection)


@contextmanager
def protected(target: BinaryIO, protection: Protection) -> Iterator[Sink]:
    """Give the sink whose bytes ``target`` holds sealed, or as they are where that was chosen."""
    recipients = _recipients(protection)
    if not recipients:
        yield target
        return
    with age.sealing(recipients, target) as sealed:
        yield sealed


def _recipients(protection: Protection) -> list[age.Recipient]:
    if isinstance(protection, ByPassphrase):
        return [age.ScryptPassphrase(passphrases.normalize(protection.text))]
    if isinstance(protection, ToRecipient):
        return [_recipient("".join(protection.text.split()))]
    return []


def _recipient(text: str) -> age.Recipient:
    kind = age.HybridRecipient if text.lower().startswith(_HYBRID_PREFIX) else age.X25519Recipient
    try:
        return kind.from_text(text)
    except ValueError:
        # not chained: that error is about a text which may be a secret pasted by mistake
        raise NotARecipient() from None
