"""The plain X25519 keys of age, for holders who bring a recipient of their own."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Self

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from vault.age import bech32, file_key
from vault.age.header import Stanza, encode_base64
from vault.age.recipients import (
    SECRET_BYTES,
    X25519_BYTES,
    parse_key,
    shared_secret,
    single_argument,
)

_IDENTITY_PREFIX = "AGE-SECRET-KEY-"
_RECIPIENT_PREFIX = "age"
_TYPE = "X25519"
_INFO = b"age-encryption.org/v1/X25519"


@dataclass(frozen=True, slots=True, kw_only=True)
class X25519Recipient:
    """An ``age1…`` recipient: a 32-byte X25519 public key. Raises ``ValueError`` if it is none."""

    is_post_quantum: ClassVar[bool] = False
    stands_alone: ClassVar[bool] = False
    public_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        X25519PublicKey.from_public_bytes(self.public_key)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Parse ``age1…``. Raises ``ValueError``."""
        return cls(public_key=parse_key(text, _RECIPIENT_PREFIX, X25519_BYTES))

    def to_text(self) -> str:
        """Return ``age1…``."""
        return bech32.encode(_RECIPIENT_PREFIX, self.public_key)

    def wrap(self, key: bytes) -> Stanza:
        """Return the ``X25519`` stanza that holds the file key ``key``."""
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        secret = ephemeral.exchange(X25519PublicKey.from_public_bytes(self.public_key))
        wrapping_key = _wrapping_key(secret, share, self.public_key)
        body = file_key.wrap(wrapping_key, key)
        return Stanza(type=_TYPE, arguments=(encode_base64(share),), body=body)


@dataclass(frozen=True, slots=True, kw_only=True)
class X25519Identity:
    """An ``AGE-SECRET-KEY-1…`` identity: a 32-byte X25519 private key."""

    secret: bytes = field(repr=False)
    recipient: X25519Recipient = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        public_key = self._private_key().public_key().public_bytes_raw()
        object.__setattr__(self, "recipient", X25519Recipient(public_key=public_key))

    @classmethod
    def generate(cls) -> Self:
        """Return a new random identity."""
        return cls(secret=secrets.token_bytes(SECRET_BYTES))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Parse ``AGE-SECRET-KEY-1…``. Raises ``ValueError``, which never quotes ``text``."""
        return cls(secret=parse_key(text, _IDENTITY_PREFIX, SECRET_BYTES))

    def to_text(self) -> str:
        """Return ``AGE-SECRET-KEY-1…``."""
        return bech32.encode(_IDENTITY_PREFIX, self.secret).upper()

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key, ``None`` if no stanza is for us. Raises ``DamagedAgeFile``."""
        own = (stanza for stanza in stanzas if stanza.type == _TYPE)
        return next((key for stanza in own if (key := self._unwrap_one(stanza))), None)

    def _unwrap_one(self, stanza: Stanza) -> bytes | None:
        share = single_argument(stanza, X25519_BYTES)
        secret = shared_secret(self._private_key(), share)
        wrapping_key = _wrapping_key(secret, share, self.recipient.public_key)
        return file_key.unwrap(wrapping_key, stanza.body)

    def _private_key(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self.secret)


def _wrapping_key(secret: bytes, share: bytes, public_key: bytes) -> bytes:
    return file_key.derive_key(secret, salt=share + public_key, info=_INFO)
