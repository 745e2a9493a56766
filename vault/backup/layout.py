"""Where things lie at a destination: one set of snapshots for each copy of a vault.

::

    casekeep-<vault id, 8>-<instance id, 8>.backup/
        attachments/ab/<uid>.age     shared by all snapshots
        snapshots/<number>/          shaped like a vault's folder
        snapshots/.<number>.part/    being built or removed; empty once it is removed
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vault.errors import DestinationUnfit
from vault.store import atomic, bundle, folder_tree

SUFFIX = ".backup"
SNAPSHOTS = "snapshots"
MANIFEST_FILE = "snapshot.json"
HIGHEST = 10**9
_SHOWN = 8

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_BUILDING = re.compile(r"\.([1-9][0-9]{0,8})\.part")
_HALF_COPIED = re.compile(r"\.[0-9a-f]{32}\.age\.[0-9a-f]{16}\.part")
_SHELF = re.compile(r"[0-9a-f]{2}")
_SMALL_FILE = re.compile(r"(?:keys|passphrase)-[0-9]{1,9}\.age")
_OWN_FILE = re.compile(
    r"(?:keys|passphrase)-[0-9]{1,9}\.age|records-[0-9]{1,9}\.db(?:-journal)?"
    r"|snapshot(?:-[0-9]{1,9})?\.json"
    r"|\.(?:vault|snapshot-[0-9]{1,9})\.json\.[0-9a-f]{16}\.part"
    r"|\.(?:keys|passphrase)-[0-9]{1,9}\.age\.[0-9a-f]{16}\.part"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSet:
    """The folder of one copy's snapshots. Nothing in it is reached through a link."""

    folder: Path = field(repr=False)

    @property
    def snapshots(self) -> Path:
        """The folder with the snapshots."""
        return self.folder / SNAPSHOTS

    def snapshot(self, number: int) -> Path:
        """Return where a snapshot lies once it is announced."""
        return self.snapshots / str(number)

    def building(self, number: int) -> Path:
        """Return where a snapshot is built, and where one is moved to be removed."""
        return self.snapshots / f".{number}.part"

    def attachment(self, uid: str) -> Path:
        """Return where a document's age file lies."""
        return self.folder / bundle.attachment_file(uid)

    def numbers(self) -> list[int]:
        """Return the numbers of all announced snapshots, lowest first. Raises ``OSError``."""
        return sorted(int(e.name) for e in _folders(self.snapshots) if _NUMBER.fullmatch(e.name))

    def unfinished(self) -> list[int]:
        """Return the numbers that a crash left half built or half removed. Raises ``OSError``."""
        found = (_BUILDING.fullmatch(entry.name) for entry in _folders(self.snapshots))
        return [int(match[1]) for match in found if match]

    def attachments(self) -> dict[str, int]:
        """Return uid and size in bytes of every document's file. Raises ``OSError``."""
        found = {}
        for entry in self._shelved():
            uid = bundle.attachment_uid(f"{bundle.ATTACHMENTS}/{entry.name[:2]}/{entry.name}")
            if uid is not None:
                found[uid] = entry.stat(follow_symlinks=False).st_size
        return found

    def half_copied(self) -> list[Path]:
        """Return files of ours that a crash left half copied. Raises ``OSError``."""
        return [Path(e.path) for e in self._shelved() if _HALF_COPIED.fullmatch(e.name)]

    def _shelved(self) -> Iterator[os.DirEntry[str]]:
        for shelf in _folders(self.folder / bundle.ATTACHMENTS):
            if _SHELF.fullmatch(shelf.name):
                with os.scandir(shelf.path) as entries:
                    found = [e for e in entries if e.is_file(follow_symlinks=False)]
                yield from found

    def make(self) -> None:
        """Make the folders that are not there. Raises ``OSError`` or ``DestinationUnfit``."""
        for folder in (self.folder, self.snapshots, self.folder / bundle.ATTACHMENTS):
            make_folder(folder)


def make_folder(folder: Path) -> None:
    """Make a folder of ours, durable. Raises ``OSError``, or ``DestinationUnfit`` for a link."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        require_plain(folder)
    else:
        atomic.sync_folder(folder.parent)


def require_plain(folder: Path) -> None:
    """Raise ``DestinationUnfit`` for a link: it may lead into the vault. Raises ``OSError``."""
    try:
        folder_tree.require_plain(folder)
    except NotADirectoryError as error:
        raise DestinationUnfit() from error


def _folders(parent: Path) -> list[os.DirEntry[str]]:
    """Return the real folders in a real folder; of one that is not there, none.

    One that cannot be looked at is not one that is not there.
    """
    try:
        require_plain(parent)
        with os.scandir(parent) as entries:
            return [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
    except FileNotFoundError:
        return []


def set_of(root: Path, vault_id: str, instance_id: str) -> BackupSet:
    """Return the set of one copy of a vault at a destination."""
    name = f"casekeep-{vault_id[:_SHOWN]}-{instance_id[:_SHOWN]}{SUFFIX}"
    return BackupSet(folder=root / name)


def sets_of(root: Path, vault_id: str) -> list[BackupSet]:
    """Return the sets of all copies of a vault at a place: restored ones have their own."""
    pattern = f"casekeep-{vault_id[:_SHOWN]}-*{SUFFIX}"
    return [BackupSet(folder=folder) for folder in sorted(root.glob(pattern))]


def set_around(snapshot: Path) -> BackupSet:
    """Return the set that a snapshot's folder belongs to."""
    return BackupSet(folder=snapshot.parent.parent)


def is_small_file(name: str) -> bool:
    """Return whether ``name`` is that of a key bag or a passphrase slot."""
    return _SMALL_FILE.fullmatch(name) is not None


def is_own_file(name: str) -> bool:
    """Return whether ``name`` is one that we give in a snapshot, the header's aside."""
    return _OWN_FILE.fullmatch(name) is not None


def rewritten_manifest(records: int) -> str:
    """Return the name of a rewritten snapshot's manifest: that of the records it is of.

    So it stands beside the one before, and the header alone says which counts.
    """
    return f"snapshot-{records}.json"


def number_of(folder: Path) -> int | None:
    """Return the number of a snapshot's folder, by its name; ``None`` of another folder."""
    return int(folder.name) if _NUMBER.fullmatch(folder.name) else None
