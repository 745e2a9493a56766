"""SHA-256 of what may be long, such as files, and scrypt.

By the cryptography that seals and signs here: in the window's process Python's ``hashlib`` has no
OpenSSL of its own to be quick with (``ui/loaded_code.py``), and lets no other thread run.
"""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt


class Digest:
    """The same as ``hashlib.sha256`` returns, as far as it is used here."""

    def __init__(self, data: bytes = b"") -> None:
        self._hash = hashes.Hash(hashes.SHA256())
        self._hash.update(data)

    def update(self, data: bytes | bytearray | memoryview) -> None:
        """Take the next piece."""
        self._hash.update(data)

    def digest(self) -> bytes:
        """Return the hash of what came so far: 32 bytes."""
        return self._hash.copy().finalize()

    def hexdigest(self) -> str:
        """Return the hash of what came so far: 64 characters."""
        return self.digest().hex()


def sha256(data: bytes = b"") -> Digest:
    """Return a digest that has taken ``data``."""
    return Digest(data)


def scrypt(secret: bytes, salt: bytes, cost: int) -> bytes:
    """Return the scrypt hash (32 bytes, r=8, p=1). ``cost`` is N: one KiB of memory each."""
    return Scrypt(salt, 32, n=cost, r=8, p=1).derive(secret)
