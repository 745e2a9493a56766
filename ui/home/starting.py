"""Beginning the note of a session. Runs on the worker."""

from dataclasses import dataclass

from ui.home.presenter import Line
from vault.clients import care_sessions
from vault.clients.model import CareSession
from vault.ids import ClientId, NoteId
from vault.notes import service as notes
from vault.notes import templates
from vault.notes.model import NoteHead, NoteKind, Shelf
from vault.session import Session

_LOOKED_AT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A note that was begun; ``held`` is its session as it was, if that marked it as held."""

    note_id: NoteId
    held: CareSession | None


def start_note(session: Session, line: Line) -> Started:
    """Begin the note of a session with the template that the client's last such note had.

    A session that was planned is marked as held. Raises what ``notes.start`` raises.
    """
    kind = line.starts_kind or NoteKind.PROGRESS
    head = NoteHead(
        client_id=line.client_id,
        kind=kind,
        template_key=_template_key(session, line.client_id, kind),
        occurred_on=line.occurred_on,
        care_session_id=line.care_session_id,
    )
    note_id, of = notes.start(session, head), head.care_session_id
    held = care_sessions.hold(session, of) if of is not None else None
    return Started(note_id=note_id, held=held)


def _template_key(session: Session, client_id: ClientId, kind: NoteKind) -> str:
    offered = [one.key for one in templates.all(session) if one.kind is kind]
    recent = notes.timeline_ids(session, client_id)[:_LOOKED_AT]
    for note in notes.notes(session, Shelf.RECORD, recent):
        if note.head.kind is kind and note.head.template_key in offered:
            return note.head.template_key
    return offered[0] if offered else "narrative"
