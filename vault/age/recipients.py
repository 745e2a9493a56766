"""What seals and what opens an age file, and the parsing that both kinds of keys share."""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from vault.age import bech32
from vault.age.header import Stanza, decode_base64
from vault.errors import DamagedAgeFile

SECRET_BYTES = 32
X25519_BYTES = 32


class Recipient(Protocol):
    """Something a file can be sealed to. The two flags say what it may stand beside."""

    is_post_quantum: ClassVar[bool]
    stands_alone: ClassVar[bool]

    def wrap(self, key: bytes) -> Stanza:
        """Return the stanza that holds the file key ``key``."""
        ...


class Identity(Protocol):
    """Something that opens a file."""

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key, or ``None`` if no stanza is for this identity.

        Raises ``DamagedAgeFile`` for a stanza of its own type that is malformed.
        """
        ...


def parse_key(text: str, prefix: str, size: int) -> bytes:
    """Return the ``size`` bytes of a key in Bech32. Raises ``ValueError``, without the text."""
    found, data = bech32.decode(text)
    if found != prefix:
        raise ValueError("another kind of key")
    return exactly(data, size)


def exactly(data: bytes, size: int) -> bytes:
    """Return ``data``. Raises ``ValueError`` unless it is ``size`` bytes long."""
    if len(data) != size:
        raise ValueError("wrong length")
    return data


def single_argument(stanza: Stanza, size: int) -> bytes:
    """Return the bytes of the only argument. Raises ``DamagedAgeFile``."""
    if len(stanza.arguments) != 1:
        raise DamagedAgeFile("header")
    value = decode_base64(stanza.arguments[0])
    if len(value) != size:
        raise DamagedAgeFile("header")
    return value


def shared_secret(private_key: X25519PrivateKey, share: bytes) -> bytes:
    """Return the exchanged 32 bytes.

    Raises ``DamagedAgeFile`` for a share of low order: the secret would be zero for any key.
    """
    try:
        return private_key.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError as error:
        raise DamagedAgeFile("header") from error
