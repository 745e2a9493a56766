"""What is asked and what was found."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vault.documents.model import DocumentKind
from vault.ids import ClientId, DocumentId, NoteId
from vault.notes.model import NoteKind, Shelf


class Order(StrEnum):
    """Newest first while typing; best first on Enter."""

    NEWEST = "newest"
    BEST = "best"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search. Every word is a prefix, "words in quotes" are a phrase.

    Documents are found where no ``kind`` of note is asked for; they lie on no shelf but the
    record's. ``is_inherited`` asks for what came with a custody, or for what was added here.
    """

    text: str = field(repr=False)
    client_id: ClientId | None = None
    kind: NoteKind | None = None
    since: date | None = None
    until: date | None = None
    is_inherited: bool | None = None
    shelf: Shelf = Shelf.RECORD
    order: Order = Order.NEWEST
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteHit:
    """A note found. ``snippet`` marks the words found with U+2068 … U+2069 around them."""

    note_id: NoteId
    shelf: Shelf
    client_id: ClientId
    client_name: str = field(repr=False)
    record_number: str
    kind: NoteKind
    occurred_on: date
    is_signed: bool
    snippet: str = field(repr=False)
    is_imported: bool = False
    is_inherited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientHit:
    """A client found by name or record number."""

    client_id: ClientId
    name: str = field(repr=False)
    record_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHit:
    """A document found by its title or its file's name. ``snippet`` marks words as a note's does.

    ``day`` is the one that stands on it, or the day it was added.
    """

    document_id: DocumentId
    client_id: ClientId
    client_name: str = field(repr=False)
    record_number: str
    kind: DocumentKind
    day: date
    is_error: bool
    snippet: str = field(repr=False)
    is_inherited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer. ``is_complete`` is false where the limit cut notes or documents off."""

    clients: tuple[ClientHit, ...]
    notes: tuple[NoteHit, ...]
    documents: tuple[DocumentHit, ...] = ()
    is_complete: bool
