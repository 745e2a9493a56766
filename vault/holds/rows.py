"""The hold table: rows into holds and back."""

from collections.abc import Mapping
from datetime import date, datetime

from vault import clock
from vault.errors import NotFound
from vault.holds.model import Hold, HoldKind
from vault.ids import ClientId, HoldId
from vault.store import hidden
from vault.store.connection import Connection, Row

Values = Mapping[str, str | int | None]

_SHOWN = f"SELECT * FROM hold WHERE {hidden.shown('client_id')}"
_ACTIVE = "released_at IS NULL"


def insert(connection: Connection, values: Values) -> HoldId:
    """Write an active hold; ``values`` are those of all its columns but the release's."""
    return HoldId(
        connection.run(
            "INSERT INTO hold (client_id, episode_id, kind, reason, placed_by, source, starts_on,"
            " placed_at) VALUES (:client_id, :episode_id, :kind, :reason, :placed_by, :source,"
            " :starts_on, :placed_at)",
            values,
        )
    )


def release(connection: Connection, hold_id: HoldId, reason: str, at: datetime) -> None:
    """Write the end of a hold."""
    connection.run(
        "UPDATE hold SET released_at = ?, release_reason = ? WHERE id = ?",
        (clock.to_text(at), reason, hold_id),
    )


def get(connection: Connection, hold_id: HoldId) -> Hold:
    """Return a hold. Raises ``NotFound``."""
    row = connection.one(f"{_SHOWN} AND id = ?", (hold_id,))
    if row is None:
        raise NotFound("hold")
    return _hold(row)


def of_client(connection: Connection, client_id: ClientId) -> list[Hold]:
    """Return a client's holds: the active ones first, the newest first among each."""
    sql = f"{_SHOWN} AND client_id = ? ORDER BY released_at IS NOT NULL, id DESC"
    return [_hold(row) for row in connection.all(sql, (client_id,))]


def active(connection: Connection, client_id: ClientId) -> list[Hold]:
    """Return a client's holds that nobody released, the newest first."""
    sql = f"{_SHOWN} AND client_id = ? AND {_ACTIVE} ORDER BY id DESC"
    return [_hold(row) for row in connection.all(sql, (client_id,))]


def all_active(connection: Connection) -> list[Hold]:
    """Return every hold that nobody released, the newest first."""
    return [_hold(row) for row in connection.all(f"{_SHOWN} AND {_ACTIVE} ORDER BY id DESC")]


def held_clients(connection: Connection) -> frozenset[ClientId]:
    """Return the clients with an active hold; the index alone answers."""
    found = connection.all(f"SELECT DISTINCT client_id FROM hold WHERE {_ACTIVE}")
    return frozenset(ClientId(row[0]) for row in found)


def _hold(row: Row) -> Hold:
    released = row["released_at"]
    return Hold(
        id=row["id"],
        client_id=row["client_id"],
        episode_id=row["episode_id"],
        kind=HoldKind(row["kind"]),
        reason=row["reason"],
        placed_by=row["placed_by"],
        source=row["source"],
        starts_on=date.fromisoformat(row["starts_on"]),
        placed_at=clock.from_text(row["placed_at"]),
        released_at=None if released is None else clock.from_text(released),
        release_reason=row["release_reason"],
    )
