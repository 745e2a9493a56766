"""A snapshot that was opened to take records from it; nothing in it is ever changed."""

from dataclasses import dataclass, field
from pathlib import Path

from vault.backup import files, finding, manifest
from vault.backup.manifest import Manifest
from vault.errors import (
    AgeError,
    DamagedSnapshot,
    DamagedVault,
    NoSuchSlot,
    SheetOfAnotherVault,
)
from vault.keys import proof
from vault.keys.bag import KeyBag
from vault.keys.model import SlotKind
from vault.keys.secret import PinnedSecret
from vault.progress import Progress
from vault.store import atomic, bundle, opening
from vault.store.bundle import SNAPSHOT_FORMAT, Header
from vault.store.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSecret:
    """What a person has: the recovery sheet's lines, one a line, or the strong passphrase."""

    way: SlotKind
    text: str = field(repr=False)

    def pinned(self, snapshot: Path) -> PinnedSecret:
        """Return the secret behind it. Raises a ``SecretError``, ``NoSuchSlot`` or damage.

        ``SheetOfAnotherVault`` says that the snapshot is signed by a key that is not pinned.
        """
        header = bundle.read_header(snapshot, SNAPSHOT_FORMAT)
        if self.way is SlotKind.SHEET:
            return proof.from_sheet(header, self.text.splitlines())
        if self.way is SlotKind.PASSPHRASE:
            return proof.from_passphrase_file(snapshot, header, self.text)
        raise ValueError("a restore begins with the sheet or the passphrase")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A snapshot's verified parts, its records open for reading."""

    folder: Path = field(repr=False)
    header: Header
    bag: KeyBag
    manifest: Manifest
    rows: Connection = field(repr=False)
    secret: PinnedSecret = field(repr=False)

    def close(self) -> None:
        """Close the records."""
        self.rows.close()


def open_keys(snapshot: Path, secret: PinnedSecret) -> tuple[Header, KeyBag, Manifest]:
    """Check the pin, open the key bag, verify the manifest: in that order.

    Raises ``SheetOfAnotherVault``, ``UntrustedVault``, ``DamagedVault``, ``DamagedSnapshot``,
    ``NotAVault`` or ``NewerVault``.
    """
    header = bundle.read_header(snapshot, SNAPSHOT_FORMAT)
    try:
        bag = opening.open_bag(snapshot, header, secret)
    except NoSuchSlot as error:
        raise SheetOfAnotherVault() from error
    except AgeError as error:
        raise DamagedVault("key bag") from error
    return header, bag, manifest.read(snapshot, header)


def open_source(snapshot: Path, secret: PinnedSecret, progress: Progress) -> Source:
    """Open a snapshot whose every byte of records is as it was signed, and whose pages are sound.

    Raises what ``open_keys`` raises, or ``StorageFailed``.
    """
    header, bag, found = open_keys(snapshot, secret)
    finding.require_present(snapshot, header, found)
    _require_same_bytes(snapshot, found, progress)
    rows = opening.open_records(snapshot, header, bag)
    try:
        rows.check()
    except BaseException:
        rows.close()
        raise
    return Source(folder=snapshot, header=header, bag=bag, manifest=found, rows=rows, secret=secret)


def _require_same_bytes(snapshot: Path, found: Manifest, progress: Progress) -> None:
    done = 0

    def moved(size: int) -> None:
        nonlocal done
        done += size
        progress("check", done, found.records_size)

    try:
        _, digest = files.hash_of(snapshot / found.records, moved)
    except OSError as error:
        raise atomic.storage_error(error) from error
    if digest != found.records_sha256:
        raise DamagedSnapshot("records")
