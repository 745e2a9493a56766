"""What is derived from, and wrapped around, the 16 random bytes that seal one file."""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vault.errors import DamagedAgeFile

FILE_KEY_BYTES = 16
WRAPPED_BYTES = FILE_KEY_BYTES + 16
NONCE_BYTES = 16
_KEY_BYTES = 32
# A wrapping key is used once, so the format fixes its nonce.
_WRAP_NONCE = bytes(12)


def new_file_key() -> bytes:
    """Return a file key of 128 random bits."""
    return secrets.token_bytes(FILE_KEY_BYTES)


def derive_key(secret: bytes, *, salt: bytes, info: bytes) -> bytes:
    """Return 32 bytes by HKDF-SHA-256 (RFC 5869)."""
    return HKDF(SHA256(), _KEY_BYTES, salt, info).derive(secret)


def wrap(wrapping_key: bytes, file_key: bytes) -> bytes:
    """Return ``file_key`` under a 32-byte key that wraps nothing else."""
    return ChaCha20Poly1305(wrapping_key).encrypt(_WRAP_NONCE, file_key, None)


def unwrap(wrapping_key: bytes, body: bytes) -> bytes | None:
    """Return the file key, or ``None`` if ``wrapping_key`` is not the one."""
    check_wrapped_size(body)
    try:
        return ChaCha20Poly1305(wrapping_key).decrypt(_WRAP_NONCE, body, None)
    except InvalidTag:
        return None


def check_wrapped_size(body: bytes) -> None:
    """Raise ``DamagedAgeFile`` unless ``body`` can be a wrapped file key.

    Checked before decrypting, or a crafted file could be opened by several keys
    (partitioning oracle).
    """
    if len(body) != WRAPPED_BYTES:
        raise DamagedAgeFile("header")


def header_mac(file_key: bytes, authenticated: bytes) -> bytes:
    """Return the 32 bytes that bind the header to the file key."""
    key = derive_key(file_key, salt=b"", info=b"header")
    return hmac.new(key, authenticated, hashlib.sha256).digest()


def payload_key(file_key: bytes, nonce: bytes) -> bytes:
    """Return the 32-byte key of the payload."""
    return derive_key(file_key, salt=nonce, info=b"payload")
