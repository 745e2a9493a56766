"""The full-text indexes. An index's row is the note's ``search_key``: day, then id.

Three things were measured on 40,000 notes and shape the statements:

- FTS5 walks a merged prefix downwards in quadratic time (400 ms), upwards in 6 ms. So the
  index is walked upwards, and ``+rowid`` keeps SQLite from asking FTS5 for the order.
- ``snippet()`` reads and tokenizes the whole note. It is called for the rows shown, never for
  all that match: hence two statements.
- What filters by client or kind must not read notes, which lie in encrypted pages: both
  filters are answered from the indexes of ``note``.
"""

import json
from dataclasses import dataclass
from datetime import date

from vault.ids import NoteId
from vault.notes.model import NoteKind, Shelf
from vault.notes.rows import search_key
from vault.search.model import ClientHit, NoteHit, Order, Query
from vault.search.snippet import Marks, shown
from vault.store.connection import Connection, Row

SNIPPET_TOKENS = 24

_LAST_OF_DAY = NoteId(2**20 - 1)
_NAME = "coalesce(nullif(c.preferred_name, ''), c.legal_name)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    index: str
    note: str


_TABLES = {
    Shelf.RECORD: _Tables(index="note_index", note="note"),
    Shelf.PSYCHOTHERAPY: _Tables(index="psychotherapy_index", note="psychotherapy_note"),
}


def clients(connection: Connection, match: str, limit: int) -> tuple[ClientHit, ...]:
    """Return clients in whose names or record number all words occur; present ones first."""
    found = connection.all(
        f"SELECT c.id, {_NAME} AS name, c.record_number FROM client_index AS i"
        " CROSS JOIN client AS c ON c.id = i.rowid WHERE i.client_index MATCH ?"
        " ORDER BY c.status <> 'active', c.legal_name COLLATE NOCASE, c.id LIMIT ?",
        (match, limit),
    )
    return tuple(
        ClientHit(client_id=row["id"], name=row["name"], record_number=row["record_number"])
        for row in found
    )


def keys(connection: Connection, match: str, query: Query, limit: int) -> list[int]:
    """Return the index rows of up to ``limit`` notes that match, in the order asked for."""
    tables = _TABLES[query.shelf]
    order = "rank" if query.order is Order.BEST else "+rowid DESC"
    found = connection.all(
        f"SELECT rowid FROM {tables.index} WHERE {tables.index} MATCH :match"
        f" AND rowid BETWEEN :low AND :high{_filters(tables, query)}"
        f" ORDER BY {order} LIMIT :limit",
        {
            "match": match,
            "low": search_key(query.since or date.min, NoteId(0)),
            "high": search_key(query.until or date.max, _LAST_OF_DAY),
            "client": query.client_id,
            "kind": query.kind,
            "limit": limit,
        },
    )
    return [row[0] for row in found]


def _filters(tables: _Tables, query: Query) -> str:
    """Return the conditions on client and kind. A client's notes are few: one list of them."""
    by_client = f" AND +rowid IN (SELECT search_key FROM {tables.note} WHERE client_id = :client)"
    by_kind = (
        f" AND EXISTS (SELECT 1 FROM {tables.note} AS n"
        f" WHERE n.search_key = {tables.index}.rowid AND n.kind = :kind)"
    )
    return (by_client if query.client_id else "") + (by_kind if query.kind else "")


def notes(
    connection: Connection, match: str, shelf: Shelf, found: list[int]
) -> tuple[NoteHit, ...]:
    """Return the notes of these index rows, in this order, with their snippets."""
    if not found:
        return ()
    tables, marks = _TABLES[shelf], Marks.random()
    hits = connection.all(
        "SELECT n.search_key, n.id, n.client_id, n.kind, n.occurred_on,"
        f" n.signed_at IS NOT NULL AS is_signed, {_NAME} AS client_name, c.record_number,"
        f" snippet({tables.index}, 0, :opens, :closes, '…', {SNIPPET_TOKENS}) AS snippet"
        # CROSS JOIN keeps the index outermost: it is walked once, not once for each note.
        f" FROM {tables.index} CROSS JOIN {tables.note} AS n"
        f" ON n.search_key = {tables.index}.rowid JOIN client AS c ON c.id = n.client_id"
        f" WHERE {tables.index} MATCH :match AND {tables.index}.rowid BETWEEN :low AND :high"
        f" AND +{tables.index}.rowid IN (SELECT value FROM json_each(:found))",
        {
            "opens": marks.opens,
            "closes": marks.closes,
            "match": match,
            "low": min(found),
            "high": max(found),
            "found": json.dumps(found),
        },
    )
    by_key = {row["search_key"]: _hit(row, shelf, marks) for row in hits}
    return tuple(by_key[key] for key in found)


def _hit(row: Row, shelf: Shelf, marks: Marks) -> NoteHit:
    return NoteHit(
        note_id=row["id"],
        shelf=shelf,
        client_id=row["client_id"],
        client_name=row["client_name"],
        record_number=row["record_number"],
        kind=NoteKind(row["kind"]),
        occurred_on=date.fromisoformat(row["occurred_on"]),
        is_signed=bool(row["is_signed"]),
        snippet=shown(row["snippet"], marks),
    )
