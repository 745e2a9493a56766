"""The episode table."""

from datetime import date

from vault.clients.model import Episode
from vault.clients.rows import to_day
from vault.errors import NotFound
from vault.ids import ClientId, EpisodeId
from vault.store import hidden
from vault.store.connection import Connection, Row


def insert(connection: Connection, client_id: ClientId, opened_on: date, reason: str) -> EpisodeId:
    """Write an open episode."""
    sql = "INSERT INTO episode (client_id, opened_on, opening_reason) VALUES (?, ?, ?)"
    return EpisodeId(connection.run(sql, (client_id, opened_on.isoformat(), reason)))


def close(connection: Connection, episode_id: EpisodeId, closed_on: date, reason: str) -> None:
    """Write the end of an episode."""
    connection.run(
        "UPDATE episode SET closed_on = ?, closing_reason = ? WHERE id = ?",
        (closed_on.isoformat(), reason, episode_id),
    )


def get(connection: Connection, episode_id: EpisodeId) -> Episode:
    """Return an episode. Raises ``NotFound``."""
    sql = f"SELECT * FROM episode WHERE id = ? AND {hidden.shown('client_id')}"
    row = connection.one(sql, (episode_id,))
    if row is None:
        raise NotFound()
    return _episode(row)


def of_client(connection: Connection, client_id: ClientId) -> list[Episode]:
    """Return a client's episodes, newest first."""
    rows = connection.all(
        f"SELECT * FROM episode WHERE client_id = ? AND {hidden.shown('client_id')}"
        " ORDER BY opened_on DESC, id DESC",
        (client_id,),
    )
    return [_episode(row) for row in rows]


def covering(connection: Connection, client_id: ClientId, day: date) -> EpisodeId | None:
    """Return the newest episode of a client that was open on ``day``."""
    found = connection.value(
        "SELECT id FROM episode WHERE client_id = :client AND opened_on <= :day"
        " AND (closed_on IS NULL OR closed_on >= :day) ORDER BY opened_on DESC, id DESC LIMIT 1",
        {"client": client_id, "day": day.isoformat()},
    )
    return None if found is None else EpisodeId(found)


def _episode(row: Row) -> Episode:
    return Episode(
        id=EpisodeId(row["id"]),
        client_id=ClientId(row["client_id"]),
        opened_on=date.fromisoformat(row["opened_on"]),
        opening_reason=row["opening_reason"],
        closed_on=to_day(row["closed_on"]),
        closing_reason=row["closing_reason"],
    )
