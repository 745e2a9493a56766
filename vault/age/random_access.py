"""Reading in an age file at any place: chunks are opened when they are asked for.

A ZIP archive inside an age file is read so with nothing unpacked on a disk, in constant memory.
"""

import io
from collections import OrderedDict
from collections.abc import Sequence
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from vault.age import files
from vault.age.recipients import Identity
from vault.age.seekable import Seekable
from vault.age.stream import (
    CHUNK_BYTES,
    SEALED_CHUNK_BYTES,
    TAG_BYTES,
    Buffer,
    nonce_of,
    read_up_to,
)
from vault.errors import DamagedAgeFile

_KEPT_CHUNKS = 8


class OpenedFile(Seekable):
    """The plaintext of a sealed file that can be sought in; closing it closes the file.

    The last chunk is verified before anything is given out, so a file that was cut short opens
    not at all. Every other chunk is verified when it is read: a damaged one raises
    ``DamagedAgeFile`` at each read that touches it, and costs no other.

    ``file`` must be seekable, and is read from by nobody else meanwhile. Raises as ``age.unseal``
    does; ``file`` is closed then.
    """

    def __init__(self, identities: Sequence[Identity], file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self._kept: OrderedDict[int, bytes] = OrderedDict()
        try:
            file.seek(0)
            self._cipher = ChaCha20Poly1305(files.open_header(identities, file))
            self._start = file.tell()
            self._chunks, self.size = _measure(file.seek(0, io.SEEK_END) - self._start)
            self._chunk(self._chunks - 1)
        except BaseException:
            self.close()
            raise

    def readinto(self, room: Buffer, /) -> int:  # type: ignore[override]  # narrower than typeshed
        """Fill ``room``; less only at the end. Raises ``DamagedAgeFile``."""
        view = memoryview(room).cast("B")
        done = 0
        while done < len(view) and self._at < self.size:
            number, inside = divmod(self._at, CHUNK_BYTES)
            piece = self._chunk(number)[inside : inside + len(view) - done]
            view[done : done + len(piece)] = piece
            done += len(piece)
            self._at += len(piece)
        return done

    def close(self) -> None:
        """Close the sealed file too, and forget what was kept of it."""
        self._file.close()
        self._kept.clear()
        super().close()

    def _chunk(self, number: int) -> bytes:
        """Return a chunk's plaintext; the newest few are kept."""
        if number in self._kept:
            self._kept.move_to_end(number)
            return self._kept[number]
        opened = self._open(number)
        self._kept[number] = opened
        if len(self._kept) > _KEPT_CHUNKS:
            self._kept.popitem(last=False)
        return opened

    def _open(self, number: int) -> bytes:
        self._file.seek(self._start + number * SEALED_CHUNK_BYTES)
        sealed = read_up_to(self._file, SEALED_CHUNK_BYTES)
        is_last = number == self._chunks - 1
        try:
            return self._cipher.decrypt(nonce_of(number, is_last), sealed, None)
        except InvalidTag as error:
            raise DamagedAgeFile("payload") from error


def _measure(payload: int) -> tuple[int, int]:
    """Return how many chunks a payload has, and the size of the plaintext, both by its size."""
    chunks = max(1, -(-payload // SEALED_CHUNK_BYTES))
    last = payload - (chunks - 1) * SEALED_CHUNK_BYTES
    if last < TAG_BYTES or (last == TAG_BYTES and chunks > 1):
        raise DamagedAgeFile("payload")
    return chunks, payload - chunks * TAG_BYTES
