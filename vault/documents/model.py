"""A document: a file of a client's record, what is known of it, and what opens it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from vault.ids import ClientId, DocumentId
from vault.notes.model import Privilege


class DocumentKind(StrEnum):
    """What a document is."""

    CONSENT = "consent"
    AUTHORIZATION = "authorization"
    LETTER = "letter"
    REPORT = "report"
    ASSESSMENT = "assessment"
    SCAN = "scan"
    PHOTO = "photo"
    DRAWING = "drawing"
    RECORDING = "recording"
    LEGAL = "legal"
    NOTE_ORIGINAL = "note_original"
    OTHER = "other"


class Source(StrEnum):
    """Whom a document came from."""

    CLIENT = "client"
    COLLATERAL = "collateral"
    RECORD = "record"
    PRACTICE = "practice"
    IMPORT = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What a person chooses. An empty title stands for the file's name.

    ``dated_on`` is the day that stands on the document, ``None`` where it is not known.
    """

    kind: DocumentKind = DocumentKind.OTHER
    title: str = field(default="", repr=False)
    dated_on: date | None = None
    source: Source = Source.CLIENT
    about_whom: str = field(default="", repr=False)
    privilege: Privilege = Privilege.PRIVILEGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as the vault holds it. Sizes in bytes, hashes as 64 hex digits.

    ``size`` and ``sha256`` are the plaintext's, ``sealed_…`` those of the file in the vault.
    """

    id: DocumentId
    uid: str
    client_id: ClientId
    kind: DocumentKind
    title: str = field(repr=False)
    file_name: str = field(repr=False)
    dated_on: date | None
    source: Source
    about_whom: str = field(repr=False)
    privilege: Privilege
    media_type: str
    size: int
    sha256: str = field(repr=False)
    sealed_size: int
    sealed_sha256: str = field(repr=False)
    added_at: datetime
    error_at: datetime | None = None
    error_reason: str = field(default="", repr=False)
    is_inherited: bool = False
    """Whether it came with the records in custody, and cannot be changed."""

    @property
    def facts(self) -> DocumentFacts:
        """What a person chose."""
        return DocumentFacts(
            kind=self.kind,
            title=self.title,
            dated_on=self.dated_on,
            source=self.source,
            about_whom=self.about_whom,
            privilege=self.privilege,
        )

    @property
    def is_error(self) -> bool:
        """Whether the document was marked as entered in error."""
        return self.error_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPlan:
    """A document about to be sealed: the intent is committed, no row names the file yet."""

    uid: str
    identity: str = field(repr=False)
    recipient: str = field(repr=False)
    client_id: ClientId
    facts: DocumentFacts
    file_name: str = field(repr=False)
    media_type: str
    intent_id: int
    target: Path = field(repr=False)
    temporary: Path = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """What was sealed: sizes in bytes, hashes as 64 hex digits, the type the content shows."""

    size: int
    sha256: str = field(repr=False)
    sealed_size: int
    sealed_sha256: str = field(repr=False)
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Enough to open one document's file without a session, on any thread."""

    document_id: DocumentId
    path: Path = field(repr=False)
    identity: str = field(repr=False)
    media_type: str
    size: int
    sha256: str = field(repr=False)
    sealed_size: int
    sealed_sha256: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesReport:
    """What a quick look at the files found; nothing was decrypted.

    ``altered`` have another size than their rows say. ``strays`` are names below the vault's
    folder that neither a row nor an intent names; they are reported, never swept.
    """

    checked: int
    missing: tuple[DocumentId, ...] = ()
    altered: tuple[DocumentId, ...] = ()
    strays: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_sound(self) -> bool:
        """Whether every document has its file."""
        return not self.missing and not self.altered


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentReport:
    """What opening every document found."""

    checked: int
    missing: tuple[DocumentId, ...] = ()
    damaged: tuple[DocumentId, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether every document opened whole."""
        return not self.missing and not self.damaged
