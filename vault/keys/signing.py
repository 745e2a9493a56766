"""The practice's signature: Ed25519 in the armored SSHSIG format.

What is signed here can be checked by ``ssh-keygen -Y verify``. The format is OpenSSH's
``PROTOCOL.sshsig``; each use has a namespace of its own, so that a signature made for
one purpose says nothing for another.
"""

import base64
import binascii
import hashlib
import struct
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from vault.errors import BadSignature

HEADER = "vault-header@casekeep"
NOTE = "note@casekeep"
CHECKPOINT = "audit-checkpoint@casekeep"
SNAPSHOT = "snapshot@casekeep"
CERTIFICATE = "disposal-certificate@casekeep"
EXPORT = "sealed-export@casekeep"

_ALGORITHM = b"ssh-ed25519"
_MAGIC = b"SSHSIG"
_VERSION = 1
_HASH = b"sha512"
_KEY_SIZE = 32
_SIGNATURE_SIZE = 64
_BEGIN = "-----BEGIN SSH SIGNATURE-----"
_END = "-----END SSH SIGNATURE-----"
# As ssh-keygen wraps; Ed25519 is deterministic, so both write the same bytes.
_ARMOR_WIDTH = 70


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What checks the practice's signatures; the 32 raw bytes of an Ed25519 key."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != _KEY_SIZE:
            raise BadSignature("key size")

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Parse ``ssh-ed25519 AAAA…``, a comment behind it allowed. Raises ``BadSignature``."""
        fields = text.split()
        if len(fields) < 2 or fields[0] != _ALGORITHM.decode():
            raise BadSignature("key type")
        return cls(_key_from_blob(_from_base64(fields[1])))

    @classmethod
    def from_signature(cls, armored: str) -> Self:
        """Return the key that an SSHSIG names as its own. Raises ``BadSignature``.

        Whether that key made it, and whose it is, is still to be asked.
        """
        reader = _Reader(_unarmor(armored))
        if reader.take(len(_MAGIC)) != _MAGIC or reader.number() != _VERSION:
            raise BadSignature("format")
        return cls(_key_from_blob(reader.string()))

    def to_text(self) -> str:
        """Return ``ssh-ed25519 AAAA…``, as it stands in an allowed-signers file."""
        return f"{_ALGORITHM.decode()} {base64.b64encode(self._blob()).decode()}"

    @property
    def fingerprint_bytes(self) -> bytes:
        """SHA-256 of the key blob: 32 bytes."""
        return hashlib.sha256(self._blob()).digest()

    @property
    def fingerprint(self) -> str:
        """``SHA256:`` and 43 characters, as ``ssh-keygen -l`` prints it."""
        return "SHA256:" + base64.b64encode(self.fingerprint_bytes).decode().rstrip("=")

    def verify(self, message: bytes, armored: str, namespace: str) -> None:
        """Return if this key signed ``message`` for ``namespace``; else raise ``BadSignature``."""
        signature = _signature_from_blob(_unarmor(armored), self._blob(), namespace.encode())
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(
                signature, _signed_data(message, namespace)
            )
        except InvalidSignature as error:
            raise BadSignature("signature") from error

    def _blob(self) -> bytes:
        return _string(_ALGORITHM) + _string(self.raw)


class SigningKey:
    """The secret half. Its ``repr`` shows the public fingerprint alone."""

    __slots__ = ("_private",)

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private

    @classmethod
    def generate(cls) -> Self:
        """Make a new random key."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """Return the key of these 32 bytes. Raises ``ValueError`` for another length."""
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def seed(self) -> bytes:
        """The 32 secret bytes that ``from_seed`` takes."""
        return self._private.private_bytes_raw()

    @property
    def public(self) -> PublicKey:
        """The half that may be shown."""
        return PublicKey(self._private.public_key().public_bytes_raw())

    def sign(self, message: bytes, namespace: str) -> str:
        """Return the armored SSHSIG over ``message``. Raises ``ValueError`` without a namespace."""
        if not namespace:
            raise ValueError("a signature needs a namespace")
        signature = self._private.sign(_signed_data(message, namespace))
        fields = (
            self.public._blob(),
            namespace.encode(),
            b"",
            _HASH,
            _string(_ALGORITHM) + _string(signature),
        )
        return _armor(_MAGIC + struct.pack(">I", _VERSION) + b"".join(map(_string, fields)))

    def __repr__(self) -> str:
        return f"SigningKey({self.public.fingerprint})"


def _signed_data(message: bytes, namespace: str) -> bytes:
    fields = (namespace.encode(), b"", _HASH, hashlib.sha512(message).digest())
    return _MAGIC + b"".join(map(_string, fields))


def _signature_from_blob(blob: bytes, key_blob: bytes, namespace: bytes) -> bytes:
    """Return the 64 bytes inside an SSHSIG blob made by this key for this namespace."""
    reader = _Reader(blob)
    if reader.take(len(_MAGIC)) != _MAGIC or reader.number() != _VERSION:
        raise BadSignature("format")
    if reader.string() != key_blob:
        raise BadSignature("another key")
    if reader.string() != namespace:
        raise BadSignature("namespace")
    # Nothing is defined for the reserved field, and we write no other hash than SHA-512.
    if reader.string() != b"" or reader.string() != _HASH:
        raise BadSignature("format")
    inner = _Reader(reader.string())
    reader.end()
    algorithm, signature = inner.string(), inner.string()
    inner.end()
    if algorithm != _ALGORITHM or len(signature) != _SIGNATURE_SIZE:
        raise BadSignature("format")
    return signature


def _key_from_blob(blob: bytes) -> bytes:
    reader = _Reader(blob)
    if reader.string() != _ALGORITHM:
        raise BadSignature("key type")
    raw = reader.string()
    reader.end()
    return raw


def _armor(blob: bytes) -> str:
    text = base64.b64encode(blob).decode()
    lines = (text[i : i + _ARMOR_WIDTH] for i in range(0, len(text), _ARMOR_WIDTH))
    return "\n".join((_BEGIN, *lines, _END)) + "\n"


def _unarmor(armored: str) -> bytes:
    lines = [line.strip() for line in armored.strip().splitlines()]
    if len(lines) < 3 or lines[0] != _BEGIN or lines[-1] != _END:
        raise BadSignature("armor")
    return _from_base64("".join(lines[1:-1]))


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadSignature("base64") from error


def _string(content: bytes) -> bytes:
    """Return ``content`` as an SSH string: its length in four bytes before it."""
    return struct.pack(">I", len(content)) + content


class _Reader:
    """Takes SSH fields off a blob; a blob that is too short is a bad signature."""

    __slots__ = ("_at", "_blob")

    def __init__(self, blob: bytes) -> None:
        self._blob = blob
        self._at = 0

    def take(self, size: int) -> bytes:
        part = self._blob[self._at : self._at + size]
        if len(part) != size:
            raise BadSignature("cut short")
        self._at += size
        return part

    def number(self) -> int:
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        return self.take(self.number())

    def end(self) -> None:
        if self._at != len(self._blob):
            raise BadSignature("trailing bytes")
