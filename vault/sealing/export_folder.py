"""The folder of a sealed export at a place: what is in it, and removing what is not wanted.

Nothing in it is reached through a link, and only names that the format gives are ever touched.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vault.backup import layout as backup_layout
from vault.errors import BadSignature, ExportUnreadable, NewerExport
from vault.keys import signing
from vault.keys.signing import PublicKey
from vault.sealing import layout, manifest, statement
from vault.sealing.statement import Statement
from vault.store import atomic, bundle

_TEMPORARY = re.compile(r"\.(.+)\.[0-9a-f]{16}\.part")
_MOST_SIGNATURE = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundNumber:
    """A number whose manifest carries a good signature, and whose statement is as it says."""

    statement: Statement
    manifest_sha256: str
    hashes: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFolder:
    """One export at one place."""

    folder: Path = field(repr=False)

    def path(self, name: str) -> Path:
        """Return where a file of the export lies."""
        return self.folder / name

    def make(self) -> None:
        """Make the folder if it is not there. Raises ``OSError`` or ``DestinationUnfit``."""
        backup_layout.make_folder(self.folder)

    def make_room(self, name: str) -> Path:
        """Return where a file is to lie, its folders made. Raises as ``make``."""
        at = self.folder
        for part in name.split("/")[:-1]:
            at /= part
            backup_layout.make_folder(at)
        return self.folder / name

    def names(self) -> list[str]:
        """Return the paths of all files of the format that are there. Raises ``OSError``."""
        return sorted(name for name in self._files() if layout.is_ours(name))

    def temporary(self) -> list[str]:
        """Return what a crash left half written, by names that only we give."""
        return [name for name in self._files() if _of_temporary(name)]

    def _files(self) -> Iterator[str]:
        if self._is_there():
            yield from _below(self.folder, "", deep=2)

    def _is_there(self) -> bool:
        """Whether there is a folder: one that cannot be looked at raises, and is not gone."""
        try:
            backup_layout.require_plain(self.folder)
        except FileNotFoundError:
            return False
        return True

    def attachments(self) -> dict[str, int]:
        """Return uid and size in bytes of every document's file. Raises ``OSError``."""
        found = {}
        for name in self._files():
            uid = bundle.attachment_uid(name)
            if uid is not None:
                found[uid] = self.path(name).lstat().st_size
        return found

    def numbers(self) -> list[int]:
        """Return every number that has a file here, whole or not, lowest first."""
        return sorted({number for name in self.names() if (number := number_of(name))})

    def sound(self, own: PublicKey) -> list[SoundNumber]:
        """Return the numbers that somebody signed and that are of their form, lowest first.

        Whose key that is is told by their statements; what another's manifest lists is not kept,
        for anybody may put many of any length here. Raises ``OSError``.
        """
        found = (self._sound(number, own) for number in self.numbers())
        return [one for one in found if one is not None]

    def _sound(self, number: int, own: PublicKey) -> SoundNumber | None:
        try:
            listed = self.read(layout.manifest_name(number), manifest.MOST_BYTES)
            signature = self.read(layout.signature_name(number), _MOST_SIGNATURE)
            told = self.read(layout.statement_name(number), statement.MOST_BYTES)
            hashes = manifest.from_text(listed.decode("ascii"))
            found = Statement.from_text(told.decode("utf-8"))
            key = PublicKey.from_text(found.public_key)
            key.verify(listed, signature.decode("ascii"), signing.EXPORT)
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        except (ExportUnreadable, NewerExport, BadSignature):
            return None
        if found.number != number or hashes.get(layout.statement_name(number)) != bundle.sha256(
            told
        ):
            return None
        return SoundNumber(
            statement=found,
            manifest_sha256=bundle.sha256(listed),
            hashes=dict(hashes) if key == own else {},
        )

    def read(self, name: str, most: int) -> bytes:
        """Return a small file's content. Raises ``OSError`` or ``ExportUnreadable``."""
        content = atomic.read_small(self.path(name), most)
        if content is None:
            raise ExportUnreadable(name.partition("-")[0])
        return content

    def sweep(self) -> None:
        """Remove what a crash left half written. Raises ``OSError``."""
        for name in self.temporary():
            self.path(name).unlink()

    def remove_number(self, number: int) -> None:
        """Remove a number's own files, its signature first. Raises ``OSError``."""
        own = [name for name in self.names() if number_of(name) == number]
        first = (layout.signature_name(number), layout.manifest_name(number))
        self._remove(sorted(own, key=lambda name: (name not in first, name != first[0])))

    def remove_unnamed(self, kept: Iterable[SoundNumber]) -> None:
        """Remove attachments and opening files that no kept number names. Raises ``OSError``."""
        named = {name for one in kept for name in one.hashes}
        self._remove(
            name
            for name in self.names()
            if name not in named
            and (bundle.attachment_uid(name) is not None or layout.opening_of(name) is not None)
        )

    def remove_all(self) -> list[int]:
        """Remove the export; return the numbers that had a file there, lowest first.

        What is not of the format stays, in its folder. Raises ``OSError``.
        """
        if not self._is_there():
            return []
        found = self.numbers()
        for number in found:
            self.remove_number(number)
        self._remove(self.names())
        self.sweep()
        _remove_empty(self.folder, deep=2)
        return found

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            self.path(name).unlink()


def number_of(name: str) -> int | None:
    """Return which number a file is of; ``None`` of one that all numbers share."""
    part = layout.part_of(name)
    if part is not None:
        return part[1]
    if name.startswith("seal-") and layout.is_ours(name):
        return int(name.removeprefix("seal-").removesuffix(".json"))
    return layout.manifest_number(name.removesuffix(".sig"))


def _of_temporary(name: str) -> bool:
    folder, _, last = name.rpartition("/")
    match = _TEMPORARY.fullmatch(last)
    return match is not None and layout.is_ours(f"{folder}/{match[1]}".lstrip("/"))


def _below(folder: Path, prefix: str, deep: int) -> Iterator[str]:
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            if deep:
                yield from _below(folder / entry.name, f"{prefix}{entry.name}/", deep - 1)
        elif entry.is_file(follow_symlinks=False):
            yield f"{prefix}{entry.name}"


def _remove_empty(folder: Path, deep: int) -> bool:
    """Remove a folder and those in it that hold nothing; return whether it is gone."""
    with os.scandir(folder) as entries:
        found = list(entries)
    is_empty = True
    for entry in found:
        is_gone = (
            entry.is_dir(follow_symlinks=False)
            and deep > 0
            and _remove_empty(folder / entry.name, deep - 1)
        )
        is_empty = is_empty and is_gone
    if is_empty:
        folder.rmdir()
    return is_empty
