"""The tables of imports: what each made, and whether it can still be taken back."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from typing import Any

from vault import clock
from vault.clients.model import CareSessionStatus
from vault.clients.rows import to_day
from vault.errors import NotFound
from vault.ids import ClientId, ImportId, NoteId, new_uid
from vault.importers.batch_model import Batch, ImportCounts, ImportKind, Original, Source
from vault.importers.model import KnownClient, SessionAt, SessionOwner
from vault.importers.note_model import DayFrom, NoteOrigin
from vault.store import hidden
from vault.store.connection import Connection, Row

# Acts that change nothing: a record that was only looked at can still be taken back.
_LOOKING = (
    "client.open",
    "psychotherapy.open",
    "document.open",
    "document.copy_out",
    "export.start",
    "export.make",
    "audit.export",
)
# How an act on a row names it in its detail.
_NAMED = {
    "episode": "episode_id",
    "care_session": "care_session_id",
    "note": "note_id",
    "document": "document",
}
# Rows that go again, by discarding or by taking an import back; acts on them then left nothing.
_PASSING = (("note_id", ("note", "psychotherapy_note")), ("document", ("document",)))
# What may lead to a row that an import made: table, column, and the table it leads to.
_REFERENCES = (
    ("care_session", "episode_id", "episode"),
    ("note", "episode_id", "episode"),
    ("psychotherapy_note", "episode_id", "episode"),
    ("note", "care_session_id", "care_session"),
    ("psychotherapy_note", "care_session_id", "care_session"),
    ("hold", "episode_id", "episode"),
    ("paper_record", "document_id", "document"),
    ("transfer", "document_id", "document"),
)
# What people enter for a client, a table each.
_ENTRIES = (
    "episode",
    "care_session",
    "note",
    "psychotherapy_note",
    "document",
    "retention_override",
    "hold",
    "disposal_notice",
    "paper_record",
    "transfer",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A row that an import made, or whose empty fields it filled."""

    client_id: ClientId
    table: str
    row_id: int
    filled: dict[str, Any] = field(default_factory=dict, repr=False)


def begin_batch(connection: Connection, source: Source, at: datetime) -> ImportId:
    """Write a new import, without its counts."""
    new_id = connection.run(
        "INSERT INTO import_batch (uid, kind, source_sha256, at) VALUES (?, ?, ?, ?)",
        (new_uid(), source.kind.value, source.sha256, clock.to_text(at)),
    )
    return ImportId(new_id)


def end_batch(connection: Connection, batch_id: ImportId, counts: ImportCounts, seq: int) -> None:
    """Write what an import did, and the number of its last audit event."""
    connection.run(
        "UPDATE import_batch SET summary = ?, last_seq = ? WHERE id = ?",
        (json.dumps(asdict(counts)), seq, batch_id),
    )


def add_made(connection: Connection, batch_id: ImportId, made: Made) -> None:
    """Write down a row that the import made or filled."""
    connection.run(
        "INSERT INTO import_made (batch_id, client_id, table_name, row_id, filled)"
        " VALUES (?, ?, ?, ?, ?)",
        (batch_id, made.client_id, made.table, made.row_id, _to_json(made.filled)),
    )


def add_filled(
    connection: Connection, batch_id: ImportId, client_id: ClientId, filled: dict[str, Any]
) -> None:
    """Write down which fields of a client the import filled, beside those it filled before."""
    row = connection.one(
        "SELECT id, filled FROM import_made WHERE batch_id = ? AND table_name = 'client'"
        " AND row_id = ?",
        (batch_id, client_id),
    )
    if row is None:
        made = Made(client_id=client_id, table="client", row_id=client_id, filled=filled)
        add_made(connection, batch_id, made)
    elif row["filled"]:  # else this import made the client: all of it goes with them
        both = _joined(json.loads(row["filled"]), filled)
        connection.run(
            "UPDATE import_made SET filled = ? WHERE id = ?", (_to_json(both), row["id"])
        )


def _joined(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    lists = {name: before[name] + after[name] for name in before.keys() & after.keys()}
    return before | after | lists


def _to_json(filled: dict[str, Any]) -> str:
    return json.dumps(filled, ensure_ascii=False) if filled else ""


def made_by(connection: Connection, batch_id: ImportId) -> list[Made]:
    """Return all that an import made or filled and that is still there."""
    rows = connection.all(
        "SELECT client_id, table_name, row_id, filled FROM import_made WHERE batch_id = ?"
        " ORDER BY id",
        (batch_id,),
    )
    return [
        Made(
            client_id=ClientId(row["client_id"]),
            table=row["table_name"],
            row_id=row["row_id"],
            filled=json.loads(row["filled"]) if row["filled"] else {},
        )
        for row in rows
    ]


def made_ids(connection: Connection, batch_id: ImportId) -> frozenset[int]:
    """Return the keys of an import's own entries in ``import_made``, filled ones left aside."""
    rows = connection.all(
        "SELECT id FROM import_made WHERE batch_id = ? AND filled = ''", (batch_id,)
    )
    return frozenset(row[0] for row in rows)


def end_undo(connection: Connection, batch_id: ImportId, at: datetime) -> None:
    """Write down that an import was taken back."""
    connection.run("DELETE FROM import_made WHERE batch_id = ?", (batch_id,))
    connection.run(
        "UPDATE import_batch SET undone_at = ? WHERE id = ?", (clock.to_text(at), batch_id)
    )


def batch(connection: Connection, batch_id: ImportId) -> Batch:
    """Return an import. Raises ``NotFound``."""
    row = connection.one("SELECT * FROM import_batch WHERE id = ?", (batch_id,))
    if row is None:
        raise NotFound()
    return _batch(row)


def batches(connection: Connection) -> list[Batch]:
    """Return all imports, newest first."""
    return [_batch(row) for row in connection.all("SELECT * FROM import_batch ORDER BY id DESC")]


def _batch(row: Row) -> Batch:
    return Batch(
        id=ImportId(row["id"]),
        kind=ImportKind(row["kind"]),
        at=clock.from_text(row["at"]),
        counts=ImportCounts(**json.loads(row["summary"])),
        undone_at=None if row["undone_at"] is None else clock.from_text(row["undone_at"]),
    )


def used_clients(connection: Connection, batch_id: ImportId) -> set[ClientId]:
    """Return the clients for whom something was entered since that leads to what was imported.

    A client whom the import made is used by any act but looking, another import's merge too. A
    row made for somebody else is used by an act that names it, or by a row that leads to it.
    What left nothing counts for nothing: a draft discarded, an import taken back.
    """
    gone = {row[0] for row in connection.all(hidden.CLIENTS)}
    used = {row[0] for sql in _uses() for row in connection.all(sql, (batch_id,))}
    return {ClientId(client_id) for client_id in used - gone}


def _uses() -> Iterator[str]:
    made = "SELECT row_id FROM import_made WHERE batch_id = ?1 AND filled = '' AND table_name"
    later = (
        "SELECT d.client_id FROM audit_detail AS d JOIN audit_event AS e ON e.seq = d.seq"
        " WHERE d.seq > (SELECT last_seq FROM import_batch WHERE id = ?1)"
        f" AND e.action NOT IN ({', '.join(repr(action) for action in _LOOKING)})"
        " AND coalesce(json_extract(d.detail, '$.batch'), 0) NOT IN"
        " (SELECT id FROM import_batch WHERE undone_at IS NOT NULL)"
        f" AND {' AND '.join(_still_there(name, tables) for name, tables in _PASSING)}"
    )
    yield f"{later} AND d.client_id IN ({made} = 'client')"
    for table, name in _NAMED.items():
        yield f"{later} AND json_extract(d.detail, '$.{name}') IN ({made} = '{table}')"
    for table in _ENTRIES:
        yield (
            f"SELECT client_id FROM {table} WHERE client_id IN ({made} = 'client')"
            f" AND id NOT IN ({made} = '{table}')"
        )
    for table, column, target in _REFERENCES:
        yield (
            f"SELECT client_id FROM {table} WHERE {column} IN ({made} = '{target}')"
            f" AND id NOT IN ({made} = '{table}')"
        )


def _still_there(name: str, tables: tuple[str, ...]) -> str:
    named = f"json_extract(d.detail, '$.{name}')"
    found = (
        f"EXISTS (SELECT 1 FROM {table} AS t WHERE t.id = {named} AND t.client_id = d.client_id)"
        for table in tables
    )
    return f"({named} IS NULL OR {' OR '.join(found)})"


def document_uids(connection: Connection, batch_id: ImportId) -> list[str]:
    """Return the uids of the documents that an import added."""
    rows = connection.all(
        "SELECT uid FROM document WHERE id IN (SELECT row_id FROM import_made"
        " WHERE batch_id = ? AND table_name = 'document')",
        (batch_id,),
    )
    return [row[0] for row in rows]


def known_clients(connection: Connection) -> list[KnownClient]:
    """Return what finding a client again needs to know of all that are not disposed."""
    rows = connection.all(
        "SELECT id, record_number, legal_name, preferred_name, birth_date FROM client"
        f" WHERE {hidden.shown('id')} ORDER BY id"
    )
    return [
        KnownClient(
            id=ClientId(row["id"]),
            record_number=row["record_number"],
            legal_name=row["legal_name"],
            preferred_name=row["preferred_name"],
            birth_date=to_day(row["birth_date"]),
        )
        for row in rows
    ]


def gone_numbers(connection: Connection) -> frozenset[str]:
    """Return the record numbers of disposed records, which nobody gets again."""
    found = connection.all(
        "SELECT record_number FROM tombstone UNION"
        f" SELECT record_number FROM client WHERE id IN ({hidden.CLIENTS})"
    )
    return frozenset(row[0] for row in found)


def session_owners(
    connection: Connection, client_ids: Collection[ClientId]
) -> dict[ClientId, SessionOwner]:
    """Return what judging sessions needs to know of these clients. Raises ``NotFound``."""
    listed = json.dumps(sorted(client_ids))
    of_these = "IN (SELECT value FROM json_each(?))"
    clients = connection.all(
        f"SELECT id, birth_date FROM client WHERE id {of_these} AND {hidden.shown('id')}",
        (listed,),
    )
    if len(clients) != len(client_ids):
        raise NotFound()
    had: dict[int, set[tuple[SessionAt, CareSessionStatus]]] = {}
    for row in connection.all(
        f"SELECT client_id, day, starts_at, status FROM care_session WHERE client_id {of_these}",
        (listed,),
    ):
        start = row["starts_at"]
        at = date.fromisoformat(row["day"]), None if start is None else time.fromisoformat(start)
        had.setdefault(row["client_id"], set()).add((at, CareSessionStatus(row["status"])))
    return {
        ClientId(row["id"]): SessionOwner(
            born=to_day(row["birth_date"]), had=frozenset(had.get(row["id"], ()))
        )
        for row in clients
    }


def originals(connection: Connection, hashes: Iterable[str]) -> frozenset[Original]:
    """Return whose records hold documents with these contents, and of which day."""
    found = connection.all(
        "SELECT d.client_id, d.sha256, coalesce(n.occurred_on, d.dated_on) AS day"
        " FROM document AS d LEFT JOIN imported_note AS i ON i.document_id = d.id"
        " LEFT JOIN note AS n ON n.id = i.note_id"
        f" WHERE d.sha256 IN (SELECT value FROM json_each(?)) AND {hidden.shown('d.client_id')}",
        (json.dumps(sorted(set(hashes))),),
    )
    return frozenset(
        (ClientId(row["client_id"]), row["sha256"], to_day(row["day"])) for row in found
    )


def add_imported_note(
    connection: Connection, note_id: int, document_id: int | None, day_from: str
) -> None:
    """Say of a note that it was imported, from which original, and where its day came from."""
    connection.run(
        "INSERT INTO imported_note (note_id, document_id, day_from) VALUES (?, ?, ?)",
        (note_id, document_id, day_from),
    )


def origins(connection: Connection, client_id: ClientId) -> dict[NoteId, NoteOrigin]:
    """Return where each imported note of a client came from."""
    rows = connection.all(
        "SELECT i.note_id, i.document_id, i.day_from FROM imported_note AS i"
        " JOIN note AS n ON n.id = i.note_id WHERE n.client_id = ?"
        f" AND {hidden.shown('n.client_id')}",
        (client_id,),
    )
    return {
        NoteId(row["note_id"]): NoteOrigin(
            document_id=row["document_id"], day_from=DayFrom(row["day_from"])
        )
        for row in rows
    }


def imported_from(connection: Connection, note_id: int) -> tuple[int | None, str] | None:
    """Return an imported note's document, if any, and where its day came from."""
    row = connection.one(
        "SELECT i.document_id, i.day_from FROM imported_note AS i"
        " JOIN note AS n ON n.id = i.note_id"
        f" WHERE i.note_id = ? AND {hidden.shown('n.client_id')}",
        (note_id,),
    )
    return None if row is None else (row["document_id"], row["day_from"])
