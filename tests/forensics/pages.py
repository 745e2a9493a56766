"""A second reader of SQLCipher 4 files: page by page, without SQLite, as an attacker writes one.

What SQL no longer shows is read all the same: pages on the freelist, the free space within a page,
segments of a search index, and what a hot journal still holds. Source: SQLCipher's design page and
``sqlcipher.c``: page size 4096, AES-256-CBC; the last 80 bytes of a page are the IV (16) and
HMAC-SHA512 (64) over ciphertext, IV and the page's number in little endian; the first 16 bytes of
page 1 are the salt; HMAC key = PBKDF2-HMAC-SHA512(key, salt xor 0x3a, 2 rounds).
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

PAGE = 4096
SALT = 16
_IV, _HMAC = 16, 64
_BODY = PAGE - _IV - _HMAC
_MASK = 0x3A
_ROUNDS = 2
_SECTOR_AT, _LEAST_SECTOR, _RECORD = 20, 512, 4 + PAGE + 4


@dataclass(frozen=True, slots=True)
class FileKey:
    """What opens one database: the 32 bytes of its key and the salt at its beginning."""

    key: bytes = field(repr=False)
    salt: bytes

    def page(self, number: int, content: bytes) -> bytes | None:
        """Return a page's plaintext; ``None`` where it was not written so under this key."""
        start = SALT if number == 1 else 0
        body, iv, seal = content[start:_BODY], content[_BODY : _BODY + _IV], content[_BODY + _IV :]
        told = hmac.digest(_hmac_key(self), body + iv + number.to_bytes(4, "little"), "sha512")
        if len(content) != PAGE or not hmac.compare_digest(told, seal):
            return None
        reader = Cipher(AES(self.key), CBC(iv)).decryptor()
        return reader.update(body) + reader.finalize()


@dataclass(frozen=True, slots=True)
class Read:
    """The plaintext of a file's pages, one after the other, and which did not verify."""

    plain: tuple[bytes, ...] = field(repr=False)
    damaged: tuple[int, ...]
    whole: bytes = field(repr=False)


_known: dict[FileKey, bytes] = {}


def _hmac_key(of: FileKey) -> bytes:
    if of not in _known:
        salt = bytes(byte ^ _MASK for byte in of.salt)
        _known[of] = PBKDF2HMAC(SHA512(), 32, salt, _ROUNDS).derive(of.key)
    return _known[of]


def read_database(content: bytes, key: FileKey) -> Read:
    """Return every page of a database; the last one may be cut off."""
    cut = (content[at : at + PAGE] for at in range(0, len(content), PAGE))
    return _read(((number, page) for number, page in enumerate(cut, 1)), key)


def read_journal(content: bytes, key: FileKey) -> Read:
    """Return every page that a hot journal holds: as it was before a transaction."""
    return _read(_records(content), key)


def opens(content: bytes, key: FileKey) -> bool:
    """Return whether ``key`` opens the first page of a database."""
    return key.page(1, content[:PAGE]) is not None


def opens_journal(content: bytes, key: FileKey) -> bool:
    """Return whether ``key`` opens a page of a hot journal."""
    return any(key.page(number, page) is not None for number, page in _records(content))


def _read(pages: Iterator[tuple[int, bytes]], key: FileKey) -> Read:
    plain, damaged = [], []
    for number, page in pages:
        found = key.page(number, page)
        if found is None:
            damaged.append(number)
        else:
            plain.append(found)
    return Read(tuple(plain), tuple(damaged), b"".join(plain))


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and content of each page in a journal, as far as it was written."""
    at = max(int.from_bytes(content[_SECTOR_AT : _SECTOR_AT + 4], "big"), _LEAST_SECTOR)
    while at + _RECORD <= len(content):
        yield int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 4 + PAGE]
        at += _RECORD
