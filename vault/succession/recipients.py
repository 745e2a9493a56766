"""The age recipients of holders: of a card we made, or of a key that somebody brought."""

from vault import age
from vault.errors import NotARecipient

_HYBRID_PREFIX = "age1pq1"


def parsed(text: str) -> age.Recipient:
    """Return the recipient that a text is, hybrid or X25519. Raises ``NotARecipient``."""
    kind = age.HybridRecipient if text.startswith(_HYBRID_PREFIX) else age.X25519Recipient
    try:
        return kind.from_text(text)
    except ValueError as error:
        raise NotARecipient() from error


def tidied(text: str) -> str:
    """Return a pasted recipient as age writes it. Raises ``NotARecipient``.

    A file of recipients may come whole, with lines of remarks (``#``): it names one.
    """
    lines = [line.strip() for line in text.splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    found = "".join(told).lower()
    parsed(found)
    return found
