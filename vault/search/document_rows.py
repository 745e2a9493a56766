"""The index of documents' titles and file names.

An index on the day answers which documents are newest, so that no encrypted page of the table is
read for a document that is not shown: a word's beginning may match all there are.
"""

from datetime import date

from vault import clock
from vault.documents.model import DocumentKind
from vault.documents.rows import inherited
from vault.search.model import DocumentHit, Query
from vault.search.rows import CLIENT_NAME, SNIPPET_TOKENS, among, bounds
from vault.search.snippet import HIT_OPENS, Marks, shown
from vault.store import hidden
from vault.store.connection import Connection, Row

_INDEX = "document_index"
# A day that stands on a document is a day; when it was added is an instant in UTC.
_DAY = "coalesce(dated_on, date(added_at, 'localtime'))"


def newest(connection: Connection, match: str, query: Query, limit: int) -> list[int]:
    """Return the ids of the newest ``limit`` documents that match, newest day first."""
    found = connection.all(
        "SELECT id FROM document"
        f" WHERE +id IN (SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH :match){_filters(query)}"
        f" AND +id NOT IN (SELECT id FROM document WHERE client_id IN ({hidden.CLIENTS}))"
        " ORDER BY coalesce(dated_on, added_at) DESC, id DESC LIMIT :limit",
        {
            "match": match,
            "client": query.client_id,
            "since": (query.since or date.min).isoformat(),
            "until": (query.until or date.max).isoformat(),
            "limit": limit,
        },
    )
    return [row[0] for row in found]


def _filters(query: Query) -> str:
    by_day = f" AND {_DAY} BETWEEN :since AND :until"
    by_client = " AND client_id = :client"
    by_origin = f" AND {'' if query.is_inherited else 'NOT '}{inherited('document')}"
    return (
        (by_client if query.client_id else "")
        + (by_day if query.since or query.until else "")
        + ("" if query.is_inherited is None else by_origin)
    )


def ranked(connection: Connection, match: str, found: list[int], limit: int) -> list[int]:
    """Return the best ``limit`` of the ids ``found``, best first, the first found of equals."""
    if not found:
        return []
    ranks = connection.all(
        f"SELECT rowid, bm25({_INDEX}) AS rank FROM {_INDEX} WHERE {among(_INDEX)}",
        {"match": match, **bounds(found)},
    )
    rank = {row["rowid"]: row["rank"] for row in ranks}
    return sorted(found, key=lambda one: rank[one])[:limit]


def documents(connection: Connection, match: str, found: list[int]) -> tuple[DocumentHit, ...]:
    """Return the documents of these ids, in this order, with their snippets."""
    if not found:
        return ()
    marks = Marks.random()
    hits = connection.all(
        "SELECT d.id, d.client_id, d.kind, d.dated_on, d.added_at,"
        f" {inherited('d')} AS is_inherited, d.error_at IS NOT NULL AS is_error,"
        f" {CLIENT_NAME} AS client_name, c.record_number,"
        f" snippet({_INDEX}, 0, :opens, :closes, '…', {SNIPPET_TOKENS}) AS title,"
        f" snippet({_INDEX}, 1, :opens, :closes, '…', {SNIPPET_TOKENS}) AS file_name"
        # CROSS JOIN keeps the index outermost.
        f" FROM {_INDEX} CROSS JOIN document AS d ON d.id = {_INDEX}.rowid"
        f" JOIN client AS c ON c.id = d.client_id WHERE {among(_INDEX)}",
        {"match": match, "opens": marks.opens, "closes": marks.closes, **bounds(found)},
    )
    by_id = {row["id"]: _hit(row, marks) for row in hits}
    return tuple(by_id[one] for one in found)


def _hit(row: Row, marks: Marks) -> DocumentHit:
    return DocumentHit(
        document_id=row["id"],
        client_id=row["client_id"],
        client_name=row["client_name"],
        record_number=row["record_number"],
        kind=DocumentKind(row["kind"]),
        day=_day(row),
        is_error=bool(row["is_error"]),
        is_inherited=bool(row["is_inherited"]),
        snippet=_snippet(shown(row["title"], marks), shown(row["file_name"], marks)),
    )


def _day(row: Row) -> date:
    if row["dated_on"] is not None:
        return date.fromisoformat(row["dated_on"])
    return clock.local_day(clock.from_text(row["added_at"]))


def _snippet(title: str, file_name: str) -> str:
    """Return the title, and the file's name where the words were found in that alone."""
    if HIT_OPENS in title or HIT_OPENS not in file_name:
        return title
    return f"{title} · {file_name}"
