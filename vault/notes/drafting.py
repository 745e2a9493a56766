"""What happens to a note before it is signed: typing, closing its editor, changing, discarding."""

from dataclasses import fields
from datetime import datetime

from vault.changes import Kind
from vault.errors import AlreadySigned, InvalidValue, NoteImported, NotFound
from vault.ids import NoteId
from vault.notes import query_rows, rows, rules
from vault.notes.model import Body, Note, NoteHead, Shelf
from vault.session import Session
from vault.store import custodial
from vault.store.connection import Connection
from vault.store.unit_of_work import Transaction

_NOTES_OF = {Shelf.RECORD: Kind.NOTES, Shelf.PSYCHOTHERAPY: Kind.PSYCHOTHERAPY_NOTES}


def autosave(session: Session, shelf: Shelf, note_id: NoteId, body: Body) -> datetime:
    """Keep what is being typed; return the instant it was saved. Never asks for a step-up.

    Raises ``NotFound``, ``AlreadySigned``, or ``InvalidValue`` for NUL characters and lone
    surrogates.
    """
    rules.check_body(body)
    saved_at = session.now()
    with session.autosave() as connection:
        require_unsigned(connection, shelf, note_id)
        rows.save_draft(connection, shelf, note_id, body, saved_at)
    return saved_at


def close_editor(session: Session, shelf: Shelf, note_id: NoteId) -> None:
    """Take what was typed into the note, with one audit event. Nothing typed: nothing happens.

    Safe to call for any note, also one that was signed or discarded meanwhile, or is in custody.
    """
    if custodial.is_custodial(session.rows):
        return  # what the practitioner left unsaved stays as she left it
    found = query_rows.read(session.rows, shelf, [note_id])
    if not found or found[0].draft is None:
        return
    note = found[0]
    if note.draft == note.body:
        with session.autosave() as connection:
            rows.drop_draft(connection, shelf, note_id)
        return
    with session.begin("note.edit") as tx:
        fold(tx, note)
        tell(tx, note, fields="body")


def fold(tx: Transaction, note: Note) -> None:
    """Make what was typed the text of the note, edited when it was typed."""
    if note.draft is None or note.draft_saved_at is None:
        return
    if note.draft != note.body:
        rows.set_body(tx.rows, note.head.shelf, note.id, note.draft, note.draft_saved_at)
    rows.drop_draft(tx.rows, note.head.shelf, note.id)


def change_head(session: Session, shelf: Shelf, note_id: NoteId, head: NoteHead) -> None:
    """Replace all about an unsigned note but its text, client, shelf and origin.

    Raises ``NotFound``, ``AlreadySigned``, or ``InvalidValue`` with the field's name.
    """
    note = unsigned(session.rows, shelf, note_id)
    changed = _changed_fields(note.head, head)
    if not changed:
        return
    for field in ("client_id", "shelf", "origin"):
        if field in changed:
            raise InvalidValue(field)
    rules.check_head(session.rows, head, session.today())
    with session.begin("note.edit") as tx:
        rows.set_head(tx.rows, note_id, head, tx.now)
        tell(tx, note, fields=", ".join(changed))


def discard(session: Session, shelf: Shelf, note_id: NoteId) -> None:
    """Remove an unsigned note with all that was typed. Raises ``NotFound``, ``AlreadySigned``."""
    note = unsigned(session.rows, shelf, note_id)
    with session.begin("note.discard") as tx:
        rows.delete(tx.rows, shelf, note_id)
        tell(tx, note)


def unsigned(connection: Connection, shelf: Shelf, note_id: NoteId) -> Note:
    """Return a note that may still change. Raises what ``require_unsigned`` raises."""
    require_unsigned(connection, shelf, note_id)
    return query_rows.one(connection, shelf, note_id)


def require_unsigned(connection: Connection, shelf: Shelf, note_id: NoteId) -> None:
    """Raise ``NotFound``, ``AlreadySigned`` or ``NoteImported`` unless the note may change."""
    standing = query_rows.standing(connection, shelf, note_id)
    if standing is None:
        raise NotFound("note")
    is_signed, is_imported = standing
    if is_signed:
        raise AlreadySigned()
    if is_imported:
        raise NoteImported()


def _changed_fields(before: NoteHead, after: NoteHead) -> list[str]:
    names = [field.name for field in fields(NoteHead)]
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def tell(tx: Transaction, note: Note, **detail: str) -> None:
    """Audit an act on a note, never its text, and say what kinds of thing it changed."""
    tx.audit(note.head.client_id, note_id=note.id, kind=note.head.kind, **detail)
    tx.changed(_NOTES_OF[note.head.shelf], Kind.DRAFTS)
