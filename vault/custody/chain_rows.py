"""The practitioner's audit chain as it came: kept, read and walked, continued by nobody."""

import json
from collections.abc import Iterable, Iterator

from vault import clock
from vault.audit.model import AuditEvent, Checkpoint
from vault.ids import ClientId
from vault.store import hidden
from vault.store.connection import Connection, Row, Value

_EVENTS = """
    SELECT e.seq, e.at, e.action, e.subject, e.detail_hash, e.previous, e.hash,
           d.seq AS detail_seq, d.client_id, d.source_client, d.detail, d.salt,
           c.audit_key, c.record_number
    FROM inherited_event AS e
    LEFT JOIN inherited_detail AS d ON d.seq = e.seq
    LEFT JOIN client AS c ON c.id = d.client_id
"""
_INSTANTS = """
    SELECT coalesce((SELECT at FROM inherited_event WHERE seq = span.value ->> 0), '') AS began,
        coalesce((
            SELECT at FROM inherited_event
            WHERE seq >= span.value ->> 0 AND seq < span.value ->> 1 ORDER BY seq DESC LIMIT 1
        ), '') AS last
    FROM json_each(?) AS span ORDER BY span.key
"""
_BEYOND = 1 << 62


def last(connection: Connection) -> int:
    """Return the number of the last event; 0 without any."""
    return int(connection.value("SELECT coalesce(max(seq), 0) FROM inherited_event"))


def hash_at(connection: Connection, seq: int) -> bytes | None:
    """Return the hash of an event; ``None`` where the chain has none of this number."""
    found: bytes | None = connection.value("SELECT hash FROM inherited_event WHERE seq = ?", (seq,))
    return found


def add_events(connection: Connection, events: Iterable[tuple[Value, ...]]) -> None:
    """Write events: seq, at, action, subject, detail's hash, previous, hash."""
    connection.many("INSERT INTO inherited_event VALUES (?, ?, ?, ?, ?, ?, ?)", events)


def add_details(connection: Connection, details: Iterable[tuple[Value, ...]]) -> None:
    """Write details of events that are kept: seq, client here, client there, detail, salt."""
    connection.many(
        "INSERT OR IGNORE INTO inherited_detail (seq, client_id, source_client, detail, salt)"
        " SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM inherited_event WHERE seq = ?1)",
        details,
    )


def add_checkpoint(connection: Connection, values: tuple[Value, ...]) -> None:
    """Write a checkpoint that is not here yet: seq, head, at, reason, signature."""
    connection.run(
        "INSERT OR IGNORE INTO inherited_checkpoint (seq, head, at, reason, signature)"
        " SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM inherited_event WHERE seq = ?1)",
        values,
    )


def walk(connection: Connection) -> Iterator[Row]:
    """Yield every event with its detail, oldest first."""
    yield from connection.each(f"{_EVENTS} ORDER BY e.seq")


def acts(connection: Connection, spans: Iterable[tuple[int, int]]) -> list[Row]:
    """Return client, action and detail of what was done to clients' records in ``spans``: from one
    event to before another."""
    return connection.all(
        "SELECT d.client_id, e.action, d.detail FROM json_each(?) AS span"
        " JOIN inherited_event AS e ON e.seq >= span.value ->> 0 AND e.seq < span.value ->> 1"
        " JOIN inherited_detail AS d ON d.seq = e.seq WHERE d.client_id IS NOT NULL",
        (json.dumps(list(spans)),),
    )


def instants(connection: Connection, spans: Iterable[tuple[int, int]]) -> list[tuple[str, str]]:
    """Return the instants of the first and the last event of each of ``spans``, empty without."""
    found = connection.all(_INSTANTS, (json.dumps(list(spans)),))
    return [(row["began"], row["last"]) for row in found]


def checkpoints(connection: Connection) -> list[Checkpoint]:
    """Return all checkpoints, oldest first."""
    found = connection.all("SELECT * FROM inherited_checkpoint ORDER BY seq, id")
    return [
        Checkpoint(
            seq=row["seq"],
            head=row["head"],
            at=clock.from_text(row["at"]),
            reason=row["reason"],
            signature=row["signature"],
        )
        for row in found
    ]


def page(
    connection: Connection, client_id: ClientId | None, before: int | None, limit: int
) -> list[AuditEvent]:
    """Return up to ``limit`` events, newest first, older than ``before``."""
    shown = hidden.shown("coalesce(d.client_id, 0)")
    events = _EVENTS.replace("d.seq = e.seq", f"d.seq = e.seq AND {shown}")
    found = connection.all(
        f"{events} WHERE e.seq < :before AND (:client IS NULL OR d.client_id = :client)"
        " ORDER BY e.seq DESC LIMIT :limit",
        {"client": client_id, "before": before or _BEYOND, "limit": limit},
    )
    return [
        AuditEvent(
            seq=row["seq"],
            at=clock.from_text(row["at"]),
            action=row["action"],
            client_id=row["client_id"],
            record_number=row["record_number"] or "",
            detail=json.loads(row["detail"]) if row["detail"] else {},
        )
        for row in found
    ]
