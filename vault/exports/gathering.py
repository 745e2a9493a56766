"""Reading a client's record for an export, in steps that hold the session for a moment each.

``OnSession`` runs a job where the session lives and gives back what it returns; the command
line calls it at once, a window hands it to its worker and waits on a thread of its own. What
takes long (checking signatures, rendering, sealing) is done between the steps, without it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

from vault.audit import service as audit
from vault.audit.model import AuditEvent
from vault.clients import care_sessions, episodes
from vault.clients import service as clients
from vault.clients.model import CareSession, Client, Episode
from vault.documents import service as documents
from vault.documents.model import Document
from vault.errors import SignatureInvalid
from vault.exports import rows
from vault.exports.model import (
    DocumentExtract,
    ExportPlan,
    ExportRequest,
    ImportedFrom,
    Missing,
    NoteExtract,
    NotInside,
    Part,
    RecordExtract,
    SignatureState,
)
from vault.ids import ClientId, NoteId
from vault.keys.signing import PublicKey
from vault.notes import query_rows, signing
from vault.notes.model import Note, Shelf
from vault.progress import Progress
from vault.session import Session

T = TypeVar("T")


_NOTES_AT_ONCE = 25
_EVENTS_AT_ONCE = 500
_SHELVES = {Part.RECORD: Shelf.RECORD, Part.PSYCHOTHERAPY: Shelf.PSYCHOTHERAPY}


class OnSession(Protocol):
    """Runs a short job with the session, on the thread that owns it."""

    def __call__(self, job: Callable[[Session], T], /) -> T:
        """Return what ``job`` returns; raise what it raises, or ``SessionClosed``."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signatures:
    """All that checking a signature takes of a session."""

    vault_id: str
    public_key: PublicKey


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outline:
    """What one step reads of a client: everything but notes and events."""

    client: Client
    episodes: Sequence[Episode]
    care_sessions: Sequence[CareSession]
    note_ids: Sequence[NoteId]
    documents: Sequence[Document]
    read_at: datetime


@dataclass(slots=True, kw_only=True)
class _Read:
    notes: list[NoteExtract] = field(default_factory=list)
    drafts_left_out: int = 0


def read(plan: ExportPlan, client_id: ClientId, run: OnSession, step: Progress) -> RecordExtract:
    """Return one client's record, its signatures checked; documents are listed alone.

    ``step`` hears ``"notes"`` and how many of them are read. Raises ``NotFound`` where the
    client is gone meanwhile, ``SessionClosed``, or what ``step`` raises.
    """
    outline = run(partial(_outline, client_id=client_id, part=plan.request.part))
    found = _read_notes(plan, outline, run, step)
    return RecordExtract(
        part=plan.request.part,
        client=outline.client,
        episodes=tuple(reversed(outline.episodes)),
        care_sessions=tuple(reversed(outline.care_sessions)),
        notes=tuple(found.notes),
        documents=tuple(DocumentExtract(document=one) for one in reversed(outline.documents)),
        accesses=_accesses(plan.request, client_id, run),
        not_inside=tuple(_not_inside(plan.request, outline, found.drafts_left_out)),
        read_at=outline.read_at,
    )


def _outline(session: Session, client_id: ClientId, part: Part) -> _Outline:
    is_record = part is Part.RECORD
    newest_first = query_rows.timeline_ids(session.rows, _SHELVES[part], client_id)
    return _Outline(
        client=clients.get(session, client_id),
        episodes=episodes.list_episodes(session, client_id) if is_record else (),
        care_sessions=care_sessions.list_for(session, client_id) if is_record else (),
        note_ids=newest_first[::-1],
        documents=documents.list_documents(session, client_id) if is_record else (),
        read_at=session.now(),
    )


def _read_notes(plan: ExportPlan, outline: _Outline, run: OnSession, step: Progress) -> _Read:
    found, ids = _Read(), outline.note_ids
    signed_by = _Signatures(vault_id=plan.vault_id, public_key=PublicKey.from_text(plan.public_key))
    for begin in range(0, len(ids), _NOTES_AT_ONCE):
        step("notes", begin, len(ids))
        some = ids[begin : begin + _NOTES_AT_ONCE]
        read_notes, origins = run(partial(_some_notes, ids=some, part=plan.request.part))
        for note in read_notes:
            if not note.is_final and not plan.request.with_drafts:
                found.drafts_left_out += 1
                continue
            state = _state(signed_by, note, outline.client.uid)
            extract = NoteExtract(note=note, signature=state, imported=origins.get(note.id))
            found.notes.append(extract)
    step("notes", len(ids), len(ids))
    return found


def _some_notes(
    session: Session, ids: Sequence[NoteId], part: Part
) -> tuple[list[Note], dict[NoteId, ImportedFrom]]:
    # Not by the service, which would ask for a step-up in mid-export: the plan had one.
    found = query_rows.read(session.rows, _SHELVES[part], ids)
    return found, rows.imported_from(session.rows, ids)


def _state(signed_by: _Signatures, note: Note, client_uid: str) -> SignatureState:
    if not note.is_signed:
        return SignatureState.NOT_SIGNED_HERE if note.is_imported else SignatureState.UNSIGNED
    try:
        signing.check(signed_by, note, client_uid)
    except SignatureInvalid:
        return SignatureState.INVALID
    return SignatureState.VALID


def _accesses(
    request: ExportRequest, client_id: ClientId, run: OnSession
) -> tuple[AuditEvent, ...] | None:
    if not request.with_access_log:
        return None
    found = (one for one in _events(client_id, run) if not one.is_of_psychotherapy)
    return tuple(reversed(list(found)))


def _events(client_id: ClientId, run: OnSession) -> Iterator[AuditEvent]:
    before: int | None = None
    while page := run(_page_of(client_id, before)):
        yield from page
        before = page[-1].seq


def _page_of(client_id: ClientId, before: int | None) -> Callable[[Session], list[AuditEvent]]:
    return lambda session: audit.page(session, client_id, before, _EVENTS_AT_ONCE)


def _not_inside(
    request: ExportRequest, outline: _Outline, drafts_left_out: int
) -> Iterator[NotInside]:
    if request.part is Part.RECORD:
        # said whether there are any or not, so that it tells nobody that there are
        yield NotInside(what=Missing.PSYCHOTHERAPY)
    else:
        yield NotInside(what=Missing.RECORD)
    if drafts_left_out:
        yield NotInside(what=Missing.DRAFTS, count=drafts_left_out)
    if outline.documents and not request.with_documents:
        yield NotInside(what=Missing.DOCUMENTS, count=len(outline.documents))
    if not request.with_access_log:
        yield NotInside(what=Missing.ACCESS_LOG)
