"""The list of clients: ids in the order of names, and a page of lines."""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime

from vault.clients.model import ClientLine, ClientStatus
from vault.clients.rows import to_day
from vault.ids import ClientId
from vault.store.connection import Connection, Row

_NAMED = (
    "SELECT c.id, coalesce(nullif(c.preferred_name, ''), c.legal_name) AS name FROM client AS c"
)
_WITH_STATUS = "c.status IN (SELECT value FROM json_each(:statuses))"
_FOUND = "c.id IN (SELECT rowid FROM client_index WHERE client_index MATCH :match)"
_LITERAL = (
    "(instr(c.legal_name, :text) OR instr(c.preferred_name, :text)"
    " OR instr(c.record_number, :text))"
)


def all_ids(connection: Connection, statuses: Iterable[ClientStatus]) -> list[ClientId]:
    """Return the clients of these statuses, by the name to say."""
    return _ids(connection, _WITH_STATUS, statuses=_json(statuses))


def matching_ids(
    connection: Connection, match: str, statuses: Iterable[ClientStatus]
) -> list[ClientId]:
    """Return those that ``match``, an FTS5 expression of our own making, finds."""
    condition = f"{_WITH_STATUS} AND {_FOUND}"
    return _ids(connection, condition, statuses=_json(statuses), match=match)


def literal_ids(
    connection: Connection, text: str, statuses: Iterable[ClientStatus]
) -> list[ClientId]:
    """Return those with ``text`` in a name or number: for signs that no index knows as words."""
    condition = f"{_WITH_STATUS} AND {_LITERAL}"
    return _ids(connection, condition, statuses=_json(statuses), text=text)


def _json(statuses: Iterable[ClientStatus]) -> str:
    return json.dumps([status.value for status in statuses])


def _ids(connection: Connection, condition: str, **parameters: str) -> list[ClientId]:
    rows = connection.all(f"{_NAMED} WHERE {condition}", parameters)
    named = sorted((_sort_key(name), client_id) for client_id, name in rows)
    return [ClientId(client_id) for _, client_id in named]


def _sort_key(name: str) -> str:
    # SQLite's NOCASE knows ASCII alone and would put Élodie after Zoe.
    if name.isascii():
        return name.lower()
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


# Unsigned notes are few and have an index of their own; those of a client are many.
_LINES = """
    WITH page AS (SELECT key AS place, value AS client_id FROM json_each(:ids)),
    unsigned AS (
        SELECT client_id, occurred_on FROM note INDEXED BY note_unsigned
            WHERE signed_at IS NULL AND origin = 'here'
        UNION ALL
        SELECT client_id, occurred_on FROM psychotherapy_note INDEXED BY psychotherapy_note_unsigned
            WHERE signed_at IS NULL
    ),
    draft AS (
        SELECT client_id, min(occurred_on) AS day FROM unsigned
        WHERE client_id IN (SELECT client_id FROM page) GROUP BY client_id
    )
    SELECT c.id, c.record_number, coalesce(nullif(c.preferred_name, ''), c.legal_name) AS name,
        c.status, c.birth_date, c.risk_flag <> '' AS has_risk, draft.day AS draft_day,
        (SELECT min(s.day || 'T' || coalesce(s.starts_at, '00:00')) FROM care_session AS s
            WHERE s.client_id = c.id AND s.status = 'planned' AND s.day >= :today
            AND (s.day > :today OR s.starts_at IS NULL OR s.starts_at >= :time)) AS next_session
    FROM page JOIN client AS c ON c.id = page.client_id AND c.status <> 'disposed'
    LEFT JOIN draft ON draft.client_id = c.id
    ORDER BY page.place
"""


def lines(connection: Connection, ids: Sequence[ClientId], now: datetime) -> list[ClientLine]:
    """Return the lines of ``ids`` in their order, without unknown ones; ``now`` is local time."""
    parameters = {
        "ids": json.dumps(list(ids)),
        "today": now.date().isoformat(),
        "time": now.strftime("%H:%M"),
    }
    return [_line(row) for row in connection.all(_LINES, parameters)]


def _line(row: Row) -> ClientLine:
    return ClientLine(
        id=ClientId(row["id"]),
        record_number=row["record_number"],
        name=row["name"],
        status=ClientStatus(row["status"]),
        birth_date=to_day(row["birth_date"]),
        next_session=_local_instant(row["next_session"]),
        draft_day=to_day(row["draft_day"]),
        has_risk=bool(row["has_risk"]),
    )


def _local_instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone()
