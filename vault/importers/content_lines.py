"""The lines that calendars and contact cards are made of (RFC 5545 §3.1, RFC 6350 §3.3).

``GROUP.NAME;PARAMETER=VALUE:VALUE``, folded where they are long, within ``BEGIN`` and ``END``.
Whatever the bytes, a tree comes out; what is no such line went astray, and is kept as that.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType

from vault.errors import ImportFileTooLarge
from vault.importers import encodings

MOST_COMPONENTS = 50_000
_DEEPEST = 8
_APART = frozenset({"VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VCARD"})

_BREAK = re.compile(rb"\r\n|\n|\r")
_HEAD = re.compile(
    r"(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)"
    r'(?P<parameters>(?:;(?:"[^"]*"|[^":;])*)*):',
    re.ASCII,
)
_PARAMETER = re.compile(r';([^;=":]*)(?:=((?:"[^"]*"|[^";:])*))?')
# vCard 2.1 does not indent the lines of a picture.
_IN_BASE64 = re.compile(rb";(?:encoding=)?(?:b|base64)(?:;|$)")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentLine:
    """One property; names and names of parameters in capitals, ``value`` as it stands."""

    line: int
    group: str
    name: str
    parameters: MappingProxyType[str, tuple[str, ...]] = field(repr=False)
    value: str = field(repr=False)
    raw: str = field(repr=False)

    def parameter(self, name: str) -> str:
        """Return the first value of a parameter, '' without one."""
        return next(iter(self.parameters.get(name, ())), "")

    @property
    def text(self) -> str:
        """The value with its escapes undone."""
        return unescaped(self.value)


@dataclass(slots=True, kw_only=True)
class Astray:
    """Lines that are no property: of the one before them, most likely, without their indent."""

    before: ContentLine | None = field(repr=False)
    lines: list[str] = field(repr=False)

    @property
    def name(self) -> str:
        """The property before, '' where none is."""
        return self.before.name if self.before else ""

    @property
    def text(self) -> str:
        """The lines as they stand."""
        return "\n".join(self.lines)


@dataclass(slots=True, kw_only=True)
class Component:
    """What stands between a ``BEGIN`` and its ``END``."""

    name: str
    line: int
    lines: list[ContentLine] = field(default_factory=list, repr=False)
    parts: list["Component"] = field(default_factory=list, repr=False)
    astray: list[Astray] = field(default_factory=list, repr=False)
    is_cut: bool = False
    """Whether its ``END`` is missing."""

    def first(self, name: str) -> ContentLine | None:
        """Return the first property of this name."""
        return next((one for one in self.lines if one.name == name), None)

    def all(self, name: str) -> list[ContentLine]:
        """Return every property of this name."""
        return [one for one in self.lines if one.name == name]

    def raw(self) -> tuple[str, ...]:
        """Return every line within, as it stands."""
        inner = [line for part in self.parts for line in part.raw()]
        astray = [line for one in self.astray for line in one.lines]
        return (*(one.raw for one in self.lines), *astray, *inner)

    def all_astray(self, entry: str = "") -> Iterator[Astray]:
        """Yield what went astray here and in inner parts, as a reminder of an event.

        An inner one of the same kind (``entry``) is an entry of its own.
        """
        entry = entry or self.name
        yield from self.astray
        for part in self.parts:
            if part.name != entry:
                yield from part.all_astray(entry)

    def take_astray(self, before: ContentLine | None, text: str) -> None:
        """Keep a line that is no property; ``before`` is the one right before it."""
        if self.astray and self.astray[-1].before is before:
            self.astray[-1].lines.append(text)
        else:
            self.astray.append(Astray(before=before, lines=[text]))


def components(data: bytes) -> Component:
    """Return a nameless component with all that ``data`` holds.

    Raises ``ImportFileTooLarge`` over 50,000 components.
    """
    root = Component(name="", line=0)
    open_ = [root]
    count = 0
    before: ContentLine | None = None
    for number, text in _logical(data):
        one = _parse(number, text)
        if one is None:
            if text.strip():
                open_[-1].take_astray(before, text)
            continue
        before, name = None, one.value.strip().upper()
        if one.name == "BEGIN" and _is_in_its_like(name, open_):
            _close(open_, name, is_cut=True)
        if one.name == "BEGIN" and len(open_) <= _DEEPEST:
            count += 1
            if count > MOST_COMPONENTS:
                raise ImportFileTooLarge("entries")
            inner = Component(name=name, line=number)
            open_[-1].parts.append(inner)
            open_.append(inner)
        elif one.name == "END":
            _close(open_, name)
        else:
            open_[-1].lines.append(one)
            before = one
    for unended in open_[1:]:
        unended.is_cut = True
    return root


def _is_in_its_like(name: str, open_: list[Component]) -> bool:
    """Whether a component begins where one of its kind cannot stand: the END before is missing.

    A card may stand within a card, one deep (vCard 2.1, ``AGENT``).
    """
    most = 2 if name == "VCARD" else 1
    return name in _APART and sum(one.name == name for one in open_) >= most


def _close(open_: list[Component], name: str, *, is_cut: bool = False) -> None:
    """A missing END is made up for by that of what is around."""
    names = [component.name for component in open_]
    if name not in names[1:]:
        return
    place = len(names) - 1 - names[::-1].index(name)
    for one in open_[place if is_cut else place + 1 :]:
        one.is_cut = True
    del open_[place:]


def _logical(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield the unfolded lines. Bytes are unfolded, for a fold may part a character."""
    text, encoding = encodings.decode(data)
    whole = text.encode("utf-8", "replace") if encoding == "utf-16" else data
    pieces: list[bytes] = []
    start, is_quoted, is_base64 = 1, False, False
    for number, line in enumerate(_BREAK.split(whole.removeprefix(b"\xef\xbb\xbf")), 1):
        if pieces and line[:1] in (b" ", b"\t"):
            pieces.append(line[1:])
        elif pieces and is_quoted and pieces[-1].endswith(b"="):
            pieces[-1] = pieces[-1][:-1]
            pieces.append(line)
        elif pieces and is_base64 and _BASE64.fullmatch(line):
            pieces.append(line)
        else:
            if pieces:
                yield start, encodings.decode_line(b"".join(pieces))
            pieces, start = [line], number
            head = line.partition(b":")[0].lower()
            is_quoted = b"quoted-printable" in head
            is_base64 = _IN_BASE64.search(head) is not None
    yield start, encodings.decode_line(b"".join(pieces))


def _parse(number: int, text: str) -> ContentLine | None:
    head = _HEAD.match(text)
    if head is None:
        return None
    parameters: dict[str, tuple[str, ...]] = {}
    for name, values in _PARAMETER.findall(head["parameters"]):
        # vCard 2.1 writes TEL;HOME for TEL;TYPE=HOME
        key = name.strip().upper() if values or f"{name}=" in text else "TYPE"
        said = values if key != "TYPE" or values else name
        found = tuple(part.strip().strip('"') for part in said.split(","))
        parameters[key] = (*parameters.get(key, ()), *found)
    return ContentLine(
        line=number,
        group=(head["group"] or "").upper(),
        name=head["name"].upper(),
        parameters=MappingProxyType(parameters),
        value=_decoded(text[head.end() :], parameters),
        raw=text,
    )


def _decoded(value: str, parameters: dict[str, tuple[str, ...]]) -> str:
    said = {one.upper() for key in ("ENCODING", "TYPE") for one in parameters.get(key, ())}
    if "QUOTED-PRINTABLE" not in said:
        return value
    plain = quopri.decodestring(value.encode("utf-8", "replace"))
    return encodings.decode_line(plain, next(iter(parameters.get("CHARSET", ())), ""))


def unescaped(value: str) -> str:
    """Undo the escapes of a text (RFC 5545 §3.3.11)."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def parted(value: str, sign: str) -> list[str]:
    """Return the parts of ``value`` between ``sign`` that no backslash stands before."""
    parts, last, at = [], 0, 0
    while at < len(value):
        if value[at] == sign:
            parts.append(value[last:at])
            last = at + 1
        at += 2 if value[at] == "\\" else 1
    parts.append(value[last:])
    return [unescaped(part).strip() for part in parts]
