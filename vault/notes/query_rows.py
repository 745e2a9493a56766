"""The note tables, reading: rows into notes, lists of ids, drafts."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

from vault import clock
from vault.errors import NotFound
from vault.ids import CareSessionId, ClientId, EpisodeId, NoteId
from vault.notes.model import (
    Addendum,
    Body,
    DraftLine,
    EnteredInError,
    Note,
    NoteHead,
    NoteKind,
    Privilege,
    Shelf,
    Signing,
)
from vault.notes.rows import TABLES, Tables
from vault.store import hidden
from vault.store.connection import Connection, Row


def read(connection: Connection, shelf: Shelf, ids: Iterable[NoteId]) -> list[Note]:
    """Return these notes in this order, whole, with two statements; unknown ids are left out."""
    wanted = list(ids)
    tables = TABLES[shelf]
    found = connection.all(
        "SELECT n.*, d.body AS draft_body, d.layout AS draft_layout, d.saved_at AS draft_saved_at,"
        f" e.at AS error_at, e.reason AS error_reason FROM {tables.note} AS n"
        f" LEFT JOIN {tables.draft} AS d ON d.note_id = n.id"
        f" LEFT JOIN {tables.error} AS e ON e.note_id = n.id"
        f" WHERE n.id IN (SELECT value FROM json_each(?)) AND {hidden.shown('n.client_id')}",
        (json.dumps(wanted),),
    )
    addenda = _addenda(connection, tables, wanted)
    notes = {row["id"]: _note(row, shelf, tuple(addenda.get(row["id"], ()))) for row in found}
    return [notes[note_id] for note_id in wanted if note_id in notes]


def one(connection: Connection, shelf: Shelf, note_id: NoteId) -> Note:
    """Return a note, whole. Raises ``NotFound``."""
    found = read(connection, shelf, [note_id])
    if not found:
        raise NotFound("note")
    return found[0]


def _addenda(
    connection: Connection, tables: Tables, ids: Sequence[NoteId]
) -> dict[NoteId, list[Addendum]]:
    """Return the addenda of these notes, oldest first."""
    by_note: dict[NoteId, list[Addendum]] = {}
    for row in connection.all(
        f"SELECT * FROM {tables.addendum} WHERE note_id IN (SELECT value FROM json_each(?))"
        " ORDER BY id",
        (json.dumps(ids),),
    ):
        by_note.setdefault(row["note_id"], []).append(_addendum(row))
    return by_note


def standing(connection: Connection, shelf: Shelf, note_id: NoteId) -> tuple[bool, bool] | None:
    """Return whether the note is signed, and whether it was imported; ``None`` without a note."""
    row = connection.one(
        f"SELECT signed_at IS NOT NULL, origin <> 'here' FROM {TABLES[shelf].note}"
        f" WHERE id = ? AND {hidden.shown('client_id')}",
        (note_id,),
    )
    return None if row is None else (bool(row[0]), bool(row[1]))


def timeline_ids(connection: Connection, shelf: Shelf, client_id: ClientId) -> list[NoteId]:
    """Return a client's notes, newest first."""
    return _ids(
        connection.all(
            f"SELECT id FROM {TABLES[shelf].note} WHERE client_id = ?"
            f" AND {hidden.shown('client_id')} ORDER BY occurred_on DESC, id DESC",
            (client_id,),
        )
    )


def signed_ids(connection: Connection, shelf: Shelf) -> list[NoteId]:
    """Return all signed notes of a shelf."""
    return _ids(
        connection.all(
            f"SELECT id FROM {TABLES[shelf].note} WHERE signed_at IS NOT NULL"
            f" AND {hidden.shown('client_id')} ORDER BY id"
        )
    )


def content_hashes(connection: Connection, shelf: Shelf) -> list[str]:
    """Return the hashes, in hex, of all that is signed on a shelf: notes and addenda."""
    tables = TABLES[shelf]
    rows = connection.all(
        f"SELECT content_hash FROM {tables.note} WHERE signed_at IS NOT NULL"
        f" UNION ALL SELECT content_hash FROM {tables.addendum}"
    )
    return [row[0].hex() for row in rows]


def signed_sound_ids(connection: Connection, client_id: ClientId, limit: int) -> list[NoteId]:
    """Return a client's signed notes that are not entered in error, newest first."""
    return _ids(
        connection.all(
            "SELECT id FROM note WHERE client_id = ? AND signed_at IS NOT NULL"
            f" AND {hidden.shown('client_id')}"
            " AND id NOT IN (SELECT note_id FROM note_error)"
            " ORDER BY occurred_on DESC, id DESC LIMIT ?",
            (client_id, limit),
        )
    )


def _ids(found: Sequence[Row]) -> list[NoteId]:
    return [NoteId(row[0]) for row in found]


def drafts(connection: Connection) -> list[DraftLine]:
    """Return all unsigned notes of both shelves, oldest day first, without their text."""
    halves = (
        f"SELECT '{shelf}' AS shelf, n.id AS id, n.client_id, n.kind, n.occurred_on AS occurred_on,"
        " coalesce(d.saved_at, n.edited_at) AS edited_at, c.record_number,"
        " coalesce(nullif(c.preferred_name, ''), c.legal_name) AS client_name"
        f" FROM {tables.note} AS n JOIN client AS c ON c.id = n.client_id"
        f" LEFT JOIN {tables.draft} AS d ON d.note_id = n.id WHERE n.signed_at IS NULL"
        " AND n.origin = 'here' AND c.status <> 'disposed'"
        for shelf, tables in TABLES.items()
    )
    return [
        _draft_line(row)
        for row in connection.all(" UNION ALL ".join(halves) + " ORDER BY occurred_on, id")
    ]


def day_of(connection: Connection, note_id: NoteId) -> date | None:
    """Return the day of a note on whichever shelf; ``None`` where there is no such note."""
    halves = (
        f"SELECT occurred_on FROM {tables.note} WHERE id = :id AND {hidden.shown('client_id')}"
        for tables in TABLES.values()
    )
    found = connection.value(" UNION ALL ".join(halves), {"id": note_id})
    return None if found is None else date.fromisoformat(found)


def days(connection: Connection, ids: Iterable[NoteId]) -> dict[NoteId, date]:
    """Return the days of notes of the record, by their ids; unknown ids are left out."""
    found = connection.all(
        "SELECT id, occurred_on FROM note WHERE id IN (SELECT value FROM json_each(?))"
        f" AND {hidden.shown('client_id')}",
        (json.dumps(list(ids)),),
    )
    return {NoteId(row["id"]): date.fromisoformat(row["occurred_on"]) for row in found}


def client_uids(connection: Connection, ids: Iterable[ClientId]) -> dict[ClientId, str]:
    """Return the uids by which signatures name these clients."""
    found = connection.all(
        "SELECT id, uid FROM client WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(ids))),),
    )
    return {ClientId(row["id"]): row["uid"] for row in found}


def client_uid(connection: Connection, client_id: ClientId) -> str:
    """Return the uid by which signatures name a client that exists."""
    return client_uids(connection, [client_id])[client_id]


def client_status(connection: Connection, client_id: ClientId) -> str | None:
    """Return where a client stands; ``None`` where there is no such client."""
    found: str | None = connection.value("SELECT status FROM client WHERE id = ?", (client_id,))
    return found


def client_of_episode(connection: Connection, episode_id: EpisodeId) -> ClientId | None:
    """Return whose episode it is; ``None`` where there is no such episode."""
    found: ClientId | None = connection.value(
        "SELECT client_id FROM episode WHERE id = ?", (episode_id,)
    )
    return found


def client_of_care_session(
    connection: Connection, care_session_id: CareSessionId
) -> ClientId | None:
    """Return whose session it is; ``None`` where there is no such session."""
    found: ClientId | None = connection.value(
        "SELECT client_id FROM care_session WHERE id = ?", (care_session_id,)
    )
    return found


def _note(row: Row, shelf: Shelf, addenda: tuple[Addendum, ...]) -> Note:
    return Note(
        id=row["id"],
        uid=row["uid"],
        head=_head(row, shelf),
        body=_body(row["body"], row["layout"]),
        created_at=clock.from_text(row["created_at"]),
        edited_at=clock.from_text(row["edited_at"]),
        signing=None if row["signed_at"] is None else _signing(row),
        addenda=addenda,
        error=_error(row),
        draft=None
        if row["draft_saved_at"] is None
        else _body(row["draft_body"], row["draft_layout"]),
        draft_saved_at=None
        if row["draft_saved_at"] is None
        else clock.from_text(row["draft_saved_at"]),
    )


def _head(row: Row, shelf: Shelf) -> NoteHead:
    return NoteHead(
        client_id=row["client_id"],
        kind=NoteKind(row["kind"]),
        template_key=row["template_key"],
        occurred_on=date.fromisoformat(row["occurred_on"]),
        episode_id=row["episode_id"],
        care_session_id=row["care_session_id"],
        about_whom=row["about_whom"],
        privilege=Privilege(row["privilege"]),
        late_reason=row["late_reason"],
        shelf=shelf,
        origin=row["origin"],
    )


def _body(text: str, layout: str) -> Body:
    parts = tuple((heading, start, end) for heading, start, end in json.loads(layout))
    return Body(text=text, layout=parts)


def _signing(row: Row) -> Signing:
    return Signing(
        at=clock.from_text(row["signed_at"]),
        signer=row["signer"],
        content_hash=row["content_hash"],
        signature=row["signature"],
    )


def _addendum(row: Row) -> Addendum:
    return Addendum(
        id=row["id"],
        uid=row["uid"],
        note_id=row["note_id"],
        text=row["body"],
        signing=_signing(row),
    )


def _error(row: Row) -> EnteredInError | None:
    if row["error_at"] is None:
        return None
    return EnteredInError(at=clock.from_text(row["error_at"]), reason=row["error_reason"])


def _draft_line(row: Row) -> DraftLine:
    return DraftLine(
        note_id=row["id"],
        shelf=Shelf(row["shelf"]),
        client_id=row["client_id"],
        client_name=row["client_name"],
        record_number=row["record_number"],
        kind=NoteKind(row["kind"]),
        occurred_on=date.fromisoformat(row["occurred_on"]),
        edited_at=clock.from_text(row["edited_at"]),
    )
