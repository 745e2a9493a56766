"""The audit tables: appending to the chain, walking it, reading it for people."""

import json
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime

from vault import clock
from vault.audit import chain
from vault.audit.model import PSYCHOTHERAPY, AuditDetail, AuditEvent, Checkpoint, Head
from vault.errors import DamagedVault
from vault.ids import ClientId
from vault.store import hidden
from vault.store.connection import Connection, Row


def head(connection: Connection) -> Head:
    """Return the newest link; sequence 0 and 32 zero bytes for an empty chain."""
    row = connection.one("SELECT seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1")
    return Head(seq=0, hash=chain.GENESIS) if row is None else Head(seq=row[0], hash=row[1])


def append(
    connection: Connection,
    at: datetime,
    action: str,
    client_id: ClientId | None,
    detail: AuditDetail,
) -> None:
    """Append one event inside the caller's transaction."""
    last = head(connection)
    seq, at_text = last.seq + 1, clock.to_text(at)
    key = None if client_id is None else _audit_key(connection, client_id)
    salt = secrets.token_bytes(chain.SALT_BYTES)
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True)
    who = chain.subject(key, seq)
    commitment = chain.detail_hash(salt, client_id, text)
    digest = chain.link(last.hash, seq, at_text, action, who, commitment)
    connection.run(
        "INSERT INTO audit_event VALUES (?, ?, ?, ?, ?, ?, ?)",
        (seq, at_text, action, who, commitment, last.hash, digest),
    )
    connection.run("INSERT INTO audit_detail VALUES (?, ?, ?, ?)", (seq, client_id, text, salt))


def _audit_key(connection: Connection, client_id: ClientId) -> bytes:
    key = connection.value("SELECT audit_key FROM client WHERE id = ?", (client_id,))
    if not isinstance(key, bytes):
        raise DamagedVault("audit key")
    return key


OF_PSYCHOTHERAPY = (
    f"coalesce('{PSYCHOTHERAPY}' IN (json_extract(audit_detail.detail, '$.kind'),"
    " json_extract(audit_detail.detail, '$.part')), 0)"
)
"""The condition that a detail tells of psychotherapy notes, with the hash of what was signed."""
_BEYOND = 1 << 62

_EVENTS = """
    SELECT e.seq, e.at, e.action, e.subject, e.detail_hash, e.previous, e.hash,
           d.seq AS detail_seq, d.client_id, d.detail, d.salt, c.audit_key, c.record_number,
           EXISTS (SELECT 1 FROM audit_erasure AS x WHERE x.seq = e.seq) AS is_erasure_known
    FROM audit_event AS e
    LEFT JOIN audit_detail AS d ON d.seq = e.seq
    LEFT JOIN client AS c ON c.id = d.client_id
"""
# Of a client on the way out there are no details to see, as there will be none to have.
_SHOWN = _EVENTS.replace(
    "d.seq = e.seq", f"d.seq = e.seq AND {hidden.shown('coalesce(d.client_id, 0)')}"
)


def walk(connection: Connection) -> Iterator[Row]:
    """Yield every event with its detail, oldest first."""
    yield from connection.each(_EVENTS + " ORDER BY e.seq")


def page(
    connection: Connection, client_id: ClientId | None, before: int | None, limit: int
) -> list[AuditEvent]:
    """Return up to ``limit`` events, newest first, older than sequence ``before``."""
    # d.client_id, not e: one client's events are found by their index, never by a scan
    chosen = "" if client_id is None else " AND d.client_id = :client"
    order = "e.seq" if client_id is None else "d.seq"
    rows = connection.all(
        f"{_SHOWN} WHERE e.seq < :before{chosen} ORDER BY {order} DESC LIMIT :limit",
        {"client": client_id, "before": before or _BEYOND, "limit": limit},
    )
    return [_event(row) for row in rows]


def _event(row: Row) -> AuditEvent:
    return AuditEvent(
        seq=row["seq"],
        at=clock.from_text(row["at"]),
        action=row["action"],
        client_id=row["client_id"],
        record_number=row["record_number"] or "",
        detail=json.loads(row["detail"]) if row["detail"] else {},
    )


def add_checkpoint(connection: Connection, checkpoint: Checkpoint) -> None:
    """Store a signed checkpoint."""
    connection.run(
        "INSERT INTO audit_checkpoint (seq, head, at, reason, signature) VALUES (?, ?, ?, ?, ?)",
        (
            checkpoint.seq,
            checkpoint.head,
            clock.to_text(checkpoint.at),
            checkpoint.reason,
            checkpoint.signature,
        ),
    )


def checkpoints(connection: Connection) -> list[Checkpoint]:
    """Return all checkpoints, oldest first."""
    rows = connection.all(
        "SELECT seq, head, at, reason, signature FROM audit_checkpoint ORDER BY id"
    )
    return [
        Checkpoint(
            seq=row["seq"],
            head=row["head"],
            at=clock.from_text(row["at"]),
            reason=row["reason"],
            signature=row["signature"],
        )
        for row in rows
    ]


def explain_erasures(connection: Connection, at: datetime, reason: str) -> None:
    """Write down which events have lost their detail, where ``reason`` says that it was meant.

    Only for records that nobody uses yet; in place no detail is ever removed.
    """
    if reason:
        connection.run(
            "INSERT INTO audit_erasure (seq, at, reason) SELECT seq, ?, ? FROM audit_event"
            " WHERE seq NOT IN (SELECT seq FROM audit_detail)"
            " AND seq NOT IN (SELECT seq FROM audit_erasure)",
            (clock.to_text(at), reason),
        )


def hash_at(connection: Connection, seq: int) -> bytes | None:
    """Return the hash of one event, or ``None`` where the chain is not that long."""
    found = connection.value("SELECT hash FROM audit_event WHERE seq = ?", (seq,))
    return found if isinstance(found, bytes) else None


def newest_instant(connection: Connection) -> datetime | None:
    """Return when the newest event happened, or ``None`` for an empty chain."""
    found = connection.value("SELECT at FROM audit_event ORDER BY seq DESC LIMIT 1")
    return None if found is None else clock.from_text(found)


def details(connection: Connection, actions: Sequence[str]) -> list[AuditDetail]:
    """Return the details of all events of some actions, oldest first."""
    rows = connection.all(
        "SELECT d.detail FROM audit_event AS e JOIN audit_detail AS d ON d.seq = e.seq"
        " WHERE e.action IN (SELECT value FROM json_each(?)) ORDER BY e.seq",
        (json.dumps(list(actions)),),
    )
    return [json.loads(row[0]) for row in rows]
