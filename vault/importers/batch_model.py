"""An import after it was committed: one unit, which can be taken back."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from vault.documents.model import AddPlan, SealedFile
from vault.ids import ClientId, ImportId
from vault.importers.note_model import NoteFile


class ImportKind(StrEnum):
    """What an import brought."""

    CLIENTS = "clients"
    CONTACTS = "contacts"
    APPOINTMENTS = "appointments"
    CALENDAR = "calendar"
    NOTES = "notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an import came from: its kind, and the SHA-256 of the file (64 hex digits)."""

    kind: ImportKind
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCounts:
    """What an import did. ``skipped`` were not taken, by choice or because they were there."""

    clients: int = 0
    merged: int = 0
    episodes: int = 0
    sessions: int = 0
    notes: int = 0
    documents: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A committed import, as a list of imports shows it."""

    id: ImportId
    kind: ImportKind
    at: datetime
    counts: ImportCounts
    undone_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedNote:
    """A note file whose original is sealed already, and no row names it yet."""

    file: NoteFile
    client_id: ClientId
    plan: AddPlan
    sealed: SealedFile


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteChoice:
    """A note file, and whose note a person said it is."""

    file: NoteFile
    client_id: ClientId
    path: Path = field(repr=False)


Original = tuple[ClientId, str, date | None]
"""Whose record holds a document, the SHA-256 of what was added (64 hex digits), and the day of its
note, else its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesHad:
    """The names of the note files that a client has already; of two alike, the second's.

    ``there`` are of the same day, ``alike`` of another: a short note is soon like the next one.
    """

    there: frozenset[str] = field(default=frozenset(), repr=False)
    alike: frozenset[str] = field(default=frozenset(), repr=False)
