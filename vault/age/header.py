"""The header of an age v1 file as bytes: parsing and serializing, no cryptography.

Format: https://c2sp.org/age. What is read is strict: one way to write each header, or damaged.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from vault.errors import DamagedAgeFile, NewerAgeVersion, NotAgeFile

_MAGIC = b"age-encryption.org/"
_VERSION_LINE = _MAGIC + b"v1\n"
_OTHER_VERSION = re.compile(re.escape(_MAGIC) + rb"v[1-9][0-9]*\n")
_ARGUMENT = re.compile(rb"[!-~]+")
_BODY_LINE = 64
_BODY_BYTES = 48
_MAC_BYTES = 32
_MAX_HEADER = 1 << 20
"""Bytes. The format knows no limit; ours keeps memory constant and fits 600 hybrid recipients."""


class Readable(Protocol):
    """What a header is read from."""

    def readline(self, size: int, /) -> bytes:
        """Return the bytes up to a line's end, at most ``size``."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stanza:
    """One wrapped file key: its type, the further arguments and the body."""

    type: str
    arguments: tuple[str, ...]
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A parsed header. ``authenticated`` are the exact bytes that ``mac`` covers."""

    stanzas: tuple[Stanza, ...]
    authenticated: bytes = field(repr=False)
    mac: bytes = field(repr=False)


def encode_base64(data: bytes) -> str:
    """Return ``data`` in base64 without padding."""
    return base64.b64encode(data).decode("ascii").rstrip("=")


def decode_base64(text: str | bytes) -> bytes:
    """Return the bytes of canonical base64 without padding. Raises ``DamagedAgeFile``."""
    written = text.encode("ascii") if isinstance(text, str) else text
    try:
        data = base64.b64decode(written + b"=" * (-len(written) % 4), validate=True)
    except binascii.Error as error:
        raise DamagedAgeFile("header") from error
    # Unused bits and padding signs decode silently; there must be one way to write each value.
    if encode_base64(data).encode("ascii") != written:
        raise DamagedAgeFile("header")
    return data


def serialize_unauthenticated(stanzas: Iterable[Stanza]) -> bytes:
    """Return the header as far as its MAC covers it: up to and with the three dashes."""
    return _VERSION_LINE + b"".join(map(_serialize_stanza, stanzas)) + b"---"


def serialize_mac(mac: bytes) -> bytes:
    """Return what follows the three dashes."""
    return b" " + encode_base64(mac).encode("ascii") + b"\n"


def _serialize_stanza(stanza: Stanza) -> bytes:
    first = " ".join(("->", stanza.type, *stanza.arguments))
    body = encode_base64(stanza.body)
    # The last line is always a short one, if need be an empty one.
    lines = [body[i : i + _BODY_LINE] for i in range(0, len(body) + 1, _BODY_LINE)]
    return "".join(f"{line}\n" for line in (first, *lines)).encode("ascii")


def read_header(source: Readable) -> Header:
    """Read the header and leave ``source`` at the byte after it.

    Raises ``NotAgeFile``, ``NewerAgeVersion`` or ``DamagedAgeFile``.
    """
    lines = _Lines(source)
    _check_version(lines)
    stanzas = []
    while (line := lines.next()).startswith(b"-> "):
        stanzas.append(_read_stanza(line, lines))
    if not stanzas or not line.startswith(b"--- "):
        raise DamagedAgeFile("header")
    mac = decode_base64(line[4:])
    if len(mac) != _MAC_BYTES:
        raise DamagedAgeFile("header")
    authenticated = bytes(lines.transcript)[: -len(line) - 1] + b"---"
    return Header(stanzas=tuple(stanzas), authenticated=authenticated, mac=mac)


class _Lines:
    """Lines of the header, each ended by one LF, and the transcript of all."""

    def __init__(self, source: Readable) -> None:
        self._source = source
        self.transcript = bytearray()

    def next(self) -> bytes:
        line = self.next_raw()
        if not line.endswith(b"\n"):
            raise DamagedAgeFile("header")
        return line[:-1]

    def next_raw(self) -> bytes:
        line = self._source.readline(_MAX_HEADER - len(self.transcript))
        self.transcript += line
        return line


def _check_version(lines: _Lines) -> None:
    first = lines.next_raw()
    if first == _VERSION_LINE:
        return
    if _OTHER_VERSION.fullmatch(first):
        raise NewerAgeVersion
    if first.startswith(_MAGIC) or (first and _MAGIC.startswith(first)):
        raise DamagedAgeFile("header")
    raise NotAgeFile


def _read_stanza(first: bytes, lines: _Lines) -> Stanza:
    arguments = first.split(b" ")[1:]
    if not all(_ARGUMENT.fullmatch(argument) for argument in arguments):
        raise DamagedAgeFile("header")
    type_, *rest = (argument.decode("ascii") for argument in arguments)
    return Stanza(type=type_, arguments=tuple(rest), body=_read_body(lines))


def _read_body(lines: _Lines) -> bytes:
    body = bytearray()
    while True:
        part = decode_base64(lines.next())
        if len(part) > _BODY_BYTES:
            raise DamagedAgeFile("header")
        body += part
        if len(part) < _BODY_BYTES:
            return bytes(body)
