"""Whoever has files and secrets, and no Casekeep: opens all that opens, keeps every part of a word.

Whatever is found inside opens more: identities that stand in a bag, in a secret or on a page, and
database keys beside the salt of a file that is still shut. What one attack has searched, the next
one need not search again; each has to open it by itself.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.forensics import dispose_words, pages
from tests.forensics.pages import FileKey, Read
from vault.age import HybridIdentity, Identity, ScryptPassphrase, unseal_bytes
from vault.errors import AgeError, KeyringWrongValue, WrongPassphrase
from vault.keys import passphrases, secret

_AGE = b"age-encryption.org/v1\n"
_TYPED = b"\n-> scrypt "
_IDENTITY = re.compile(rb"AGE-SECRET-KEY-PQ-1[02-9AC-HJ-NP-Z]{58}")
_HEX_KEY = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_NEAR = 400
_KEY = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What somebody may know: identities' texts, passphrases, the keyring's items, their secret."""

    identities: tuple[str, ...] = field(repr=False)
    strong: tuple[str, ...] = field(repr=False)
    items: tuple[str, ...] = field(repr=False)
    typed: tuple[str, ...] = field(repr=False)


@dataclass(slots=True, kw_only=True)
class Haul:
    """What an attacker has in the end. ``shut`` are names of files that did not open."""

    parts: set[str] = field(default_factory=set, repr=False)
    plain: list[bytes] = field(default_factory=list, repr=False)
    databases: int = 0
    journals: int = 0
    pages: int = 0
    damaged: int = 0
    sealed: int = 0
    shut: list[str] = field(default_factory=list)

    @property
    def opened(self) -> int:
        """How many files opened."""
        return self.databases + self.journals + self.sealed

    def has(self, mark: bytes) -> bool:
        """Return whether ``mark`` stands in anything that could be read."""
        return any(mark in plain for plain in self.plain)


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """One content, and the name of a file that has it."""

    name: str
    content: bytes = field(repr=False)

    @property
    def is_sealed(self) -> bool:
        """Whether it is an age file."""
        return self.content.startswith(_AGE)

    @property
    def is_typed(self) -> bool:
        """Whether it is an age file that a typed secret opens."""
        return self.is_sealed and _TYPED in self.content[:200]

    @property
    def is_journal(self) -> bool:
        """Whether it is a journal that has something in it."""
        return self.name.endswith("-journal") and bool(self.content.strip(b"\0"))

    @property
    def is_database(self) -> bool:
        """Whether it is a database, finished or not."""
        return ".db" in self.name and "-journal" not in self.name


_known: dict[str, File] = {}


@cache
def file_at(path: Path) -> File:
    """Return what lies at a path that does not change any more; one object for each content."""
    content = path.read_bytes()
    return _known.setdefault(hashlib.sha256(content).hexdigest(), File(path.name, content))


def attack(paths: Iterable[Path], known: Secrets) -> Haul:
    """Open all that opens, and all that opens by what stands in there."""
    attacker = _Attacker(dict.fromkeys(map(file_at, paths)))
    attacker.use(known)
    while attacker.goes_on():
        pass
    return attacker.haul()


class _Attacker:
    def __init__(self, files: Iterable[File]) -> None:
        self._haul = Haul()
        self._shut = dict.fromkeys(files)
        self._identities: dict[str, Identity] = {}
        self._tried: set[tuple[File, str]] = set()
        self._keys: dict[FileKey, None] = {}
        for file in list(self._shut):
            if not (file.is_sealed or file.is_database or file.is_journal):
                del self._shut[file]
                self._look(file.content)

    def use(self, known: Secrets) -> None:
        """Try what is known by heart: on the keyring's items and on files under typed secrets."""
        self._add(_identities_in("\n".join(known.identities).encode()))
        for typed in known.typed:
            for item in known.items:
                self._add(_identities_in(_item_plain(item, typed)))
        for strong in known.strong:
            for file in [file for file in self._shut if file.is_typed]:
                self._take_sealed(file, _typed_plain(file, strong))

    def goes_on(self) -> bool:
        """Try once more with all that is known by now; return whether anything opened."""
        before = self._haul.opened
        for file in list(self._shut):
            if file.is_database:
                self._open_database(file)
            elif file.is_journal:
                self._open_journal(file)
            elif not file.is_typed:
                self._open_sealed(file)
        return before != self._haul.opened

    def _open_sealed(self, file: File) -> None:
        for name, identity in list(self._identities.items()):
            if (file, name) not in self._tried and file in self._shut:
                self._tried.add((file, name))
                self._take_sealed(file, _unsealed(file, identity))

    def _take_sealed(self, file: File, plain: bytes | None) -> None:
        if plain is not None:
            del self._shut[file]
            self._haul.sealed += 1
            self._look(plain)

    def _open_database(self, file: File) -> None:
        salt = file.content[: pages.SALT]
        fitting = (key for key in self._candidates(salt) if pages.opens(file.content, key))
        key = next(fitting, None)
        if key is not None:
            self._keys[key] = None
            self._haul.databases += 1
            self._take_pages(file, _read_database(file, key))

    def _open_journal(self, file: File) -> None:
        fitting = (key for key in self._keys if pages.opens_journal(file.content, key))
        key = next(fitting, None)
        if key is not None:
            self._haul.journals += 1
            self._take_pages(file, pages.read_journal(file.content, key))

    def _take_pages(self, file: File, read: Read) -> None:
        del self._shut[file]
        self._haul.pages += len(read.plain)
        self._haul.damaged += len(read.damaged)
        self._look(read.whole)

    def _candidates(self, salt: bytes) -> Iterator[FileKey]:
        """Yield what may be the key to a salt: a known one, or what stands near it somewhere."""
        yield from (FileKey(one.key, salt) for one in list(self._keys))
        for plain in self._haul.plain:
            for written in (salt, salt.hex().encode()):
                for match in re.finditer(re.escape(written), plain):
                    yield from _around(plain, match.start(), match.end(), salt)

    def _look(self, plain: bytes) -> None:
        self._haul.plain.append(plain)
        self._haul.parts |= _parts_in(plain)
        self._add(_identities_in(plain))

    def _add(self, texts: Iterable[str]) -> None:
        for text in texts:
            if text not in self._identities:
                try:
                    self._identities[text] = HybridIdentity.from_text(text)
                except ValueError:
                    continue

    def haul(self) -> Haul:
        """Return all that was found."""
        self._haul.shut = sorted(file.name for file in self._shut)
        return self._haul


def _around(plain: bytes, start: int, end: int, salt: bytes) -> Iterator[FileKey]:
    if start >= _KEY:
        yield FileKey(plain[start - _KEY : start], salt)
    if len(plain) >= end + _KEY:
        yield FileKey(plain[end : end + _KEY], salt)
    for match in _HEX_KEY.findall(plain, max(0, start - _NEAR), end + _NEAR):
        yield FileKey(bytes.fromhex(match.decode("ascii")), salt)


@cache
def _read_database(file: File, key: FileKey) -> Read:
    return pages.read_database(file.content, key)


@cache
def _parts_in(plain: bytes) -> frozenset[str]:
    return frozenset(dispose_words.parts_in(plain))


@cache
def _identities_in(plain: bytes) -> frozenset[str]:
    return frozenset(found.decode("ascii") for found in _IDENTITY.findall(plain))


@cache
def _typed_plain(file: File, strong: str) -> bytes | None:
    return _unsealed(file, ScryptPassphrase(passphrases.normalize(strong)))


def _unsealed(file: File, opener: Identity) -> bytes | None:
    try:
        return unseal_bytes([opener], file.content)
    except AgeError:
        return None


@cache
def _item_plain(item: str, typed: str) -> bytes:
    try:
        found = secret.from_keyring_value(item, passphrases.normalize(typed))
    except (WrongPassphrase, KeyringWrongValue):
        return b""
    return found.to_line().encode("ascii")
