"""What an export asks of the tables that no service answers: counts, where notes came from."""

import json
from collections.abc import Iterable, Sequence

from vault.exports.model import Counts, ImportedFrom
from vault.ids import ClientId, NoteId
from vault.store import hidden
from vault.store.connection import Connection

# By the indexes alone: a note's text stands before most of its columns.
_COUNTS = """
    WITH chosen AS (SELECT value AS id FROM json_each(:clients)),
    waiting AS (
        SELECT id FROM note INDEXED BY note_unsigned WHERE signed_at IS NULL
        AND origin = 'here'
    ),
    given AS (SELECT size FROM document WHERE client_id IN chosen AND error_at IS NULL)
    SELECT (SELECT count(*) FROM chosen) AS clients,
        (SELECT count(*) FROM note WHERE client_id IN chosen) AS notes,
        (SELECT count(*) FROM note WHERE client_id IN chosen AND id IN waiting) AS drafts,
        (SELECT count(*) FROM psychotherapy_note WHERE client_id IN chosen) AS psychotherapy_notes,
        (SELECT count(*) FROM given) AS documents,
        (SELECT coalesce(sum(size), 0) FROM given) AS document_bytes,
        (SELECT count(*) FROM document WHERE client_id IN chosen AND error_at IS NOT NULL)
            AS documents_in_error
"""


def counts(connection: Connection, clients: Sequence[ClientId]) -> Counts:
    """Return how much there is of these clients; ``notes`` counts drafts too."""
    row = connection.one(_COUNTS, {"clients": json.dumps(list(clients))})
    if row is None:
        raise RuntimeError("a query of counts has a row")
    return Counts(**{name: row[name] for name in row.keys()})  # noqa: SIM118 - a Row is no dict


def with_psychotherapy_notes(connection: Connection) -> frozenset[ClientId]:
    """Return the clients who have any."""
    return frozenset(
        ClientId(row[0])
        for row in connection.all(
            f"SELECT client_id FROM psychotherapy_note WHERE {hidden.shown('client_id')}"
        )
    )


def have_restrictions(connection: Connection, clients: Sequence[ClientId]) -> bool:
    """Return whether a restriction is written down for one of these clients."""
    return bool(
        connection.value(
            "SELECT EXISTS (SELECT 1 FROM client WHERE restrictions <> ''"
            " AND id IN (SELECT value FROM json_each(?)))",
            (json.dumps(list(clients)),),
        )
    )


def disposed_count(connection: Connection) -> int:
    """Return how many records are disposed of, which nobody can export."""
    return int(connection.value("SELECT count(*) FROM tombstone"))


def imported_from(connection: Connection, notes: Iterable[NoteId]) -> dict[NoteId, ImportedFrom]:
    """Return where those of ``notes`` that were imported came from."""
    found = connection.all(
        "SELECT i.note_id, i.day_from, d.uid FROM imported_note AS i"
        " LEFT JOIN document AS d ON d.id = i.document_id"
        " WHERE i.note_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(notes)),),
    )
    return {
        NoteId(row["note_id"]): ImportedFrom(document_uid=row["uid"], day_from=row["day_from"])
        for row in found
    }
