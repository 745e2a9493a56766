"""What a custodian's vault knows of the practice whose records it keeps, and what she adds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from vault.ids import ClientId, CustodyTaskId, DocumentId
from vault.practice.model import Practice


class Stage(StrEnum):
    """When a task of a successor comes, in this order."""

    AUTHORITY = "authority"
    FIRST_DAY = "first_day"
    CLIENTS = "clients"
    OTHERS = "others"  # insurer, board, payers
    REFERRALS = "referrals"
    PUBLIC = "public"
    YEARS = "years"
    OWN = "own"  # what the custodian set herself


class ContactWay(StrEnum):
    """How a client was approached."""

    PHONE = "phone"
    EMAIL = "email"
    LETTER = "letter"
    IN_PERSON = "in_person"
    OTHER = "other"


class ContactOutcome(StrEnum):
    """What came of it."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    LEFT_MESSAGE = "left_message"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodySource:
    """An export, or some parts of it, that was taken in. ``counts`` says of what how much.

    ``audit_seq`` and ``audit_head`` (hex) are the practitioner's checkpoint that was verified.
    """

    id: int
    export_id: str
    number: int
    month: str
    manifest_sha256: str
    parts: tuple[str, ...]
    audit_seq: int
    audit_head: str
    counts: Mapping[str, int]
    taken_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """Whose records this vault keeps. ``practice`` is the profile of the one who wrote them."""

    vault_id: str
    public_key: str
    fingerprint: str
    practice: Practice = field(repr=False)
    began_at: datetime
    sources: tuple[CustodySource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LostFile:
    """A document whose file was not in the export, or was not as its practitioner sealed it."""

    client_id: ClientId
    document_id: DocumentId
    record_number: str
    title: str = field(repr=False)
    uid: str
    is_damaged: bool


class Wrong(StrEnum):
    """What is wrong with rows that the practice's key vouches for all the same."""

    VALUE = "value"  # a day that is none, a kind that nobody knows
    RULE = "rule"  # what no record may be: twice the same, or something missing
    FORM = "form"  # not in the form in which rows travel


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """What was signed and could not be taken in, by its place in the part; never what it holds.

    ``place`` is an entry of the part: of a client's ``rows.json`` everything stayed out, and beside
    it ``record.html`` is to be read. ``table`` is where it failed, or empty.
    """

    part: str
    place: str
    table: str
    wrong: Wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyReport:
    """A vault that was made of an export: what is in it, and what is not.

    ``left_out`` counts clients who were disposed of after the part was sealed.
    """

    folder: Path = field(repr=False)
    number: int
    parts: tuple[str, ...]
    clients: int
    notes: int
    documents: int
    left_out: int
    lost: tuple[LostFile, ...]
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """What an export brought to a vault that keeps records of the same practice already.

    ``older`` counts clients of whom a later state was kept already: nothing of theirs changed.
    ``dropped`` clients were disposed of by their practitioner: hidden now, and gone with
    ``keys.service.erase`` or the next unlock. ``held`` ones stay for a hold of the custodian's.
    ``unlisted`` counts clients whose psychotherapy notes are kept here and are in no part that came
    in, though it is a later one: they stay. ``is_chain_apart``: its audit chain is not the one that
    is kept here; it was not taken.
    """

    number: int
    parts: tuple[str, ...]
    new: int
    changed: int
    same: int
    older: int
    waiting: int
    dropped: int
    held: int
    documents: int
    lost: tuple[LostFile, ...]
    unlisted: int = 0
    unread: tuple[Unread, ...] = ()
    is_chain_apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyTask:
    """Something to be done. ``title`` and ``explanation`` are the shipped list's, or one's own."""

    id: CustodyTaskId
    code: str
    stage: Stage
    title: str = field(repr=False)
    explanation: str = field(default="", repr=False)
    client_id: ClientId | None = None
    due_on: date | None = None
    done_at: datetime | None = None
    remark: str = field(default="", repr=False)

    @property
    def is_done(self) -> bool:
        """Whether it was ticked off."""
        return self.done_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodianNote:
    """What the custodian wrote, never in the practitioner's name. No client: about the custody."""

    id: int
    client_id: ClientId | None
    body: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAttempt:
    """One attempt to reach a client."""

    id: int
    client_id: ClientId
    at: datetime
    way: ContactWay
    outcome: ContactOutcome
    remark: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class InheritedChain:
    """What walking the practitioner's audit chain found.

    ``absent`` counts events whose detail is not here: it was erased there, or belongs to records
    that are not in custody.
    """

    events: int
    first_broken: int | None
    absent: int
    checkpoints: int
    bad_checkpoints: int

    @property
    def is_sound(self) -> bool:
        """Whether every link, every detail that is here and every signature agrees."""
        return self.first_broken is None and not self.bad_checkpoints
