"""A secret that opens a vault: an age identity, and the fingerprint pinned beside it."""

import base64
import binascii
from dataclasses import dataclass, field
from typing import Self

from vault.age import HybridIdentity, ScryptPassphrase, seal_bytes, unseal_bytes
from vault.errors import (
    DamagedAgeFile,
    KeyringWrongValue,
    NoMatchingIdentity,
    NotAgeFile,
    UntrustedVault,
    WrongPassphrase,
)
from vault.keys.signing import PublicKey

KEYRING_WORK_FACTOR = 17
"""scrypt N = 2^17 (128 MiB): the keyring is the first factor, the typed secret the second."""
PASSPHRASE_WORK_FACTOR = 18
"""scrypt N = 2^18 (256 MiB): the passphrase stands alone against whoever has the file."""

_SEALED_PREFIX = "ck1."


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedSecret:
    """An identity and the first bytes (10 or all 32) of the practice key's fingerprint."""

    identity: HybridIdentity = field(repr=False)
    fingerprint: bytes

    @classmethod
    def for_vault(cls, identity: HybridIdentity, key: PublicKey) -> Self:
        """Pin the whole fingerprint of the practice's key beside ``identity``."""
        return cls(identity=identity, fingerprint=key.fingerprint_bytes)

    def require(self, key: PublicKey) -> None:
        """Raise ``UntrustedVault`` unless ``key`` is the one that was pinned."""
        if key.fingerprint_bytes[: len(self.fingerprint)] != self.fingerprint:
            raise UntrustedVault("fingerprint")

    def to_line(self) -> str:
        """Return identity and fingerprint as one ASCII line."""
        return f"{self.identity.to_text()} {self.fingerprint.hex()}"

    @classmethod
    def from_line(cls, line: str) -> Self:
        """Read what ``to_line`` wrote. Raises ``ValueError``."""
        identity_text, _, fingerprint = line.partition(" ")
        pinned = bytes.fromhex(fingerprint)
        if len(pinned) != 32:
            raise ValueError("a pinned fingerprint has 32 bytes")
        return cls(identity=HybridIdentity.from_text(identity_text), fingerprint=pinned)


def seal_with_passphrase(secret: PinnedSecret, typed: bytes, work_factor: int) -> bytes:
    """Return ``secret`` as an age file under a typed passphrase."""
    recipient = ScryptPassphrase(typed, work_factor)
    return seal_bytes([recipient], secret.to_line().encode("ascii"))


def unseal_with_passphrase(sealed: bytes, typed: bytes) -> PinnedSecret:
    """Open what ``seal_with_passphrase`` made. Raises ``WrongPassphrase`` or an ``AgeError``."""
    try:
        line = unseal_bytes([ScryptPassphrase(typed)], sealed)
    except NoMatchingIdentity as error:
        raise WrongPassphrase() from error
    try:
        return PinnedSecret.from_line(line.decode("ascii"))
    except ValueError as error:
        raise DamagedAgeFile("secret") from error


def to_keyring_value(secret: PinnedSecret, typed: bytes | None) -> str:
    """Return what the keyring keeps: one ASCII line, sealed where a typed secret goes with it."""
    if typed is None:
        return secret.to_line()
    sealed = seal_with_passphrase(secret, typed, KEYRING_WORK_FACTOR)
    return _SEALED_PREFIX + base64.b64encode(sealed).decode("ascii")


def is_sealed_keyring_value(value: str) -> bool:
    """Return whether a typed secret is needed to use ``value``."""
    return value.startswith(_SEALED_PREFIX)


def from_keyring_value(value: str, typed: bytes | None) -> PinnedSecret:
    """Read a keyring's item. Raises ``WrongPassphrase``, or ``KeyringWrongValue``."""
    try:
        if not is_sealed_keyring_value(value):
            return PinnedSecret.from_line(value)
        sealed = base64.b64decode(value.removeprefix(_SEALED_PREFIX), validate=True)
        return unseal_with_passphrase(sealed, typed or b"")
    except (ValueError, binascii.Error, NotAgeFile, DamagedAgeFile) as error:
        raise KeyringWrongValue() from error
