"""The note tables, writing. Both shelves have tables of the same shape: each statement stands once.

What is read from them stands in ``query_rows.py``.
"""

from dataclasses import dataclass
from datetime import date, datetime

from vault import clock
from vault.ids import NoteId
from vault.notes.canonical import layout_text
from vault.notes.model import Addendum, Body, EnteredInError, Note, NoteHead, Shelf, Signing
from vault.store.connection import Connection

_IDS_PER_DAY = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The names of one shelf's tables."""

    note: str
    draft: str
    addendum: str
    error: str


TABLES = {
    Shelf.RECORD: Tables(
        note="note", draft="note_draft", addendum="note_addendum", error="note_error"
    ),
    Shelf.PSYCHOTHERAPY: Tables(
        note="psychotherapy_note",
        draft="psychotherapy_draft",
        addendum="psychotherapy_addendum",
        error="psychotherapy_error",
    ),
}


def next_id(connection: Connection) -> NoteId:
    """Return an id that no note of either shelf has or had: an id alone names a note.

    A late autosave for a discarded note must never reach another one.
    """
    sql = "UPDATE vault SET last_note_id = last_note_id + 1 RETURNING last_note_id"
    return NoteId(connection.value(sql))


def search_key(day: date, note_id: NoteId) -> int:
    """Return the index's row: ordered as the timeline is, by day and then by id."""
    return day.toordinal() * _IDS_PER_DAY + note_id % _IDS_PER_DAY


def insert(connection: Connection, note: Note) -> None:
    """Add a note, signed or not; its draft, addenda and mark are rows of their own."""
    connection.run(
        f"INSERT INTO {TABLES[note.head.shelf].note} (id, uid, client_id, origin, created_at,"
        " edited_at, body, layout, signed_at, signer, content_hash, signature, episode_id,"
        " care_session_id, kind, template_key, occurred_on, search_key, about_whom, privilege,"
        " late_reason) VALUES (:id, :uid, :client_id, :origin, :created_at, :edited_at, :body,"
        " :layout, :signed_at, :signer, :content_hash, :signature, :episode_id,"
        " :care_session_id, :kind, :template_key, :occurred_on, :search_key, :about_whom,"
        " :privilege, :late_reason)",
        {
            "id": note.id,
            "uid": note.uid,
            "client_id": note.head.client_id,
            "origin": note.head.origin,
            "created_at": clock.to_text(note.created_at),
            "edited_at": clock.to_text(note.edited_at),
            **_body_values(note.body),
            **_head_values(note.id, note.head),
            **_signing_values(note.signing),
        },
    )


def set_head(connection: Connection, note_id: NoteId, head: NoteHead, at: datetime) -> None:
    """Replace all that a person chose for an unsigned note; client, shelf, origin stay."""
    connection.run(
        f"UPDATE {TABLES[head.shelf].note} SET episode_id = :episode_id,"
        " care_session_id = :care_session_id, kind = :kind, template_key = :template_key,"
        " occurred_on = :occurred_on, search_key = :search_key, about_whom = :about_whom,"
        " privilege = :privilege, late_reason = :late_reason, edited_at = :at WHERE id = :id",
        {"id": note_id, "at": clock.to_text(at), **_head_values(note_id, head)},
    )


def set_body(
    connection: Connection, shelf: Shelf, note_id: NoteId, body: Body, at: datetime
) -> None:
    """Replace the text of an unsigned note, edited at ``at``."""
    connection.run(
        f"UPDATE {TABLES[shelf].note} SET body = :body, layout = :layout, edited_at = :at"
        " WHERE id = :id",
        {"id": note_id, "at": clock.to_text(at), **_body_values(body)},
    )


def set_signing(connection: Connection, shelf: Shelf, note_id: NoteId, signing: Signing) -> None:
    """Make a note final."""
    connection.run(
        f"UPDATE {TABLES[shelf].note} SET signed_at = :signed_at, signer = :signer,"
        " content_hash = :content_hash, signature = :signature WHERE id = :id",
        {"id": note_id, **_signing_values(signing)},
    )


def delete(connection: Connection, shelf: Shelf, note_id: NoteId) -> None:
    """Remove an unsigned note; its draft goes with it."""
    connection.run(f"DELETE FROM {TABLES[shelf].note} WHERE id = ?", (note_id,))


def save_draft(
    connection: Connection, shelf: Shelf, note_id: NoteId, body: Body, at: datetime
) -> None:
    """Keep what is being typed, in place of what was kept before."""
    connection.run(
        f"INSERT INTO {TABLES[shelf].draft} (note_id, body, layout, saved_at)"
        " VALUES (:id, :body, :layout, :at) ON CONFLICT (note_id) DO UPDATE"
        " SET body = excluded.body, layout = excluded.layout, saved_at = excluded.saved_at",
        {"id": note_id, "at": clock.to_text(at), **_body_values(body)},
    )


def drop_draft(connection: Connection, shelf: Shelf, note_id: NoteId) -> None:
    """Forget what was typed: it stands in the note, or is not wanted."""
    connection.run(f"DELETE FROM {TABLES[shelf].draft} WHERE note_id = ?", (note_id,))


def insert_addendum(
    connection: Connection, shelf: Shelf, note_id: NoteId, uid: str, text: str, signing: Signing
) -> Addendum:
    """Add a signed addendum to a signed note."""
    row_id = connection.run(
        f"INSERT INTO {TABLES[shelf].addendum} (uid, note_id, body, signed_at, signer,"
        " content_hash, signature) VALUES (:uid, :note_id, :body, :signed_at, :signer,"
        " :content_hash, :signature)",
        {"uid": uid, "note_id": note_id, "body": text, **_signing_values(signing)},
    )
    return Addendum(id=row_id, uid=uid, note_id=note_id, text=text, signing=signing)


def insert_error(
    connection: Connection, shelf: Shelf, note_id: NoteId, error: EnteredInError
) -> None:
    """Mark a signed note as entered in error."""
    connection.run(
        f"INSERT INTO {TABLES[shelf].error} (note_id, at, reason) VALUES (?, ?, ?)",
        (note_id, clock.to_text(error.at), error.reason),
    )


def _head_values(note_id: NoteId, head: NoteHead) -> dict[str, str | int | None]:
    return {
        "episode_id": head.episode_id,
        "care_session_id": head.care_session_id,
        "kind": head.kind,
        "template_key": head.template_key,
        "occurred_on": head.occurred_on.isoformat(),
        "search_key": search_key(head.occurred_on, note_id),
        "about_whom": head.about_whom,
        "privilege": head.privilege,
        "late_reason": head.late_reason,
    }


def _body_values(body: Body) -> dict[str, str]:
    return {"body": body.text, "layout": layout_text(body)}


def _signing_values(signing: Signing | None) -> dict[str, str | bytes | None]:
    if signing is None:
        return {"signed_at": None, "signer": "", "content_hash": None, "signature": None}
    return {
        "signed_at": clock.to_text(signing.at),
        "signer": signing.signer,
        "content_hash": signing.content_hash,
        "signature": signing.signature,
    }
