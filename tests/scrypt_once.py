"""The library's scrypt, asked once for the same secret, salt and cost in one run of tests.

Vaults of tests are copies of few, so that the same second of work would be done hundreds of
times. Whatever differs in one bit is derived for real. Other processes know nothing of it.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from vault.age import passphrase

_derived: dict[bytes, bytes] = {}


class _ScryptOnce:
    """Takes what ``Scrypt`` takes and gives what it gives."""

    def __init__(self, salt: bytes, length: int, n: int, r: int, p: int) -> None:
        self._scrypt = Scrypt(salt, length, n=n, r=r, p=p)
        self._all = (bytes(salt), length, n, r, p)

    def derive(self, secret: bytes) -> bytes:
        """Derive, or remember what was derived."""
        name = hashlib.sha256(repr((self._all, bytes(secret))).encode()).digest()
        if name not in _derived:
            _derived[name] = self._scrypt.derive(secret)
        return _derived[name]


@contextmanager
def scrypt_once() -> Iterator[None]:
    """Have age's passphrase type derive in this way meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passphrase, "Scrypt", _ScryptOnce)
        yield
