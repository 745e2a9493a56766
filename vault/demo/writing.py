"""Writing a planned practice: the tables of other nouns, in large transactions.

The services begin a transaction for each act, which is right for people and too slow for
forty thousand notes. What they check holds here by construction; ``tests/records/demo``
checks it afterwards through them.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from vault.changes import Kind
from vault.clients import care_session_rows, episode_rows
from vault.clients import rows as client_rows
from vault.demo import prose
from vault.demo.model import Entry, PlannedClient, PlannedEpisode, PlannedNote
from vault.ids import CareSessionId, ClientId, EpisodeId, new_uid
from vault.notes import query_rows, signing
from vault.notes import rows as note_rows
from vault.notes.model import (
    Body,
    EnteredInError,
    Note,
    NoteHead,
    Section,
    Shelf,
    Signing,
    Template,
)
from vault.notes.templates import built_in
from vault.session import Session
from vault.store.unit_of_work import Transaction

ACTION = "demo.import"


class Writer:
    """Writes clients first, then what happened, in the order of time.

    The order matters: an index takes rows that grow many times faster than rows that don't.
    """

    def __init__(self, session: Session, signer: str) -> None:
        self._session = session
        self._signer = signer
        self._templates = {template.key: template for template in built_in()}
        self._first_number = client_rows.highest_number(session.rows) + 1
        self._clients: list[_Written] = []

    def client(self, tx: Transaction, planned: PlannedClient) -> None:
        """Write a client with their episodes."""
        opened = planned.episodes[0].opened_on if planned.episodes else None
        at = tx.now if opened is None else min(tx.now, _instant(opened, time(16, 0)))
        number = f"{self._first_number + len(self._clients):04d}"
        client_id = client_rows.insert(tx.rows, planned.details, number, at)
        self._clients.append(
            _Written(
                planned,
                client_id,
                query_rows.client_uid(tx.rows, client_id),
                [_write_episode(tx, client_id, episode) for episode in planned.episodes],
            )
        )
        tx.audit(client_id, episodes=len(planned.episodes))
        tx.changed(Kind.CLIENTS, Kind.EPISODES)

    def entry(self, tx: Transaction, entry: Entry) -> None:
        """Write a session with its notes, or a note alone."""
        written = self._clients[entry.client]
        episode_id = None if entry.episode is None else written.episodes[entry.episode]
        care_session_id = None
        if entry.session is not None:
            care_session_id = care_session_rows.insert(
                tx.rows, written.id, episode_id, entry.session
            )
            tx.changed(Kind.CARE_SESSIONS)
        for note in entry.notes:
            self._note(tx, entry, note, written, episode_id, care_session_id)

    def _note(
        self,
        tx: Transaction,
        entry: Entry,
        planned: PlannedNote,
        written: "_Written",
        episode_id: EpisodeId | None,
        care_session_id: CareSessionId | None,
    ) -> None:
        at = _signed_at(tx, entry, planned)
        note = Note(
            id=note_rows.next_id(tx.rows),
            uid=new_uid(),
            head=NoteHead(
                client_id=written.id,
                kind=planned.kind,
                template_key=planned.template_key,
                occurred_on=entry.day,
                episode_id=episode_id,
                care_session_id=care_session_id,
                late_reason=_late_reason(planned, written),
                shelf=planned.shelf,
            ),
            body=self._body(planned, written),
            created_at=at,
            edited_at=at,
        )
        if planned.is_signed:
            self._write_signed(tx, note, planned, written)
        else:
            _write_draft(tx, note, is_typed_on=planned.is_typed_on)
        tx.audit(written.id, note_id=note.id, kind=note.head.kind.value)
        is_record = planned.shelf is Shelf.RECORD
        tx.changed(Kind.NOTES if is_record else Kind.PSYCHOTHERAPY_NOTES)

    def _body(self, planned: PlannedNote, written: "_Written") -> Body:
        template: Template = self._templates[planned.template_key]
        return Body.of(prose.sections(template, planned, written.planned.voice))

    def _write_signed(
        self, tx: Transaction, note: Note, planned: PlannedNote, written: "_Written"
    ) -> None:
        at = note.created_at
        signed = signing.sign_note(self._session, note, written.uid, signer=self._signer, at=at)
        note_rows.insert(tx.rows, replace(note, signing=signed))
        if planned.has_addendum:
            self._write_addendum(tx, note, signed, planned, written)
        if planned.is_in_error:
            reason = prose.sentence("error_reason", planned.seed, written.planned.voice)
            error = EnteredInError(at=_later(tx, at), reason=reason)
            note_rows.insert_error(tx.rows, planned.shelf, note.id, error)

    def _write_addendum(
        self,
        tx: Transaction,
        note: Note,
        signed_note: Signing,
        planned: PlannedNote,
        written: "_Written",
    ) -> None:
        uid, at = new_uid(), _later(tx, signed_note.at)
        text = prose.sentence("addendum", planned.seed, written.planned.voice)
        signed = signing.sign_addendum(
            self._session,
            note.uid,
            signed_note.content_hash,
            uid,
            text,
            signer=self._signer,
            at=at,
        )
        note_rows.insert_addendum(tx.rows, planned.shelf, note.id, uid, text, signed)


class _Written:
    """A client in the vault."""

    __slots__ = ("episodes", "id", "planned", "uid")

    def __init__(
        self, planned: PlannedClient, client_id: ClientId, uid: str, episodes: list[EpisodeId]
    ) -> None:
        self.planned = planned
        self.id = client_id
        self.uid = uid
        self.episodes = episodes


def _write_episode(tx: Transaction, client_id: ClientId, planned: PlannedEpisode) -> EpisodeId:
    episode_id = episode_rows.insert(tx.rows, client_id, planned.opened_on, planned.opening_reason)
    if planned.closed_on is not None:
        episode_rows.close(tx.rows, episode_id, planned.closed_on, planned.closing_reason)
    return episode_id


def _write_draft(tx: Transaction, note: Note, *, is_typed_on: bool) -> None:
    """Write an unsigned note; ``is_typed_on``: its second half is only autosaved as yet."""
    if not is_typed_on:
        note_rows.insert(tx.rows, note)
        return
    sections = note.body.sections
    half = tuple(
        section if place < len(sections) // 2 else Section(heading=section.heading, text="")
        for place, section in enumerate(sections)
    )
    note_rows.insert(tx.rows, replace(note, body=Body.of(half)))
    note_rows.save_draft(tx.rows, note.head.shelf, note.id, note.body, note.edited_at)
    tx.changed(Kind.DRAFTS)


def _late_reason(planned: PlannedNote, written: _Written) -> str:
    return prose.sentence("late", planned.seed, written.planned.voice) if planned.is_late else ""


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=UTC)


def _signed_at(tx: Transaction, entry: Entry, planned: PlannedNote) -> datetime:
    """Return an hour of the same day, or some days later for a late entry; never to come.

    Between 15 and 22 UTC it is that day nearly everywhere.
    """
    rng = Random(planned.seed)
    day = entry.day + timedelta(days=rng.randint(3, 6) if planned.is_late else 0)
    return min(tx.now, _instant(day, time(15 + rng.randrange(7), rng.randrange(60))))


def _later(tx: Transaction, at: datetime) -> datetime:
    return min(tx.now, at + timedelta(days=2, minutes=7))
