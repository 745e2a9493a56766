"""What the notes of a client are opened and started with. Runs on the worker's thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ui.notes.presenter import Surroundings
from vault.clients import care_sessions, episodes
from vault.clients.model import CareSession, CareSessionStatus
from vault.ids import CareSessionId, ClientId, EpisodeId, NoteId
from vault.notes import service as notes
from vault.notes import templates
from vault.notes.model import Body, Note, NoteHead, NoteKind, Shelf, Template
from vault.session import Session

_COMING_OR_HELD = frozenset({CareSessionStatus.PLANNED, CareSessionStatus.HELD})
_LOOKED_AT = 10
_USUAL_KINDS = (NoteKind.PROGRESS, NoteKind.PSYCHOTHERAPY)
# What is left where a practice has archived every template that would do.
_PLAIN = {
    Shelf.RECORD: Template(key="narrative", name="", kind=NoteKind.PROGRESS),
    Shelf.PSYCHOTHERAPY: Template(key="psychotherapy", name="", kind=NoteKind.PSYCHOTHERAPY),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A draft to be edited. ``plan`` is the last note's plan, if it may be started from."""

    note: Note
    around: Surroundings
    plan: str = ""
    held: CareSession | None = None
    """The session as it was, if starting this note marked it as held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A shelf of a client: its notes by id, and the templates a new note may have."""

    ids: Sequence[NoteId]
    around: Surroundings
    templates: Sequence[Template]


def open_shelf(session: Session, client_id: ClientId, shelf: Shelf) -> Opened:
    """Return a client's notes on a shelf. Raises ``StepUpRequired`` for psychotherapy notes."""
    offered = templates.all(session)
    return Opened(
        ids=notes.timeline_ids(session, client_id, shelf),
        around=surroundings(session, client_id),
        templates=[one for one in offered if _fits(one, shelf)],
    )


def surroundings(session: Session, client_id: ClientId) -> Surroundings:
    """Return what the notes of a client are described with."""
    from vault.importers import origin_service as imports  # on the worker: nobody waits for it

    return Surroundings(
        today=session.today(),
        templates={one.key: one for one in templates.all(session, include_archived=True)},
        sessions={one.id: one for one in care_sessions.list_for(session, client_id)},
        origins=imports.note_origins(session, client_id),
    )


def open_draft(session: Session, shelf: Shelf, note_id: NoteId) -> Opening:
    """Return a draft with the plan it may start from, while nothing is typed in it."""
    note = notes.get(session, shelf, note_id)
    may_start = note.latest.is_empty and shelf is Shelf.RECORD
    plan = notes.copy_plan(session, note.head.client_id) if may_start else None
    return Opening(
        note=note,
        around=surroundings(session, note.head.client_id),
        plan=plan.sections[0].text if plan else "",
    )


def start_note(
    session: Session, client_id: ClientId, shelf: Shelf, template_key: str | None = None
) -> Opening:
    """Start a note for today, of today's session where just one still wants a note."""
    template = _template(session, client_id, shelf, template_key)
    is_of_session = template.kind in _USUAL_KINDS
    head = NoteHead(
        client_id=client_id,
        kind=template.kind,
        template_key=template.key,
        occurred_on=session.today(),
        episode_id=open_episode(session, client_id),
        care_session_id=_todays_session(session, client_id) if is_of_session else None,
        shelf=shelf,
    )
    return _start(session, head)


def _start(session: Session, head: NoteHead) -> Opening:
    note_id = notes.start(session, head)
    of = head.care_session_id
    held = care_sessions.hold(session, of) if of is not None else None
    return replace(open_draft(session, head.shelf, note_id), held=held)


def note_of_session(session: Session, care_session: CareSession) -> Opening:
    """Return the note of a session; start it where there is none, which says it was held."""
    client_id = care_session.client_id
    for note in notes.notes(session, Shelf.RECORD, notes.timeline_ids(session, client_id)):
        if note.head.care_session_id == care_session.id and note.error is None:
            return open_draft(session, Shelf.RECORD, note.id)
    template = _template(session, client_id, Shelf.RECORD, None)
    head = NoteHead(
        client_id=client_id,
        kind=template.kind,
        template_key=template.key,
        occurred_on=care_session.details.day,
        episode_id=care_session.episode_id,
        care_session_id=care_session.id,
    )
    return _start(session, head)


def start_with(session: Session, head: NoteHead, body: Body, *, is_signed_at_once: bool) -> NoteId:
    """Start a note that is already written, and sign it if wished."""
    note_id = notes.start(session, head, body)
    if is_signed_at_once:
        notes.sign(session, head.shelf, note_id)
    return note_id


def open_episode(session: Session, client_id: ClientId) -> EpisodeId | None:
    """Return the episode of care that is open now."""
    for episode in episodes.list_episodes(session, client_id):
        if episode.closed_on is None:
            return episode.id
    return None


def _fits(template: Template, shelf: Shelf) -> bool:
    return (template.kind is NoteKind.PSYCHOTHERAPY) == (shelf is Shelf.PSYCHOTHERAPY)


def _template(session: Session, client_id: ClientId, shelf: Shelf, key: str | None) -> Template:
    """Return the one asked for, else the one of the client's last progress note."""
    offered = {one.key: one for one in templates.all(session) if _fits(one, shelf)}
    if key is not None and key in offered:
        return offered[key]
    if shelf is Shelf.RECORD:
        recent = notes.timeline_ids(session, client_id)[:_LOOKED_AT]
        for note in notes.notes(session, shelf, recent):
            is_model = note.head.kind is NoteKind.PROGRESS and not note.is_imported
            if is_model and note.head.template_key in offered:
                return offered[note.head.template_key]
    progress = (one for one in offered.values() if one.kind in _USUAL_KINDS)
    return next(progress, _PLAIN[shelf])


def _todays_session(session: Session, client_id: ClientId) -> CareSessionId | None:
    without = [
        line.session.id
        for line in care_sessions.agenda(session, session.today())
        if line.session.client_id == client_id
        and line.session.details.status in _COMING_OR_HELD
        and line.note_id is None
    ]
    return without[0] if len(without) == 1 else None
