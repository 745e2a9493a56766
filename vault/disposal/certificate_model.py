"""What a certificate of disposal states (after NIST SP 800-88).

Field names are the keys of the signed text; ``docs/disposal-certificates.md`` explains them.
Of what was typed about the client little stands here, and each of it on purpose.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from vault.retention.model import Anchor, RecordClass, Step

DATABASE_CIPHER = "SQLCipher 4: AES-256-CBC, HMAC-SHA512"
DOCUMENT_CIPHER = "age v1: MLKEM768-X25519, ChaCha20-Poly1305"


class KeyPlace(StrEnum):
    """Where a key was that opened a copy of the record."""

    KEY_BAG = "key_bag"  # of the vault, sealed to all ways in
    COPIES_REGISTER = "copies_register"  # the keys of snapshots, in the records
    DOCUMENT_ROW = "document_row"  # each document's own, in the records


class KeyProof(StrEnum):
    """How it was verified that a key is destroyed."""

    NEW_BAG_HOLDS_ANOTHER = "new_bag_holds_another"
    REGISTER_HOLDS_ANOTHER = "register_holds_another"
    ROW_IS_GONE = "row_is_gone"


class CheckKind(StrEnum):
    """What was looked at after the record was gone."""

    RECORDS_INTEGRITY = "records_integrity"  # every page, row and index of the new records
    CLIENT_ABSENT = "client_absent"  # no table has a row of the client
    INDEX_REBUILT = "index_rebuilt"  # the search index was made anew from what stays
    OLD_RECORDS_GONE = "old_records_gone"  # overwritten and unlinked
    DOCUMENTS_GONE = "documents_gone"  # the same of the documents' sealed files
    COPIES_READ_BACK = "copies_read_back"  # each rewritten copy was opened again


class CheckResult(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_DONE = "not_done"


class ResidualKind(StrEnum):
    """What may still hold the record."""

    SNAPSHOT = "snapshot"
    SEALED_EXPORT = "sealed_export"
    INHERITED_EXPORT = "inherited_export"  # from which a custodian's records came
    EXPORT_FILE = "export_file"  # of the record, made earlier for somebody
    PAPER = "paper"
    TRANSFER = "transfer"  # a packet that somebody else received
    OTHER = "other"  # the history of a sync service, a snapshot of a file system


class ResidualCause(StrEnum):
    """Why it was not treated."""

    UNREACHABLE = "unreachable"
    MISSING = "missing"
    DAMAGED = "damaged"
    GIVEN_UP = "given_up"  # the destination is not used any more
    NOT_TREATED = "not_treated"  # within reach, and not rewritten yet
    OUT_OF_HANDS = "out_of_hands"  # somebody else has it


class ResidualPlan(StrEnum):
    """What is to become of it."""

    REWRITE_WHEN_REACHED = "rewrite_when_reached"
    DESTROY_AND_ATTEST = "destroy_and_attest"
    DISPOSE_OF_PAPER = "dispose_of_paper"
    RECIPIENT_KEEPS = "recipient_keeps"


class TreatedFate(StrEnum):
    """Why a copy holds nothing of the record any more."""

    REWRITTEN = "rewritten"
    MADE_LATER = "made_later"  # after the record was gone
    PRUNED = "pruned"
    ATTESTED_DESTROYED = "attested_destroyed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Who practices, and the vault of the records."""

    practitioner: str = field(repr=False)
    practice_name: str = field(repr=False)
    licenses: str = field(repr=False)
    jurisdiction: str
    vault_id: str
    public_key: str
    """``ssh-ed25519 AAAA…``: what a signature of the vault is checked with."""


class Issuer(Practice):
    """Whose practice disposes of the record, and the vault whose key signs."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBy(Practice):
    """The practitioner whose record it was, where a custodian disposes of it."""

    in_custody_since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposedRecord:
    """Which record. ``client_uid`` is random; ``name`` is empty unless it was chosen to be kept."""

    record_number: str
    client_uid: str
    name: str = field(default="", repr=False)
    classes: tuple[RecordClass, ...]
    first_service: date | None
    last_service: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceLine:
    """One line of the arithmetic, as ``vault.retention.model.Step`` tells it.

    ``day`` is the first day on which disposal is allowed, or for a maximum the last.
    """

    rule_id: str
    citation: str
    record_class: RecordClass
    is_maximum: bool
    anchor: Anchor
    anchor_day: date
    age: int | None
    years: int
    days: int
    day: date
    is_moved: bool
    is_counted: bool

    @classmethod
    def of(cls, step: Step) -> Self:
        """Return the same for a certificate, whose form does not change with the engine's."""
        return cls(
            rule_id=step.rule_id,
            citation=step.citation,
            record_class=step.record_class,
            is_maximum=step.is_maximum,
            anchor=step.anchor,
            anchor_day=step.anchor_day,
            age=step.age,
            years=step.years,
            days=step.days,
            day=step.day,
            is_moved=step.is_moved,
            is_counted=step.is_counted,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionFacts:
    """Why the record might go. ``override_until`` is a date decided for this one client."""

    eligible_on: date | None
    no_later_than: date | None
    override_until: date | None
    trace: tuple[TraceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldsCheck:
    """When no hold stood in the way, and how many there had been."""

    checked_at: datetime
    released: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSent:
    """The client was told, and had until ``wait_until`` to fetch the record."""

    method: str
    sent_on: date
    wait_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalGiven:
    """Who approved, when, and how many fresh verified copies of the vault there were.

    ``fewer_accepted`` says that there were less than two and that this was accepted in writing.
    """

    by: str = field(repr=False)
    at: datetime
    verified_copies: int
    fewer_accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """Where the records lay. Texts are empty where the system does not tell."""

    file_system: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DestroyedKey:
    """A key that opened a copy of the record, and is gone; or ``count`` keys of one kind.

    ``key_id`` is the public salt at the beginning of the file that the key opened, 32 hex digits;
    empty where several of one kind went.
    """

    key_id: str
    count: int = 1
    algorithm: str
    place: KeyPlace
    destroyed_at: datetime
    proof: KeyProof


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """The program that did it."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check and its result."""

    kind: CheckKind
    result: CheckResult


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatedCopy:
    """A copy of the vault that holds nothing of the record any more."""

    place: str = field(repr=False)
    number: int
    made_at: datetime
    fate: TreatedFate
    at: datetime | None
    """When it was rewritten, pruned or destroyed; ``None`` for one made later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Residual:
    """What may still hold the record, what is to become of it, and by when.

    ``number`` is a snapshot's, or 0. ``until`` is ``None`` where no date can be given.
    """

    kind: ResidualKind
    place: str = field(repr=False)
    number: int
    made_at: datetime | None
    cause: ResidualCause
    plan: ResidualPlan
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDisposed:
    """Paper that was disposed of."""

    disposed_on: date
    method: str
    vendor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reissued:
    """Every way into the vault was made anew; ``ways`` are codes of ``SlotKind``.

    ``old_sheet_destroyed_at`` is when somebody attested that every older sheet is.
    """

    at: datetime
    ways: tuple[str, ...]
    old_sheet_destroyed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditHead:
    """Where the vault's audit chain stood: its last event and that event's hash in hex."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """All that a certificate states of one record. ``supplements`` is the number before, or "".

    At ``erased_at`` the vault's own files were without the record; ``finished_at`` is when the
    last step of the disposal that is told here ended. ``written_by`` is a custodian's alone to
    tell: elsewhere the text is without it.
    """

    number: str
    supplements: str
    issued_at: datetime
    disposal_uid: str
    issuer: Issuer
    record: DisposedRecord
    retention: RetentionFacts
    holds: HoldsCheck
    is_notice_required: bool
    notices: tuple[NoticeSent, ...]
    approval: ApprovalGiven
    medium: Medium
    keys_destroyed: tuple[DestroyedKey, ...]
    tool: Tool
    started_at: datetime
    erased_at: datetime
    finished_at: datetime
    checks: tuple[Check, ...]
    copies: tuple[TreatedCopy, ...]
    residual: tuple[Residual, ...]
    paper: tuple[PaperDisposed, ...]
    reissued: Reissued | None
    performer: str = field(repr=False)
    audit_head: AuditHead
    written_by: WrittenBy | None = None

    @property
    def is_verified(self) -> bool:
        """Whether there were checks, and all of them passed."""
        return bool(self.checks) and all(one.result is CheckResult.PASSED for one in self.checks)
