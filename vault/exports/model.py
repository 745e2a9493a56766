"""An export: what was asked for, what goes into it, and what does not."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from vault.audit.model import AuditEvent
from vault.clients.model import CareSession, Client, Episode
from vault.documents.model import Document
from vault.ids import ClientId
from vault.notes.model import Note
from vault.practice.model import Practice


class Form(StrEnum):
    """What kind of file: for people (PDF/A, HTML), for machines (JSON), a list (CSV)."""

    PDF = "pdf"
    HTML = "html"
    JSON = "json"
    CSV = "csv"


class Part(StrEnum):
    """Which part of a record; the two never stand in one file (45 CFR 164.508(b)(3)(ii))."""

    RECORD = "record"
    PSYCHOTHERAPY = "psychotherapy"


@dataclass(frozen=True, slots=True)
class ToRecipient:
    """Sealed to somebody's public key, ``age1…`` or ``age1pq1…``."""

    text: str


@dataclass(frozen=True, slots=True)
class ByPassphrase:
    """Sealed under a strong passphrase, to be told in another way than the file goes."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Plain:
    """Readable by whoever has the file: chosen on purpose, after a warning."""


Protection = ToRecipient | ByPassphrase | Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """What a person chose. ``client_id`` of ``None`` means all clients but the disposed.

    ``among`` keeps to these of them, in this order; it goes with no ``client_id``. ``also`` are
    further forms of the same record, beside the first in an archive.
    """

    client_id: ClientId | None
    form: Form
    protection: Protection
    part: Part = Part.RECORD
    with_documents: bool = False
    with_drafts: bool = False
    with_access_log: bool = False
    among: tuple[ClientId, ...] | None = None
    also: tuple[Form, ...] = ()

    @property
    def forms(self) -> tuple[Form, ...]:
        """All forms that each record stands in."""
        return (self.form, *self.also)

    @property
    def is_archive(self) -> bool:
        """Whether the export is a ZIP archive with a folder for each record."""
        is_more_than_one_file = self.client_id is None or self.with_documents or bool(self.also)
        return self.form is not Form.CSV and is_more_than_one_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much there is to export. ``document_bytes`` counts the plaintext.

    Documents entered in error are counted apart: they are listed, and never enclosed.
    """

    clients: int
    notes: int
    drafts: int
    psychotherapy_notes: int
    documents: int
    document_bytes: int
    documents_in_error: int = 0


class Missing(StrEnum):
    """A kind of thing that is not in an export."""

    PSYCHOTHERAPY = "psychotherapy_notes"
    RECORD = "record"
    DRAFTS = "unsigned_drafts"
    DOCUMENTS = "documents"
    DAMAGED_DOCUMENTS = "damaged_documents"
    DOCUMENTS_IN_ERROR = "documents_in_error"
    ACCESS_LOG = "access_log"
    OFFICE = "kept_by_the_practice"
    ALL_BUT_THE_LIST = "all_but_the_list"
    DISPOSED = "disposed_records"
    OTHERS = "other_clients"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInside:
    """What is not in an export, and how many of it; ``None`` where the number is not told."""

    what: Missing
    count: int | None = None


class Caution(StrEnum):
    """What a person should hear before an export is written."""

    PLAINTEXT = "plaintext"
    SYNCED_FOLDER = "synced_folder"
    RESTRICTIONS = "restrictions"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlan:
    """An export that may be written: what it holds and what it does not.

    ``public_key`` (``ssh-ed25519 …``) checks the practice's signatures.
    """

    request: ExportRequest
    client_ids: tuple[ClientId, ...]
    record_number: str
    practice: Practice
    vault_id: str
    public_key: str
    counts: Counts
    not_inside: tuple[NotInside, ...]
    has_restrictions: bool
    made_at: datetime


class SignatureState(StrEnum):
    """What checking a note's signature, and those of its addenda, found just now."""

    VALID = "valid"
    INVALID = "invalid"
    UNSIGNED = "unsigned"
    NOT_SIGNED_HERE = "not_signed_here"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFrom:
    """Where an imported note came from: its original among the documents, and its day."""

    document_uid: str | None
    day_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteExtract:
    """A note, and what became of its signature."""

    note: Note
    signature: SignatureState
    imported: ImportedFrom | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentExtract:
    """A document, and its path in the archive: empty where it is listed alone.

    ``link`` is the URL of that file, as seen from the record's page.
    """

    document: Document
    path: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    is_damaged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExtract:
    """A client's record as it stood at ``read_at``, oldest first in each list.

    ``accesses`` is ``None`` where the access log was not asked for.
    """

    part: Part
    client: Client
    episodes: tuple[Episode, ...]
    care_sessions: tuple[CareSession, ...]
    notes: tuple[NoteExtract, ...]
    documents: tuple[DocumentExtract, ...]
    accesses: tuple[AuditEvent, ...] | None
    not_inside: tuple[NotInside, ...]
    read_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedFile:
    """A document that did not open whole, and is listed in an export but not enclosed."""

    record_number: str
    title: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientTally:
    """How much of one client went into an export, for the audit."""

    client_id: ClientId
    notes: int = 0
    documents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An export that stands. ``undrawable`` characters stand as □ in a PDF.

    ``sha256`` (hex) and ``size`` (bytes) are of the file as it was read back before it appeared.
    """

    clients: int
    notes: int
    documents: int
    not_inside: tuple[NotInside, ...]
    undrawable: int
    broken_signatures: int
    damaged: tuple[DamagedFile, ...]
    size: int
    sha256: str
