"""The payload of an age v1 file: STREAM with ChaCha20-Poly1305 in chunks of 64 KiB.

Both ways hold two chunks in memory, whatever the size. A chunk leaves only when verified, but
whether the file is whole is known at its last chunk: never show earlier chunks before that.
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from vault.errors import DamagedAgeFile

CHUNK_BYTES = 64 * 1024
_TAG_BYTES = 16
_SEALED_CHUNK_BYTES = CHUNK_BYTES + _TAG_BYTES


def encrypt(key: bytes, source: BinaryIO, target: BinaryIO) -> None:
    """Write all of ``source``, encrypted under the 32 bytes of ``key``, to ``target``."""
    cipher = ChaCha20Poly1305(key)
    for number, (chunk, is_last) in enumerate(_chunks(source)):
        target.write(cipher.encrypt(_nonce(number, is_last), chunk, None))


def decrypt(key: bytes, source: BinaryIO, target: BinaryIO) -> None:
    """Write the plaintext of ``source`` to ``target``, chunk by verified chunk.

    Raises ``DamagedAgeFile`` at the first chunk that does not verify, is missing or too many.
    """
    cipher = ChaCha20Poly1305(key)
    for number in count():
        chunk, is_last = _open(cipher, number, read_up_to(source, _SEALED_CHUNK_BYTES))
        if number and not chunk:
            raise DamagedAgeFile("payload")
        target.write(chunk)
        if is_last:
            break
    if source.read(1):
        raise DamagedAgeFile("payload")


def _open(cipher: ChaCha20Poly1305, number: int, sealed: bytes) -> tuple[bytes, bool]:
    """Return the chunk and whether it was sealed as the last; a short one must have been."""
    if len(sealed) == _SEALED_CHUNK_BYTES:
        with suppress(InvalidTag):
            return cipher.decrypt(_nonce(number, False), sealed, None), False
    try:
        return cipher.decrypt(_nonce(number, True), sealed, None), True
    except InvalidTag as error:
        raise DamagedAgeFile("payload") from error


def read_up_to(source: BinaryIO, size: int) -> bytes:
    """Return the next ``size`` bytes; fewer only at the end of ``source``."""
    data = source.read(size)
    while data and len(data) < size:
        if not (more := source.read(size - len(data))):
            break
        data += more
    return data


def _chunks(source: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Yield each chunk and whether it is the last; an empty source is one empty chunk."""
    current = read_up_to(source, CHUNK_BYTES)
    while following := read_up_to(source, CHUNK_BYTES):
        yield current, False
        current = following
    yield current, True


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
