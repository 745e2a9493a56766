"""A record with one of everything, and asking for exports of it."""

import io
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any

from tests.records.clients.samples import FULL
from tests.vault_fixtures import STEP_UP_SECRET
from vault.clients import care_sessions, episodes
from vault.clients import service as clients
from vault.clients.model import CareSessionDetails, CareSessionStatus, ClientDetails, ClientStatus
from vault.documents import service as documents
from vault.documents.model import Document, DocumentFacts, DocumentKind
from vault.exports import service
from vault.exports.model import ExportRequest, Form, Plain, Written
from vault.ids import ClientId, NoteId, new_uid
from vault.importers import rows as import_rows
from vault.notes import rows as note_rows
from vault.notes import service as notes
from vault.notes.model import Body, Note, NoteHead, NoteKind, Section, Shelf
from vault.session import Session

DAY = date(2026, 11, 3)
LETTER = b"%PDF-1.7 a letter, as bytes \x00\xff" * 50
ALIVE = replace(FULL, status=ClientStatus.ACTIVE, deceased_on=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The client, and what tests look for in the exports of it."""

    client_id: ClientId
    signed: NoteId
    erroneous: NoteId
    draft: NoteId
    apart: NoteId
    imported: NoteId
    letter: Document


def body(text: str, heading: str = "") -> Body:
    return Body.of((Section(heading=heading, text=text),))


def write_note(session: Session, client_id: ClientId, text: str, **changes: Any) -> NoteId:
    head = replace(NoteHead(client_id=client_id, occurred_on=DAY), **changes)
    note_id = notes.start(session, head, body(text))
    notes.sign(session, head.shelf, note_id)
    return note_id


def add_client(session: Session, name: str) -> ClientId:
    return clients.add(session, ClientDetails(legal_name=name))


def add_document(
    session: Session, client_id: ClientId, content: bytes, name: str, **facts: Any
) -> Document:
    chosen = DocumentFacts(**facts)
    return documents.add_stream(session, client_id, io.BytesIO(content), name, chosen)


def fill(session: Session, details: ClientDetails = ALIVE) -> Record:
    """Enter a record with one of everything; the session is stepped up after it."""
    session.step_up(STEP_UP_SECRET)
    client_id = clients.add(session, details)
    episode = episodes.open_episode(session, client_id, date(2026, 1, 5), "Grief after a move")
    held = CareSessionDetails(
        day=DAY, starts_at=time(9, 30), minutes=50, status=CareSessionStatus.HELD, remark="Late bus"
    )
    care = care_sessions.add(session, client_id, held)
    signed = write_note(
        session,
        client_id,
        "Slept through *three* nights.\n\tPlan: <b>continue</b>.",
        episode_id=episode,
        care_session_id=care,
        about_whom="her sister",
        late_reason="Power cut",
    )
    notes.add_addendum(session, Shelf.RECORD, signed, "The sister called back.")
    erroneous = write_note(session, client_id, "Of somebody else altogether.")
    notes.mark_error(session, Shelf.RECORD, erroneous, "wrong client")
    draft = notes.start(session, NoteHead(client_id=client_id, occurred_on=DAY), body("Half a"))
    notes.autosave(session, Shelf.RECORD, draft, body("Half a thought"))
    kind = NoteKind.PSYCHOTHERAPY
    apart = write_note(
        session, client_id, "The dream of the letter.", kind=kind, shelf=Shelf.PSYCHOTHERAPY
    )
    letter = add_document(
        session, client_id, LETTER, "scan.pdf", kind=DocumentKind.LETTER, title="Letter of 3 May"
    )
    imported = import_note(session, client_id, "From the old program.", letter)
    return Record(
        client_id=client_id,
        signed=signed,
        erroneous=erroneous,
        draft=draft,
        apart=apart,
        imported=imported,
        letter=letter,
    )


def mark_letter(session: Session, record: Record) -> None:
    """Mark the record's letter as entered in error."""
    documents.mark_error(session, record.letter.id, "scanned twice")


def import_note(session: Session, client_id: ClientId, text: str, original: Document) -> NoteId:
    """Enter a note as an import does."""
    with session.begin("import.commit") as tx:
        note_id = note_rows.next_id(tx.rows)
        head = NoteHead(client_id=client_id, occurred_on=date(2019, 5, 4), origin="imported")
        note = Note(
            id=note_id,
            uid=new_uid(),
            head=head,
            body=body(text),
            created_at=tx.now,
            edited_at=tx.now,
        )
        note_rows.insert(tx.rows, note)
        import_rows.add_imported_note(tx.rows, note_id, original.id, "file_name")
        tx.audit(client_id)
    return note_id


def request(client_id: ClientId | None, form: Form = Form.JSON, **changes: Any) -> ExportRequest:
    """Ask for a plain export, unless ``changes`` say otherwise."""
    return replace(ExportRequest(client_id=client_id, form=form, protection=Plain()), **changes)


def export(session: Session, asked: ExportRequest, target: Path) -> tuple[bytes, Written]:
    """Export and return the file's bytes."""
    written = service.export(session, asked, target, is_replacing=True)
    return target.read_bytes(), written
