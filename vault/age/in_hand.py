"""Sealing a file, and opening it once more with the file key still in hand.

So what was written can be tried at once, by whoever has no identity that would open it later.
"""

import hmac
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from vault.age import file_key, stream
from vault.age.files import begin_file
from vault.age.header import read_header
from vault.age.recipients import Recipient
from vault.age.stream import Buffer, Readable, Writable
from vault.errors import DamagedAgeFile


class KeyInHand:
    """Opens one file, once; after that its key is forgotten."""

    __slots__ = ("_file_key",)

    def __init__(self, key: bytes) -> None:
        self._file_key: bytes | None = key

    def __repr__(self) -> str:
        return "KeyInHand()"

    def open_once(self, source: Readable, target: Writable) -> None:
        """Write the plaintext of the file that was sealed to ``target``, chunk by verified chunk.

        Raises ``DamagedAgeFile`` or ``NotAgeFile`` where ``source`` is not that file, whole; a
        second time ``RuntimeError``.
        """
        key, self._file_key = self._file_key, None
        if key is None:
            raise RuntimeError("the key opens once")
        header = read_header(source)
        if not hmac.compare_digest(file_key.header_mac(key, header.authenticated), header.mac):
            raise DamagedAgeFile("mac")
        nonce = stream.read_up_to(source, file_key.NONCE_BYTES)
        if len(nonce) != file_key.NONCE_BYTES:
            raise DamagedAgeFile("header")
        stream.decrypt(file_key.payload_key(key, nonce), source, target)


class Sealing:
    """Takes plaintext; ``key`` opens the file once it is whole."""

    __slots__ = ("_encryptor", "key")

    def __init__(self, encryptor: stream.Encryptor, key: KeyInHand) -> None:
        self._encryptor = encryptor
        self.key = key

    def write(self, data: Buffer, /) -> int:
        """Encrypt all of ``data``."""
        return self._encryptor.write(data)

    def flush(self) -> None:
        """Do nothing: a chunk leaves when it is full."""


@contextmanager
def sealing_in_hand(recipients: Sequence[Recipient], target: Writable) -> Iterator[Sealing]:
    """Give something to write plaintext into, as ``files.sealing`` does, and keep its key.

    Raises as ``files.sealing`` does.
    """
    key, payload = begin_file(recipients, target)
    encryptor = stream.Encryptor(payload, target)
    yield Sealing(encryptor, KeyInHand(key))
    encryptor.finish()
