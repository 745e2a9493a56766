"""Notes: starting, reading, signing, adding to them. Typing and discarding are in
``drafting.py``, checking signatures in ``checking.py``; screens reach all of it from here.

Psychotherapy notes are started and read after a step-up only; work begun is never refused
for want of one, so that nothing typed is lost.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from vault.errors import EmptyNote, InvalidValue, NotSigned
from vault.ids import ClientId, NoteId, new_uid
from vault.notes import query_rows, rows, rules, signing, template_rows
from vault.notes.checking import check_all, check_signature
from vault.notes.drafting import autosave, change_head, close_editor, discard, fold, tell, unsigned
from vault.notes.model import (
    Addendum,
    Body,
    DraftLine,
    EnteredInError,
    Note,
    NoteHead,
    Section,
    Shelf,
)
from vault.practice import service as practice
from vault.session import Session
from vault.store.connection import Connection

__all__ = [
    "add_addendum",
    "autosave",
    "change_head",
    "check_all",
    "check_signature",
    "close_editor",
    "copy_plan",
    "days",
    "discard",
    "drafts",
    "get",
    "mark_error",
    "next_draft",
    "notes",
    "sign",
    "start",
    "timeline_ids",
]

_PLANS_LOOKED_AT = 20


def start(session: Session, head: NoteHead, body: Body | None = None) -> NoteId:
    """Start a note; without ``body`` it has the empty sections of its template.

    Raises ``StepUpRequired`` for the psychotherapy shelf, ``NotFound`` for no such client,
    ``RecordClosed`` for a disposed one, ``InvalidValue`` with the field's name.
    """
    _require_step_up_for(session, head.shelf)
    rules.check_client_takes_notes(session.rows, head)
    rules.check_head(session.rows, head, session.today())
    text = _empty_body(session.rows, head.template_key) if body is None else body
    rules.check_body(text)
    with session.begin("note.start") as tx:
        note_id = rows.next_id(tx.rows)
        note = Note(
            id=note_id, uid=new_uid(), head=head, body=text, created_at=tx.now, edited_at=tx.now
        )
        rows.insert(tx.rows, note)
        tell(tx, note)
    return note_id


def _empty_body(connection: Connection, template_key: str) -> Body:
    template = template_rows.read(connection, template_key)
    if template is None:
        raise InvalidValue("template_key")
    headings = template.sections or ("",)
    return Body.of(tuple(Section(heading=heading, text="") for heading in headings))


def get(session: Session, shelf: Shelf, note_id: NoteId) -> Note:
    """Return a note. Raises ``NotFound``; ``StepUpRequired`` for the psychotherapy shelf."""
    _require_step_up_for(session, shelf)
    return query_rows.one(session.rows, shelf, note_id)


def notes(session: Session, shelf: Shelf, ids: Sequence[NoteId]) -> list[Note]:
    """Return these notes in this order; those that are gone are left out.

    Raises ``StepUpRequired`` for the psychotherapy shelf.
    """
    _require_step_up_for(session, shelf)
    return query_rows.read(session.rows, shelf, ids)


def days(session: Session, ids: Iterable[NoteId]) -> dict[NoteId, date]:
    """Return the days of notes of the record; those that are gone, or stand apart, are left out."""
    return query_rows.days(session.rows, ids)


def timeline_ids(
    session: Session, client_id: ClientId, shelf: Shelf = Shelf.RECORD
) -> list[NoteId]:
    """Return a client's notes, newest first.

    The psychotherapy shelf raises ``StepUpRequired`` without one, and its opening is audited.
    """
    _require_step_up_for(session, shelf)
    if shelf is Shelf.PSYCHOTHERAPY:
        with session.begin("psychotherapy.open") as tx:
            tx.audit(client_id)
    return query_rows.timeline_ids(session.rows, shelf, client_id)


def copy_plan(session: Session, client_id: ClientId) -> Body | None:
    """Return the plan of the client's last signed note that has one, as a body of one section.

    A plan is a section whose heading begins with "plan". Notes entered in error don't count.
    """
    ids = query_rows.signed_sound_ids(session.rows, client_id, _PLANS_LOOKED_AT)
    for note in query_rows.read(session.rows, Shelf.RECORD, ids):
        for section in note.body.sections:
            if section.heading.casefold().startswith("plan") and section.text.strip():
                return Body.of((section,))
    return None


def drafts(session: Session) -> list[DraftLine]:
    """Return all unsigned notes of both shelves without their text, oldest day first."""
    return query_rows.drafts(session.rows)


def next_draft(session: Session, after: NoteId) -> DraftLine | None:
    """Return the unsigned note that follows ``after`` in ``drafts``, else the first other one.

    ``after`` may have been signed or discarded meanwhile. ``None`` where no other note waits.
    """
    others = [line for line in drafts(session) if line.note_id != after]
    day = query_rows.day_of(session.rows, after)
    if day is not None:
        for line in others:
            if (line.occurred_on, line.note_id) > (day, after):
                return line
    return others[0] if others else None


def sign(session: Session, shelf: Shelf, note_id: NoteId) -> Note:
    """Make a note final, with what was typed last, and return it.

    Raises ``NotFound``, ``AlreadySigned``, ``EmptyNote``.
    """
    with session.begin("note.sign") as tx:
        draft = unsigned(tx.rows, shelf, note_id)
        if draft.latest.is_empty:
            raise EmptyNote()
        fold(tx, draft)
        note = query_rows.one(tx.rows, shelf, note_id)
        signed = signing.sign_note(
            session,
            note,
            query_rows.client_uid(tx.rows, note.head.client_id),
            signer=_signer(session),
            at=tx.now,
        )
        rows.set_signing(tx.rows, shelf, note_id, signed)
        tell(tx, note, content=signed.content_hash.hex())
    return replace(note, signing=signed)


def add_addendum(session: Session, shelf: Shelf, note_id: NoteId, text: str) -> Addendum:
    """Add a signed addendum.

    Raises ``NotFound``, ``NotSigned``, ``EmptyNote``, ``InvalidValue``.
    """
    rules.check_text("text", text)
    if not text.strip():
        raise EmptyNote()
    with session.begin("note.addendum") as tx:
        note = query_rows.one(tx.rows, shelf, note_id)
        if note.signing is None:
            raise NotSigned()
        uid, note_hash = new_uid(), note.signing.content_hash
        signed = signing.sign_addendum(
            session, note.uid, note_hash, uid, text, signer=_signer(session), at=tx.now
        )
        addendum = rows.insert_addendum(tx.rows, shelf, note_id, uid, text, signed)
        tell(tx, note, content=signed.content_hash.hex())
    return addendum


def mark_error(session: Session, shelf: Shelf, note_id: NoteId, reason: str) -> None:
    """Mark a note that is final, signed or imported, as entered in error; its text stays.

    Raises ``NotFound``, ``NotSigned`` for a draft, ``InvalidValue`` for an empty reason,
    ``RuleBroken`` where it is marked already.
    """
    rules.check_text("reason", reason)
    if not reason.strip():
        raise InvalidValue("reason")
    with session.begin("note.error") as tx:
        note = query_rows.one(tx.rows, shelf, note_id)
        if not note.is_final:
            raise NotSigned()
        rows.insert_error(tx.rows, shelf, note_id, EnteredInError(at=tx.now, reason=reason))
        tell(tx, note)


def _require_step_up_for(session: Session, shelf: Shelf) -> None:
    if shelf is Shelf.PSYCHOTHERAPY:
        session.require_step_up()


def _signer(session: Session) -> str:
    return practice.get(session).practitioner
