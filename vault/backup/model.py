"""Destinations, snapshots and what became of them, as screens see them."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from vault.ids import CopyId, DestinationId

NEWER = "newer"
"""In a snapshot's ``damage``: there is none, a later Casekeep made it."""
ABSENT = "absent"
"""In a snapshot's ``damage``: nothing of it is there."""
OTHER_SECRET = "secret"
"""In a snapshot's ``damage``: there may be none, it opens with another sheet or passphrase."""


class Fate(StrEnum):
    """What became of a copy of the vault."""

    KEPT = "kept"
    PRUNED = "pruned"
    MISSING = "missing"
    DAMAGED = "damaged"
    ATTESTED_DESTROYED = "attested_destroyed"


class DestinationWarning(StrEnum):
    """What a person should hear about a place for backups; none forbids it."""

    SAME_DISK = "same_disk"
    SYNCED = "synced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A folder where one copy of a vault (``instance_id``) keeps its set of snapshots."""

    id: DestinationId
    uid: str
    instance_id: str
    path: Path = field(repr=False)
    label: str = field(repr=False)
    is_synced: bool
    added_at: datetime
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillResult:
    """What decrypting every document of a snapshot found; the lists are documents' uids.

    ``damage`` names what of the snapshot itself is damaged, so that no document was tried.
    """

    documents: int
    damage: str = ""
    damaged: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def among(self, uids: Collection[str]) -> "DrillResult":
        """Return what it says of these documents; that of damage to the snapshot itself stays."""
        return replace(
            self,
            documents=0 if self.damage else len(uids),
            damaged=tuple(uid for uid in self.damaged if uid in uids),
            missing=tuple(uid for uid in self.missing if uid in uids),
        )

    @property
    def is_sound(self) -> bool:
        """Whether every document came back as it was."""
        return not self.damage and not self.damaged and not self.missing

    @property
    def is_newer(self) -> bool:
        """Whether a later Casekeep made the snapshot, so that this one cannot tell how it is."""
        return self.damage == NEWER

    @property
    def is_absent(self) -> bool:
        """Whether the snapshot is not there, though its place is."""
        return self.damage == ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A snapshot as the copies register knows it. ``size`` counts bytes, documents included.

    ``clean_to`` is the tombstone up to which it holds nothing of those clients, 0 for none known;
    ``cleanings`` are up to which it was found to be so, oldest first, and when it was rewritten for
    these; ``None`` where it held none of them. ``statement`` is what was said of its destruction.
    ``missing`` counts documents that the vault itself could not give to it. ``is_going`` says that
    its removal, as planned, has begun.
    """

    id: CopyId
    destination_id: DestinationId
    number: int
    made_at: datetime
    recipients: frozenset[str]
    commits: int
    documents: int
    size: int
    verified_at: datetime | None
    drilled_at: datetime | None
    drill: DrillResult | None
    fate: Fate
    fate_at: datetime | None = None
    clean_to: int = 0
    cleanings: tuple[tuple[int, datetime | None], ...] = ()
    statement: str = field(default="", repr=False)
    missing: int = 0
    is_going: bool = False

    def cleaned_at(self, tombstone_id: int) -> datetime | None:
        """Return when a rewriting left out whom a tombstone is of; ``None`` where it held nothing
        of that record, or may hold it."""
        return next((at for clean_to, at in self.cleanings if clean_to >= tombstone_id), None)

    @property
    def is_gone(self) -> bool:
        """Whether it exists no more, as far as the register knows."""
        return self.fate in (Fate.PRUNED, Fate.ATTESTED_DESTROYED)

    @property
    def is_verified(self) -> bool:
        """Whether it was read back and opened after it was written."""
        return self.verified_at is not None

    @property
    def would_lose(self) -> int:
        """How many documents the last check could not get back, though they were given to it."""
        if self.drill is None:
            return 0
        return max(0, len(self.drill.damaged) + len(self.drill.missing) - self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredCopy:
    """A line of the copies register. ``is_clean``: no record in it that was disposed of."""

    snapshot: Snapshot
    destination: Destination
    is_clean: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedDocument:
    """A document's age file: what is needed to copy and check it without a key."""

    uid: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCopy:
    """A place where a document's file lies whole.

    ``numbers`` are the snapshots there that hold it, newest first; those that cannot be read are
    not among them.
    """

    destination: Destination
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LostDocument:
    """A document whose file is missing or damaged, and whose it is."""

    uid: str
    record_number: str
    title: str = field(repr=False)
    is_damaged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """What a backup did. ``unknown`` are numbers of snapshots that the register does not know,
    ``returned`` of some that were said to be gone and are there."""

    copy_id: CopyId
    number: int
    documents: int
    copied: int
    copied_bytes: int
    lost: tuple[LostDocument, ...]
    unknown: tuple[int, ...]
    returned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResealReport:
    """Which of a place's snapshots are not sealed to the ways in of today: numbers.

    ``damaged`` do not open; ``absent`` are not there; ``keyless`` are there, and the register has
    forgotten what opens them, for they were said to be gone.
    """

    damaged: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()
    keyless: tuple[int, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether no snapshot of this place opens with the ways of before any more."""
        return not (self.damaged or self.absent or self.keyless)


@dataclass(frozen=True, slots=True, kw_only=True)
class RewriteReport:
    """What came of a place's snapshots that may hold records which were disposed of.

    Numbers of snapshots: ``rewritten`` and ``clean`` (which held none) are done with; ``failed``
    are damaged, or open with no key that the register has; ``absent`` are not there; ``unknown``
    are there and not in the register; ``returned`` were said to be gone. All but the first two
    are pending.
    """

    rewritten: tuple[int, ...] = ()
    clean: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    returned: tuple[int, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing at this place is left that may hold such a record."""
        return not (self.failed or self.absent or self.unknown or self.returned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How old the newest verified snapshot of a destination is; ``None`` where there is none.

    ``checked`` is the newest kept one of which a check could say how it is. ``is_another`` says
    that another place's snapshots lie in its folder now: another stick came up there.
    """

    destination: Destination
    newest: Snapshot | None
    age_days: int | None
    is_reachable: bool
    is_due: bool
    is_drill_due: bool
    checked: Snapshot | None = None
    is_another: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingReseal:
    """A snapshot that is not sealed to the vault's ways in of today."""

    snapshot: Snapshot
    destination: Destination
    is_reachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingRewrite:
    """A snapshot that may still hold records which were disposed of."""

    snapshot: Snapshot
    destination: Destination
    is_reachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotSummary:
    """A snapshot as it lies on a medium, read without any secret.

    ``damage`` names the kind of file that is not as it should be; empty for a sound one.
    """

    folder: Path = field(repr=False)
    number: int
    vault_id: str
    instance_id: str
    name: str = field(repr=False)
    made_at: datetime | None
    documents: int
    size: int = 0
    has_passphrase: bool
    damage: str

    @property
    def is_sound(self) -> bool:
        """Whether what can be checked without a secret is right."""
        return not self.damage

    @property
    def is_newer(self) -> bool:
        """Whether a later Casekeep made it, so that nothing is known of it here but that."""
        return self.damage == NEWER


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreReport:
    """What a restore made. ``skipped`` are later snapshots that were passed over, and what of them
    is damaged; ``NEWER`` for those that a later Casekeep made."""

    folder: Path = field(repr=False)
    number: int
    made_at: datetime
    clients: int
    documents: int
    left_out: int
    lost: tuple[LostDocument, ...]
    skipped: tuple[tuple[int, str], ...]
