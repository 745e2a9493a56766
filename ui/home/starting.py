"""Beginning the note of a session. Runs on the worker."""

from ui.home.presenter import Line
from vault.ids import ClientId, NoteId
from vault.notes import service as notes
from vault.notes import templates
from vault.notes.model import NoteHead, NoteKind, Shelf
from vault.session import Session

_LOOKED_AT = 10


def start_note(session: Session, line: Line) -> NoteId:
    """Begin the note of a session with the template that the client's last such note had.

    Raises what ``notes.start`` raises.
    """
    kind = line.starts_kind or NoteKind.PROGRESS
    head = NoteHead(
        client_id=line.client_id,
        kind=kind,
        template_key=_template_key(session, line.client_id, kind),
        occurred_on=line.occurred_on,
        care_session_id=line.care_session_id,
    )
    return notes.start(session, head)


def _template_key(session: Session, client_id: ClientId, kind: NoteKind) -> str:
    offered = [one.key for one in templates.all(session) if one.kind is kind]
    recent = notes.timeline_ids(session, client_id)[:_LOOKED_AT]
    for note in notes.notes(session, Shelf.RECORD, recent):
        if note.head.kind is kind and note.head.template_key in offered:
            return note.head.template_key
    return offered[0] if offered else "narrative"
