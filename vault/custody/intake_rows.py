"""Rows of another practice: what shape they have here, which came before, putting them in."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vault.custody.model import LostFile
from vault.errors import RuleBroken
from vault.ids import ClientId
from vault.store import bundle, hidden, registry
from vault.store.connection import Connection, Value
from vault.store.registry import Merged, Sealed, Table

Values = dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A table of a client's rows. ``goals`` says to which table a column leads."""

    name: str
    columns: frozenset[str]
    key: str
    goals: Mapping[str, str]
    optional: frozenset[str]
    is_protected: bool
    """Whether nobody but a later export changes what came in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A row that came before: where it is, and the digest of what it was."""

    row: int
    digest: bytes = field(repr=False)


NOTE_TABLES = frozenset({"note", "psychotherapy_note"})
_NOTES = "notes"
# Holds, dates, notices, paper and transfers go on: a custodian's change of one counts.
_CUSTODIANS_TOO = frozenset(
    {"hold", "retention_override", "disposal_notice", "paper_record", "transfer", "kept_apart"}
)


def shapes(connection: Connection, sealed: Sealed) -> list[Shape]:
    """Return the tables of clients' rows that travel in one kind of part, in registry order."""
    wanted = [t for t in registry.TABLES if t.sealed is sealed and t.merged is Merged.WITH_CLIENT]
    return [_shape(connection, table) for table in wanted]


def _shape(connection: Connection, table: Table) -> Shape:
    columns = connection.all(f"PRAGMA table_info({table.name})")
    links = connection.all(f"PRAGMA foreign_key_list({table.name})")
    return Shape(
        name=table.name,
        columns=frozenset(row["name"] for row in columns),
        key=next(row["name"] for row in columns if row["pk"]),
        goals={row["from"]: row["table"] for row in links},
        optional=frozenset(row["name"] for row in columns if not row["notnull"] and not row["pk"]),
        is_protected=table.name not in _CUSTODIANS_TOO,
    )


def digest(values: Mapping[str, Value]) -> bytes:
    """Return what tells one state of a row from another; 16 bytes."""
    told = repr(sorted(values.items())).encode("utf-8", "backslashreplace")
    return hashlib.blake2b(told, digest_size=16).digest()


def client_with(connection: Connection, uid: str) -> ClientId | None:
    """Return the client with this uid, also one whose disposal has begun."""
    found: ClientId | None = connection.value("SELECT id FROM client WHERE uid = ?", (uid,))
    return found


def known(connection: Connection, client_id: ClientId) -> dict[tuple[str, int], Known]:
    """Return the rows of a client that came before, by table and number at their source."""
    found = connection.all(
        "SELECT table_name, source_row, row, digest FROM inherited_row WHERE client_id = ?",
        (client_id,),
    )
    return {(one[0], one[1]): Known(row=one[2], digest=one[3]) for one in found}


def numbers_here(
    connection: Connection,
    client_ids: Iterable[ClientId],
    tables: Sequence[str],
    source_rows: Iterable[int],
) -> frozenset[int]:
    """Return the numbers that rows of these clients have here, by those at their source."""
    found = connection.all(
        "SELECT row FROM inherited_row"
        " WHERE client_id IN (SELECT value FROM json_each(:clients))"
        " AND table_name IN (SELECT value FROM json_each(:tables))"
        " AND source_row IN (SELECT value FROM json_each(:rows))",
        {
            "clients": json.dumps(list(client_ids)),
            "tables": json.dumps(tables),
            "rows": json.dumps(list(source_rows)),
        },
    )
    return frozenset(row[0] for row in found)


def remember(
    connection: Connection,
    client_id: ClientId,
    taken: Iterable[tuple[str, int, int, bytes]],
) -> None:
    """Write from which rows rows came: table, number there, number here, digest."""
    connection.many(
        "INSERT INTO inherited_row (client_id, table_name, source_row, row, digest)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (client_id, table_name, source_row)"
        " DO UPDATE SET row = excluded.row, digest = excluded.digest",
        [(client_id, *one) for one in taken],
    )


def forget(connection: Connection, client_id: ClientId, table: str, source_row: int) -> None:
    """Forget a row that is not in the records any more."""
    connection.run(
        "DELETE FROM inherited_row WHERE client_id = ? AND table_name = ? AND source_row = ?",
        (client_id, table, source_row),
    )


class Numbers:
    """Gives rows their numbers here, as the database would: one after the last.

    Rows that know their numbers go in many at once, which is twenty times as fast (measured).
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last: dict[str, int] = {}

    def next(self, table: str) -> int:
        """Return the number of a new row."""
        name = _NOTES if table in NOTE_TABLES else table
        last = self._last[name] if name in self._last else self._newest(name)
        self._last[name] = last + 1
        return last + 1

    def _newest(self, name: str) -> int:
        if name == _NOTES:  # an id names a note of either shelf
            return int(self._connection.value("SELECT last_note_id FROM vault"))
        return int(self._connection.value(f"SELECT coalesce(max(rowid), 0) FROM {name}"))

    def keep(self) -> None:
        """Write down up to which number there are notes."""
        if _NOTES in self._last:
            self._connection.run("UPDATE vault SET last_note_id = ?", (self._last[_NOTES],))


def insert_all(connection: Connection, table: str, found: Sequence[Values]) -> None:
    """Insert rows that have the same columns. The names are the schema's."""
    if not found:
        return
    names = ", ".join(f'"{name}"' for name in found[0])
    places = ", ".join("?" * len(found[0]))
    connection.many(
        f"INSERT INTO {table} ({names}) VALUES ({places})",
        [tuple(values.values()) for values in found],
    )


def current(connection: Connection, shape: Shape, row: int) -> Values | None:
    """Return a row as it is here, without its number; ``None`` where it is gone."""
    found = connection.one(f"SELECT * FROM {shape.name} WHERE {shape.key} = ?", (row,))
    if found is None:
        return None
    return {name: found[name] for name in shape.columns if name != shape.key}


def update(connection: Connection, shape: Shape, row: int, changed: Values) -> None:
    """Replace some values of a row."""
    pairs = ", ".join(f'"{name}" = ?' for name in changed)
    connection.run(
        f"UPDATE {shape.name} SET {pairs} WHERE {shape.key} = ?", (*changed.values(), row)
    )


def delete(connection: Connection, shape: Shape, row: int) -> bool:
    """Remove a row; ``False`` where another one leads to it, which keeps it."""
    try:
        connection.run(f"DELETE FROM {shape.name} WHERE {shape.key} = ?", (row,))
    except RuleBroken:
        return False
    return True


def free_number(connection: Connection, record_number: Value, client_id: ClientId | None) -> None:
    """Take a record number from whoever has it here; a later row of theirs brings their new one."""
    other = connection.value(
        "SELECT id FROM client WHERE record_number = ? AND id IS NOT ?",
        (record_number, client_id),
    )
    if other is not None:
        connection.run("UPDATE client SET record_number = uid WHERE id = ?", (other,))
        connection.run(
            "UPDATE inherited_row SET digest = x'' WHERE client_id = ? AND table_name = 'client'",
            (other,),
        )


def put_by_key(connection: Connection, table: str, key: str, values: Values) -> None:
    """Write a row of the practice, in place of one of the same natural key."""
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join("?" * len(values))
    pairs = ", ".join(f'"{name}" = excluded."{name}"' for name in values if name != key)
    connection.run(
        f"INSERT INTO {table} ({names}) VALUES ({places})"
        f" ON CONFLICT ({key}) DO UPDATE SET {pairs}",
        tuple(values.values()),
    )


def tombstoned(connection: Connection) -> frozenset[str]:
    """Return the uids of the clients whose records are gone."""
    return frozenset(row[0] for row in connection.all("SELECT client_uid FROM tombstone"))


def add_tombstone(connection: Connection, stone: Sequence[Value]) -> int:
    """Write a tombstone (uid, record number, instant, detail) of the practitioner's; its number."""
    return connection.run(
        "INSERT INTO tombstone (client_uid, record_number, at, detail) VALUES (?, ?, ?, ?)",
        tuple(stone),
    )


def hide(connection: Connection, client_id: ClientId) -> None:
    """Hide a client whose records go with the next switch."""
    connection.run("UPDATE client SET status = 'disposed' WHERE id = ?", (client_id,))


def documents_here(connection: Connection) -> dict[str, int]:
    """Return the documents' files by uid, and their sizes in bytes as they were sealed."""
    found = connection.all("SELECT uid, sealed_size FROM document")
    return {row["uid"]: row["sealed_size"] for row in found}


def own_holds(connection: Connection, client_id: ClientId) -> bool:
    """Return whether a hold that is not the practitioner's keeps a record."""
    return bool(
        connection.value(
            "SELECT EXISTS (SELECT 1 FROM hold AS h WHERE h.client_id = :client"
            " AND h.released_at IS NULL AND NOT EXISTS (SELECT 1 FROM inherited_row AS r"
            " WHERE r.client_id = :client AND r.table_name = 'hold' AND r.row = h.id))",
            {"client": client_id},
        )
    )


def sealed_files(connection: Connection) -> list[tuple[str, int, str]]:
    """Return every document's file: uid, size in bytes and SHA-256 (hex) of what was sealed."""
    found = connection.all("SELECT uid, sealed_size, sealed_sha256 FROM document ORDER BY uid")
    return [(row["uid"], row["sealed_size"], row["sealed_sha256"]) for row in found]


def lost_files(connection: Connection, lost: Mapping[str, bool]) -> list[LostFile]:
    """Return whose documents they are whose files (by uid) could not be had."""
    found = connection.all(
        "SELECT d.id, d.uid, d.title, d.client_id, c.record_number FROM document AS d"
        " JOIN client AS c ON c.id = d.client_id"
        f" WHERE d.uid IN (SELECT value FROM json_each(?)) AND {hidden.shown('c.id')}"
        " ORDER BY c.record_number, d.id",
        (json.dumps(list(lost)),),
    )
    return [
        LostFile(
            client_id=row["client_id"],
            document_id=row["id"],
            record_number=row["record_number"],
            title=row["title"],
            uid=row["uid"],
            is_damaged=lost[row["uid"]],
        )
        for row in found
    ]


def files_of(connection: Connection, client_ids: str) -> list[str]:
    """Return the paths, below the vault's folder, of the documents of clients (a JSON list)."""
    found = connection.all(
        "SELECT uid FROM document WHERE client_id IN (SELECT value FROM json_each(?)) ORDER BY uid",
        (client_ids,),
    )
    return [bundle.attachment_file(row["uid"]) for row in found]
