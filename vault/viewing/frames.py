"""How parent and child talk: a JSON head of known length, then raw bytes of known length."""

import json
import struct
from collections.abc import Mapping
from typing import IO, Any

_LENGTHS = struct.Struct(">IQ")
_MOST_HEAD = 4_096
Head = Mapping[str, Any]


class BadFrame(Exception):
    """The other side is gone, or says what it may not."""


def write_frame(stream: IO[bytes], head: Head, body: bytes = b"") -> None:
    """Send one frame. Raises ``OSError`` where nobody reads any more."""
    text = json.dumps(head).encode()
    stream.write(_LENGTHS.pack(len(text), len(body)) + text)
    stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes], most_body: int) -> tuple[Head, bytes]:
    """Return the next frame. Raises ``BadFrame`` at the end and for one longer than allowed."""
    head_length, body_length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if head_length > _MOST_HEAD or body_length > most_body:
        raise BadFrame
    try:
        head = json.loads(_exactly(stream, head_length))
    except ValueError as error:
        raise BadFrame from error
    if not isinstance(head, dict):
        raise BadFrame
    return head, _exactly(stream, body_length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) != length:
        raise BadFrame
    return data
