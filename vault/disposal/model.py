"""What is looked at before a disposal, what it is while it runs, and what stays of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from vault.holds.model import Hold
from vault.ids import (
    CertificateId,
    ClientId,
    CopyId,
    DestinationId,
    DisposalId,
    DocumentId,
    ExportPlaceId,
    NoteId,
    SealedExportId,
    TombstoneId,
)
from vault.paper.model import PaperRecord
from vault.retention.model import Notice, Outcome, RecordClass, Step, Verdict
from vault.transfers.model import Transfer


class DisposalKind(StrEnum):
    """Why a record goes."""

    RETENTION = "retention"
    MISTAKE = "mistake"  # entered by mistake within a day: no certificate


class DisposalState(StrEnum):
    """How far a disposal has come."""

    PENDING = "pending"  # begun: the clients are hidden, their rows not yet gone
    OLD_FILES_LEFT = "old_files_left"  # gone from the records; old files could not be removed yet
    ERASED = "erased"  # gone from the vault; certificates, perhaps copies, are still to come
    FINISHED = "finished"  # the certificates are issued, or there are none to issue


class CopyState(StrEnum):
    """What is known of a copy of the vault, seen from one disposal."""

    CLEAN = "clean"  # it holds nothing of these clients, made so or made later
    PENDING = "pending"  # it may still hold them: residual
    GONE = "gone"  # pruned, or attested to be destroyed


class Obstacle(StrEnum):
    """What stands in the way of disposing of a client now."""

    NOT_ELIGIBLE = "not_eligible"  # its line's verdict says why
    HELD = "held"
    CLOCK_IN_DOUBT = "clock_in_doubt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where another client's record has the name: theirs, so it stays. One of the two ids is set.

    ``is_psychotherapy`` is looked at only after the step-up.
    """

    client_id: ClientId
    record_number: str
    note_id: NoteId | None = None
    document_id: DocumentId | None = None
    day: date | None = None
    is_psychotherapy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesReady:
    """How many destinations have a verified snapshot of the last 24 hours, and which."""

    fresh: int
    labels: tuple[str, ...] = field(repr=False)

    @property
    def is_enough(self) -> bool:
        """Whether nothing needs to be accepted: two on different destinations."""
        return self.fresh >= 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFile:
    """A file with the record that was made earlier. Where it was saved, no log says.

    ``form``, ``part`` and ``protection`` are codes of the log: "pdf", "record", "passphrase". One
    document that was saved as a file is a "file" of the part "document", "plain".
    """

    made_at: datetime
    form: str
    part: str
    protection: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A sealed export from which a custodian's records came: its cards open it still.

    ``month`` is ``YYYY-MM``, when it was sealed.
    """

    number: int
    month: str
    taken_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """All that goes with one client, and what speaks against it."""

    client_id: ClientId
    record_number: str
    name: str = field(repr=False)
    outcome: Outcome
    verdict: Verdict
    holds: tuple[Hold, ...]
    notices: tuple[Notice, ...]
    notes: int
    psychotherapy_notes: int
    documents: int
    sessions: int
    drafts: int
    first_service: date | None
    last_service: date | None
    paper: tuple[PaperRecord, ...]
    transfers: tuple[Transfer, ...]
    export_files: tuple[ExportFile, ...]
    mentions: tuple[Mention, ...]
    are_all_mentions: bool
    is_psychotherapy_searched: bool
    obstacles: tuple[Obstacle, ...]

    @property
    def paper_left(self) -> tuple[PaperRecord, ...]:
        """What still exists on paper: not gone with the record."""
        return tuple(one for one in self.paper if one.disposed_on is None)

    @property
    def open_transfers(self) -> tuple[Transfer, ...]:
        """Packets whose receipt has not come back."""
        return tuple(one for one in self.transfers if one.received_on is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The review of one or more clients, to be read before anything is approved."""

    clients: tuple[ReviewLine, ...]
    copies: CopiesReady
    sources: tuple[SourceLine, ...] = ()

    @property
    def blocked(self) -> tuple[ReviewLine, ...]:
        """The lines with an obstacle."""
        return tuple(line for line in self.clients if line.obstacles)

    @property
    def can_begin(self) -> bool:
        """Whether nothing but the confirmation is missing."""
        return bool(self.clients) and not self.blocked


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What the practitioner typed. ``confirmations`` are record numbers, one for each client.

    ``acceptance`` is her typed reason for going on with fewer than two fresh copies; "" for none.
    ``review_on`` is when copies that cannot be reached are looked for again; ``None``: in 30 days.
    """

    confirmations: Mapping[ClientId, str]
    acceptance: str = ""
    keep_names: bool = False
    approved_by: str
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoneNotice:
    """A notice that the client was sent."""

    method: str
    sent_on: date
    wait_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StonePaper:
    """Paper of the record that was disposed of before."""

    disposed_on: date
    method: str
    vendor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoneTransfer:
    """A packet of the record that somebody else has."""

    recipient: str = field(repr=False)
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoneDetail:
    """Why a record could go and what had become of it elsewhere; nothing of what stood in it.

    ``steps`` has the whole retention arithmetic, also what an override or the practice's policy
    stood in place of. ``documents`` is how many keys of documents' files went, ``paper_left`` how
    much there still was on paper.
    """

    disposal_uid: str = ""
    name: str = field(default="", repr=False)
    first_service: date | None = None
    last_service: date | None = None
    classes: tuple[RecordClass, ...] = ()
    eligible_on: date | None = None
    no_later_than: date | None = None
    override_until: date | None = None
    steps: tuple[Step, ...] = ()
    holds_checked_at: datetime | None = None
    holds_released: int = 0
    is_notice_required: bool = False
    notices: tuple[StoneNotice, ...] = ()
    documents: int = 0
    paper: tuple[StonePaper, ...] = ()
    paper_left: int = 0
    transfers: tuple[StoneTransfer, ...] = ()
    export_files: tuple[ExportFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What the law wants kept of a record that is gone. The name only if it was so chosen."""

    id: TombstoneId
    client_uid: str
    record_number: str
    at: datetime
    detail: StoneDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedCopy:
    """A snapshot that was sure when the disposal was approved."""

    label: str = field(repr=False)
    number: int
    verified_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """The approval as the disposal keeps it."""

    by: str
    at: datetime
    acceptance: str
    copies: tuple[VerifiedCopy, ...]
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """When the rows were gone, and between which files of records the switch was.

    ``old_records`` and ``new_records`` are the r of records-<r>.db; ``old_key`` and ``new_key``
    name the database keys by their files' salts, which are no secret. ``change`` is what the
    switch was for: the disposal, or something else that ended it on the way. The new file had
    been read back whole before it counted, or there would be none of this. Old files that are
    ``unwritten`` a disk let go, and did not let be overwritten: the records with their keys, or
    documents. Old files that are ``left_elsewhere`` a vault had still when a backup of it was
    made, of which this one was restored.
    """

    at: datetime
    change: str
    old_records: int
    new_records: int
    old_key: str
    new_key: str
    attachments: int
    are_records_unwritten: bool = False
    are_documents_unwritten: bool = False
    are_left_elsewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """Every way in was made anew, the first of them ``at``; ``ways`` are their kinds."""

    at: datetime
    ways: tuple[str, ...]
    sheet_destroyed_at: datetime | None
    """When somebody attested that every older sheet is destroyed."""

    @property
    def is_sheet_destroyed(self) -> bool:
        """Whether that was attested."""
        return self.sheet_destroyed_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """One disposal; its clients are its ``records``."""

    id: DisposalId
    uid: str
    kind: DisposalKind
    begun_at: datetime
    state: DisposalState
    records: tuple[Tombstone, ...]
    approved: Approved | None
    erased: Erased | None
    renewal: Renewal | None
    finished_at: datetime | None

    @property
    def last_tombstone(self) -> TombstoneId:
        """The tombstone up to which a copy must be clean."""
        return max(stone.id for stone in self.records)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLine:
    """One copy of the vault, seen from one disposal. ``clean_at`` is when it was made clean."""

    copy_id: CopyId
    destination_id: DestinationId
    destination: str = field(repr=False)
    number: int
    made_at: datetime
    state: CopyState
    is_reachable: bool
    clean_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportLine:
    """One number of a sealed export, seen from one disposal. A new one takes its place."""

    export_id: SealedExportId
    place_id: ExportPlaceId
    place: str = field(repr=False)
    number: int
    made_at: datetime
    state: CopyState
    is_reachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """An issued certificate: ``document`` is the exact JSON text that was signed.

    ``supplements`` is the number of the one before, of the same record; "" for a first one.
    """

    id: CertificateId
    number: str
    tombstone_id: TombstoneId
    supplements: str
    at: datetime
    document: str = field(repr=False)
    signature: str = field(repr=False)
