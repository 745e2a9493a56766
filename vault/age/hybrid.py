"""The hybrid post-quantum keys, ``mlkem768x25519``: what Casekeep seals to.

HPKE (RFC 9180) with ML-KEM-768 and X25519 as its KEM, HKDF-SHA-256 and ChaCha20-Poly1305.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from vault.age import bech32, file_key
from vault.age.header import Stanza, encode_base64
from vault.age.recipients import (
    SECRET_BYTES,
    X25519_BYTES,
    exactly,
    parse_key,
    shared_secret,
    single_argument,
)

_IDENTITY_PREFIX = "AGE-SECRET-KEY-PQ-"
_RECIPIENT_PREFIX = "age1pq"
_TYPE = "mlkem768x25519"
_INFO = b"age-encryption.org/mlkem768x25519"
_MLKEM_PUBLIC_BYTES = 1184
_MLKEM_SEED_BYTES = 64
_MLKEM_CIPHERTEXT_BYTES = 1088
_ENCAPSULATED_BYTES = _MLKEM_CIPHERTEXT_BYTES + X25519_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class HybridRecipient:
    """An ``age1pq1…`` recipient: 1,184 bytes ML-KEM-768, then 32 bytes X25519.

    Raises ``ValueError`` if ``public_key`` is no such key.
    """

    is_post_quantum: ClassVar[bool] = True
    stands_alone: ClassVar[bool] = False
    public_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _load(self.public_key)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Parse ``age1pq1…``. Raises ``ValueError``."""
        size = _MLKEM_PUBLIC_BYTES + X25519_BYTES
        return cls(public_key=parse_key(text, _RECIPIENT_PREFIX, size))

    def to_text(self) -> str:
        """Return ``age1pq1…``."""
        return bech32.encode(_RECIPIENT_PREFIX, self.public_key)

    def wrap(self, key: bytes) -> Stanza:
        """Return the ``mlkem768x25519`` stanza that holds the file key ``key``."""
        sealed = _suite().encrypt(key, _load(self.public_key), _INFO)
        encapsulated, body = sealed[:_ENCAPSULATED_BYTES], sealed[_ENCAPSULATED_BYTES:]
        return Stanza(type=_TYPE, arguments=(encode_base64(encapsulated),), body=body)


@dataclass(frozen=True, slots=True, kw_only=True)
class HybridIdentity:
    """An ``AGE-SECRET-KEY-PQ-1…`` identity: 32 random bytes."""

    seed: bytes = field(repr=False)
    recipient: HybridRecipient = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        mlkem, x25519 = self._private_keys()
        public_key = mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
        object.__setattr__(self, "recipient", HybridRecipient(public_key=public_key))

    @classmethod
    def generate(cls) -> Self:
        """Return a new random identity."""
        return cls(seed=secrets.token_bytes(SECRET_BYTES))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Parse ``AGE-SECRET-KEY-PQ-1…``. Raises ``ValueError``, which never quotes ``text``."""
        return cls(seed=parse_key(text, _IDENTITY_PREFIX, SECRET_BYTES))

    def to_text(self) -> str:
        """Return ``AGE-SECRET-KEY-PQ-1…``."""
        return bech32.encode(_IDENTITY_PREFIX, self.seed).upper()

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key, ``None`` if no stanza is for us. Raises ``DamagedAgeFile``."""
        own = (stanza for stanza in stanzas if stanza.type == _TYPE)
        return next((key for stanza in own if (key := self._unwrap_one(stanza))), None)

    def _unwrap_one(self, stanza: Stanza) -> bytes | None:
        encapsulated = single_argument(stanza, _ENCAPSULATED_BYTES)
        file_key.check_wrapped_size(stanza.body)
        mlkem, x25519 = self._private_keys()
        shared_secret(x25519, encapsulated[_MLKEM_CIPHERTEXT_BYTES:])
        private_key = hpke.MLKEM768X25519PrivateKey(mlkem, x25519)
        try:
            return _suite().decrypt(encapsulated + stanza.body, private_key, _INFO)
        except InvalidTag:
            return None

    def _private_keys(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        size = _MLKEM_SEED_BYTES + X25519_BYTES
        expanded = hashlib.shake_256(exactly(self.seed, SECRET_BYTES)).digest(size)
        return (
            MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED_BYTES]),
            X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED_BYTES:]),
        )


def _suite() -> hpke.Suite:
    # Made when used, not at import: a library without it must fail in the self-test.
    return hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


def _load(public_key: bytes) -> hpke.MLKEM768X25519PublicKey:
    return hpke.MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public_key[:_MLKEM_PUBLIC_BYTES]),
        X25519PublicKey.from_public_bytes(public_key[_MLKEM_PUBLIC_BYTES:]),
    )
