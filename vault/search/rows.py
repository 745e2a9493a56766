"""The full-text indexes. An index's row is the note's ``search_key``: day, then id.

What was measured on 40,000 notes shapes the statements:

- FTS5 walks a merged prefix downwards in quadratic time (400 ms), upwards in 6 ms. So an index
  is walked upwards, and ``+rowid`` keeps SQLite from asking FTS5 for the order.
- Most words people type stand in many notes, so the newest ``RECENT`` are looked at first; the
  rest only where those don't fill the answer, which is where a word is rare and cheap.
- ``snippet()`` reads and tokenizes the whole note, ``bm25()`` all places of a word. Both are
  called for the rows chosen, never for all that match: hence a statement for each step.
- What filters by client or kind must not read notes, which lie in encrypted pages: both
  filters are answered from the indexes of ``note``.
"""

import json
from dataclasses import dataclass
from datetime import date

from vault.ids import NoteId
from vault.notes.model import NoteKind, Shelf
from vault.notes.rows import search_key
from vault.search.model import ClientHit, NoteHit, Query
from vault.search.snippet import Marks, shown
from vault.store import hidden
from vault.store.connection import Connection, Row

SNIPPET_TOKENS = 24
RECENT = 2000

_LAST_OF_DAY = NoteId(2**20 - 1)
CLIENT_NAME = "coalesce(nullif(c.preferred_name, ''), c.legal_name)"


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
        f"SELECT c.id, {CLIENT_NAME} AS name, c.record_number FROM client_index AS i"
        " CROSS JOIN client AS c ON c.id = i.rowid WHERE i.client_index MATCH ?"
        " AND c.status <> 'disposed'"
        " ORDER BY c.status <> 'active', c.legal_name COLLATE NOCASE, c.id LIMIT ?",
        (match, limit),
    )
    return tuple(
        ClientHit(client_id=row["id"], name=row["name"], record_number=row["record_number"])
        for row in found
    )


def newest(connection: Connection, match: str, query: Query, limit: int) -> list[int]:
    """Return the index rows of the newest ``limit`` notes that match, newest first."""
    low = search_key(query.since or date.min, NoteId(0))
    recent = _recent(connection, query, low)
    if recent is not None:
        found = _newest_from(connection, match, query, limit, recent)
        if len(found) == limit:
            return found
    return _newest_from(connection, match, query, limit, low)


def _recent(connection: Connection, query: Query, low: int) -> int | None:
    """Return the row of the ``RECENT``-th newest note in the query's time, if there are more.

    ``None`` within one client's record too: those notes are few and from any time.
    """
    if query.client_id is not None:
        return None
    found: int | None = connection.value(
        f"SELECT search_key FROM {_TABLES[query.shelf].note}"
        " WHERE search_key BETWEEN ? AND ? ORDER BY search_key DESC LIMIT 1 OFFSET ?",
        (low, _high(query), RECENT),
    )
    return found


def _high(query: Query) -> int:
    return search_key(query.until or date.max, _LAST_OF_DAY)


def _newest_from(
    connection: Connection, match: str, query: Query, limit: int, low: int
) -> list[int]:
    found = connection.all(
        f"{_matching(query)} ORDER BY +rowid DESC LIMIT :limit",
        {**_asked(match, query, low), "limit": limit},
    )
    return [row[0] for row in found]


def candidates(connection: Connection, match: str, query: Query, limit: int) -> list[int]:
    """Return what ``newest`` does, for thousands: SQLite's own sorting takes ten times as long."""
    low = search_key(query.since or date.min, NoteId(0))
    found = connection.all(f"{_matching(query)} ORDER BY rowid", _asked(match, query, low))
    return [row[0] for row in reversed(found[-limit:])]


def _matching(query: Query) -> str:
    tables = _TABLES[query.shelf]
    return (
        f"SELECT rowid FROM {tables.index} WHERE {tables.index} MATCH :match"
        f" AND rowid BETWEEN :low AND :high{_filters(tables, query)}"
        f" AND +rowid NOT IN (SELECT search_key FROM {tables.note}"
        f" WHERE client_id IN ({hidden.CLIENTS}))"
    )


def _asked(match: str, query: Query, low: int) -> dict[str, str | int | None]:
    return {
        "match": match,
        "low": low,
        "high": _high(query),
        "client": query.client_id,
        "kind": query.kind,
    }


def ranked(
    connection: Connection, match: str, shelf: Shelf, found: list[int], limit: int
) -> list[int]:
    """Return the best ``limit`` of the index rows ``found``, best first, newest of equals."""
    if not found:
        return []
    index = _TABLES[shelf].index
    best = connection.all(
        f"SELECT rowid FROM {index} WHERE {among(index)}"
        f" ORDER BY bm25({index}), +rowid DESC LIMIT :limit",
        {"match": match, "limit": limit, **bounds(found)},
    )
    return [row[0] for row in best]


def among(index: str) -> str:
    """Return the condition for the rows ``:found`` of an index; it is walked once, not for each."""
    return (
        f"{index} MATCH :match AND {index}.rowid BETWEEN :low AND :high"
        f" AND +{index}.rowid IN (SELECT value FROM json_each(:found))"
    )


def bounds(found: list[int]) -> dict[str, int | str]:
    """Return what ``among`` asks for."""
    return {"low": min(found), "high": max(found), "found": json.dumps(found)}


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
        " n.signed_at IS NOT NULL AS is_signed, n.origin <> 'here' AS is_imported,"
        f" {CLIENT_NAME} AS client_name, c.record_number,"
        f" snippet({tables.index}, 0, :opens, :closes, '…', {SNIPPET_TOKENS}) AS snippet"
        # CROSS JOIN keeps the index outermost.
        f" FROM {tables.index} CROSS JOIN {tables.note} AS n"
        f" ON n.search_key = {tables.index}.rowid JOIN client AS c ON c.id = n.client_id"
        f" WHERE {among(tables.index)}",
        {"match": match, "opens": marks.opens, "closes": marks.closes, **bounds(found)},
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
        is_imported=bool(row["is_imported"]),
    )
