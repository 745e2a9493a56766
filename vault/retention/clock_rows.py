"""Jumps of the clock, and what was entered while it went wrong.

A jump stands at the first audit event after it. What was entered between a refuted jump and the
next one is told by the events in between: each names its client and its row, and an import is
placed by the last of its events. The rows themselves could not tell: not all keep an instant.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from vault import clock
from vault.ids import ClientId
from vault.store.connection import Connection, Row, Value

OPEN, CONFIRMED, REFUTED = "open", "confirmed", "refuted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A jump and what was decided; ``decided_at`` is by the computer's clock of then."""

    seq: int
    decision: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongEntries:
    """Whose records have entries made under a wrong clock, and which rows are no anchors.

    The days of ``notes`` do not count, and neither does when an addendum to ``amended`` was signed.
    ``notices`` and ``overrides`` are about records: entering one makes no entry of a client's.
    """

    clients: frozenset[ClientId] = frozenset()
    notes: frozenset[int] = frozenset()
    amended: frozenset[int] = frozenset()
    care_sessions: frozenset[int] = frozenset()
    episodes: frozenset[int] = frozenset()
    documents: frozenset[int] = frozenset()
    notices: frozenset[int] = frozenset()
    overrides: frozenset[int] = frozenset()

    def __or__(self, other: "WrongEntries") -> "WrongEntries":
        both = {
            one.name: getattr(self, one.name) | getattr(other, one.name) for one in fields(self)
        }
        return WrongEntries(**both)


def newest_event(connection: Connection) -> tuple[int, datetime]:
    """Return the number and instant of the newest event: creating a vault is one."""
    row = connection.all("SELECT seq, at FROM audit_event ORDER BY seq DESC LIMIT 1")[0]
    return row["seq"], clock.from_text(row["at"])


def newest(connection: Connection) -> Jump | None:
    """Return the newest jump, or ``None`` where the clock never jumped."""
    row = connection.one("SELECT * FROM clock_jump ORDER BY seq DESC LIMIT 1")
    if row is None:
        return None
    decided = row["decided_at"]
    return Jump(
        seq=row["seq"],
        decision=row["decision"],
        decided_at=None if decided is None else clock.from_text(decided),
    )


def decide(connection: Connection, seq: int, decision: str, at: datetime) -> None:
    """Write what was decided of the jump at ``seq``; where none was seen, one is entered."""
    connection.run(
        "INSERT INTO clock_jump (seq, decision, decided_at) VALUES (?, ?, ?)"
        " ON CONFLICT (seq) DO UPDATE SET decision = excluded.decision,"
        " decided_at = excluded.decided_at",
        (seq, decision, clock.to_text(at)),
    )


# Events later than a day that was confirmed: the clock was ahead from the first of them to the
# next jump, whatever anybody said then.
_AHEAD = """
    INSERT INTO clock_jump (seq, decision, decided_at)
    SELECT min(e.seq), 'refuted', :at FROM audit_event AS e
    WHERE e.at > :limit AND e.seq < :newest
    GROUP BY (SELECT max(j.seq) FROM clock_jump AS j WHERE j.seq <= e.seq)
    ON CONFLICT (seq) DO UPDATE SET decision = 'refuted', decided_at = excluded.decided_at
"""
# Back before events that nothing speaks against: the clock was behind.
_BEHIND = """
    UPDATE clock_jump AS j SET decision = 'refuted', decided_at = :at
    WHERE j.seq < :newest AND j.decision = 'open' AND EXISTS (
        SELECT 1 FROM audit_event AS e JOIN audit_event AS p ON p.seq = e.seq - 1
        WHERE e.seq = j.seq AND e.at < p.at AND p.at <= :limit
    )
"""
_REST = """
    UPDATE clock_jump SET decision = 'confirmed', decided_at = :at
    WHERE seq < :newest AND decision = 'open'
"""


def settle_older(connection: Connection, newest: int, at: datetime, limit: datetime) -> None:
    """Decide the jumps before ``newest``, which was confirmed; no true event is after ``limit``."""
    values: dict[str, Value] = {
        "newest": newest,
        "at": clock.to_text(at),
        "limit": clock.to_text(limit),
    }
    for statement in (_AHEAD, _BEHIND, _REST):
        names = (name for name in values if f":{name}" in statement)
        connection.run(statement, {name: values[name] for name in names})


def wrong_spans(connection: Connection) -> tuple[tuple[int, int], ...]:
    """Return from which event to before which one the clock is known to have been wrong."""
    rows = connection.all(
        "SELECT seq, decision, lead(seq, 1, 9223372036854775807) OVER (ORDER BY seq) AS next"
        " FROM clock_jump"
    )
    return tuple((row["seq"], row["next"]) for row in rows if row["decision"] == REFUTED)


def wrong_entries(connection: Connection) -> WrongEntries:
    """Return what was entered in ``wrong_spans``; next to nothing to ask where there are none."""
    spans = wrong_spans(connection)
    if not spans:
        return WrongEntries()
    acts = connection.all(_ACTS, (json.dumps(spans),))
    made = connection.all(_IMPORTED, (json.dumps(spans),))
    return entered(acts, made)


def entered(acts: Iterable[Row], made: Sequence[Row] = ()) -> WrongEntries:
    """Return what acts (client, action, detail) entered, and imports: client, table, row."""
    told = list(acts)
    entries = [row for row in told if _is_entry(row)]
    return WrongEntries(
        clients=frozenset(ClientId(row["client_id"]) for row in (*entries, *made)),
        notes=_named(entries, "note_id", _DATING) | _made(made, "note"),
        amended=_named(entries, "note_id", _AMENDING),
        care_sessions=_named(entries, "care_session_id") | _made(made, "care_session"),
        episodes=_named(entries, "episode_id") | _made(made, "episode"),
        documents=_named(entries, "document") | _made(made, "document"),
        notices=_named(told, "notice_id"),
        overrides=_named(told, "override_id"),
    )


_ACTS = """
    SELECT d.client_id, e.action, d.detail
    FROM json_each(?) AS span
    JOIN audit_event AS e ON e.seq >= span.value ->> 0 AND e.seq < span.value ->> 1
    JOIN audit_detail AS d ON d.seq = e.seq
    WHERE d.client_id IS NOT NULL
"""
_IMPORTED = """
    SELECT m.client_id, m.table_name, m.row_id
    FROM json_each(?) AS span
    JOIN import_batch AS b ON b.last_seq >= span.value ->> 0 AND b.last_seq < span.value ->> 1
    JOIN import_made AS m ON m.batch_id = b.id
"""
_ENTERING = frozenset(
    {
        "client.add",
        "note.start",
        "note.edit",
        "note.sign",
        "note.addendum",
        "note.error",
        "document.add",
        "document.change",
        "document.error",
        "session.plan",
        "session.change",
        "episode.open",
        "episode.close",
        "demo.import",
    }
)
# Those that give a note its day; a note only signed meanwhile keeps the day it had.
_DATING = frozenset({"note.start", "note.edit", "demo.import"})
_AMENDING = frozenset({"note.addendum"})
_DAYS_OF_A_CLIENT = ("birth_date", "deceased_on")


def _is_entry(row: Row) -> bool:
    action: str = row["action"]
    if action == "client.change":
        return any(field in row["detail"] for field in _DAYS_OF_A_CLIENT)
    return action in _ENTERING or action.startswith("import.")


def _named(acts: Sequence[Row], key: str, actions: frozenset[str] | None = None) -> frozenset[int]:
    found = (
        json.loads(row["detail"]).get(key)
        for row in acts
        if actions is None or row["action"] in actions
    )
    return frozenset(one for one in found if isinstance(one, int))


def _made(rows: Sequence[Row], table: str) -> frozenset[int]:
    return frozenset(row["row_id"] for row in rows if row["table_name"] == table)
