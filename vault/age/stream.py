"""The payload of an age v1 file: STREAM with ChaCha20-Poly1305 in chunks of 64 KiB.

Both ways hold a few chunks in memory, whatever the size. A chunk leaves only when verified, but
whether the file is whole is known at its last chunk: never show earlier chunks before that.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from vault.errors import DamagedAgeFile

Buffer = bytes | bytearray | memoryview

CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES
# Chunks that are read, worked on and written at a time: handing each one to another thread would
# take as long as hashing it (tests/bench, rows document-add and document-read).
_AT_A_TIME = 4


class Readable(Protocol):
    """What is read from: all of a binary file that sealing and opening need."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, none at the end."""
        ...

    def readline(self, size: int, /) -> bytes:
        """Return the bytes up to a line's end, at most ``size``."""
        ...


class Writable(Protocol):
    """What is written to. It may keep what it is given: nobody changes that afterwards."""

    def write(self, data: bytearray | bytes, /) -> object:
        """Take all of ``data``."""
        ...


def encrypt(key: bytes, source: Readable, target: Writable) -> None:
    """Write all of ``source``, encrypted under the 32 bytes of ``key``, to ``target``."""
    cipher = ChaCha20Poly1305(key)
    number = 0
    for block, is_end in _blocks(source, CHUNK_BYTES * _AT_A_TIME):
        chunks = _split(block, CHUNK_BYTES)
        sealed = bytearray(len(block) + TAG_BYTES * len(chunks))
        for place, chunk in enumerate(chunks):
            nonce = nonce_of(number + place, is_end and place == len(chunks) - 1)
            start = place * SEALED_CHUNK_BYTES
            room = memoryview(sealed)[start : start + len(chunk) + TAG_BYTES]
            cipher.encrypt_into(nonce, chunk, None, room)
        number += len(chunks)
        target.write(sealed)


class Encryptor:
    """Takes plaintext in pieces of any size and writes the payload; for what is made, not read.

    Nothing is whole before ``finish``: without it a reader finds the file cut short.
    """

    __slots__ = ("_cipher", "_held", "_number", "_target")

    def __init__(self, key: bytes, target: Writable) -> None:
        self._cipher = ChaCha20Poly1305(key)
        self._target = target
        self._held = bytearray()
        self._number = 0

    def write(self, data: Buffer) -> int:
        """Encrypt all of ``data`` but the last chunk, which may be the payload's last."""
        self._held += data
        while len(self._held) > CHUNK_BYTES:
            self._put(is_last=False)
        return memoryview(data).nbytes

    def flush(self) -> None:
        """Do nothing: a chunk leaves when it is full."""

    def finish(self) -> None:
        """Write the last chunk."""
        self._put(is_last=True)

    def _put(self, *, is_last: bool) -> None:
        chunk = bytes(self._held[:CHUNK_BYTES])
        del self._held[:CHUNK_BYTES]
        self._target.write(self._cipher.encrypt(nonce_of(self._number, is_last), chunk, None))
        self._number += 1


def decrypt(key: bytes, source: Readable, target: Writable) -> None:
    """Write the plaintext of ``source`` to ``target``, chunk by verified chunk.

    Raises ``DamagedAgeFile`` at the first chunk that does not verify, is missing or too many.
    """
    opener = _Opener(key)
    for block, is_end in _blocks(source, SEALED_CHUNK_BYTES * _AT_A_TIME):
        chunks = _split(block, SEALED_CHUNK_BYTES)
        opened, done = bytearray(sum(max(0, len(one) - TAG_BYTES) for one in chunks)), 0
        try:
            for place, chunk in enumerate(chunks):
                is_expected_last = is_end and place == len(chunks) - 1
                done += opener.open(chunk, memoryview(opened)[done:], is_expected_last)
        finally:
            target.write(opened if done == len(opened) else opened[:done])
    opener.require_end()


class _Opener:
    """Opens chunk after chunk; the one that was sealed as the last must be the last."""

    def __init__(self, key: bytes) -> None:
        self._cipher = ChaCha20Poly1305(key)
        self._number = 0
        self._is_at_end = False

    def open(self, sealed: memoryview, room: memoryview, is_expected_last: bool) -> int:
        """Write the plaintext into ``room`` and return its size. Raises ``DamagedAgeFile``."""
        size = len(sealed) - TAG_BYTES
        if self._is_at_end or size < 0 or (size == 0 and self._number):
            raise DamagedAgeFile("payload")
        with room[:size] as exactly:
            self._is_at_end = self._open_as(sealed, exactly, is_expected_last)
        self._number += 1
        return size

    def _open_as(self, sealed: memoryview, room: memoryview, is_expected_last: bool) -> bool:
        """Return whether the chunk was sealed as the last; a short one must have been."""
        possible = (is_expected_last, not is_expected_last)
        for is_last in possible if len(sealed) == SEALED_CHUNK_BYTES else (True,):
            with suppress(InvalidTag):
                self._cipher.decrypt_into(nonce_of(self._number, is_last), sealed, None, room)
                return is_last
        raise DamagedAgeFile("payload")

    def require_end(self) -> None:
        """Raise ``DamagedAgeFile`` where the last chunk is missing."""
        if not self._is_at_end:
            raise DamagedAgeFile("payload")


def read_up_to(source: Readable, size: int) -> bytes:
    """Return the next ``size`` bytes; fewer only at the end of ``source``."""
    data = source.read(size)
    while data and len(data) < size:
        if not (more := source.read(size - len(data))):
            break
        data += more
    return data


def _blocks(source: Readable, size: int) -> Iterator[tuple[bytes, bool]]:
    """Yield each block and whether it is the last; an empty source is one empty block."""
    current = read_up_to(source, size)
    while len(current) == size and (following := read_up_to(source, size)):
        yield current, False
        current = following
    yield current, True


def _split(block: bytes, size: int) -> list[memoryview]:
    """Return the chunks of a block; of an empty one, one empty chunk."""
    view = memoryview(block)
    return [view[start : start + size] for start in range(0, max(1, len(block)), size)]


def nonce_of(number: int, is_last: bool) -> bytes:
    """Return the 12 bytes under which chunk ``number``, from 0, is sealed."""
    return number.to_bytes(11, "big") + bytes([is_last])
