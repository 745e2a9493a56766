"""The care_session table, and sessions as Home lists them."""

from datetime import date, time

from vault.clients.model import (
    AgendaLine,
    CareSession,
    CareSessionDetails,
    CareSessionStatus,
    Modality,
)
from vault.errors import NotFound
from vault.ids import CareSessionId, ClientId, EpisodeId
from vault.store import hidden
from vault.store.connection import Connection, Row, Value


def insert(
    connection: Connection,
    client_id: ClientId,
    episode_id: EpisodeId | None,
    details: CareSessionDetails,
) -> CareSessionId:
    """Write a new session."""
    new_id = connection.run(
        "INSERT INTO care_session (client_id, episode_id, status, day, starts_at, minutes,"
        " modality, kind, remark) VALUES (:client_id, :episode_id, :status, :day, :starts_at,"
        " :minutes, :modality, :kind, :remark)",
        _columns(details) | {"client_id": client_id, "episode_id": episode_id},
    )
    return CareSessionId(new_id)


def update(connection: Connection, session: CareSession) -> None:
    """Write all of a session but whose it is."""
    connection.run(
        "UPDATE care_session SET episode_id = :episode_id, status = :status, day = :day,"
        " starts_at = :starts_at, minutes = :minutes, modality = :modality, kind = :kind,"
        " remark = :remark WHERE id = :id",
        _columns(session.details) | {"episode_id": session.episode_id, "id": session.id},
    )


def get(connection: Connection, care_session_id: CareSessionId) -> CareSession:
    """Return a session. Raises ``NotFound``."""
    sql = f"SELECT * FROM care_session WHERE id = ? AND {hidden.shown('client_id')}"
    row = connection.one(sql, (care_session_id,))
    if row is None:
        raise NotFound()
    return _care_session(row)


def of_client(connection: Connection, client_id: ClientId) -> list[CareSession]:
    """Return a client's sessions, newest first."""
    rows = connection.all(
        f"SELECT * FROM care_session WHERE client_id = ? AND {hidden.shown('client_id')}"
        " ORDER BY day DESC, starts_at DESC, id DESC",
        (client_id,),
    )
    return [_care_session(row) for row in rows]


# The note of a session is the newest that was not entered in error. Psychotherapy notes stand
# apart and never take its place.
_AGENDA = """
    SELECT s.*, coalesce(nullif(c.preferred_name, ''), c.legal_name) AS name, c.record_number,
        n.id AS note_id, n.signed_at IS NOT NULL AS is_note_signed
    FROM care_session AS s
    JOIN client AS c ON c.id = s.client_id AND c.status <> 'disposed'
    LEFT JOIN note AS n ON n.id = (
        SELECT max(o.id) FROM note AS o WHERE o.care_session_id = s.id
        AND NOT EXISTS (SELECT 1 FROM note_error AS e WHERE e.note_id = o.id)
    )
"""


def on_day(connection: Connection, day: date) -> list[AgendaLine]:
    """Return the sessions of a day by the clock; those without a time stand last."""
    rows = connection.all(
        f"{_AGENDA} WHERE s.day = ? ORDER BY s.starts_at IS NULL, s.starts_at, s.id",
        (day.isoformat(),),
    )
    return [_agenda_line(row) for row in rows]


# By itself, so that the names are joined to what is shown and not to thirty years of sessions.
_HELD_WITHOUT_NOTE = f"""
    SELECT h.id FROM care_session AS h WHERE h.status = 'held'
    AND {hidden.shown("h.client_id")}
    AND NOT EXISTS (
        SELECT 1 FROM note AS o WHERE o.care_session_id = h.id
        AND o.id NOT IN (SELECT note_id FROM note_error)
    )
    AND h.id NOT IN (
        SELECT m.row_id FROM import_made AS m JOIN import_batch AS b ON b.id = m.batch_id
        JOIN care_session AS c ON c.id = m.row_id
        WHERE m.table_name = 'care_session' AND c.day < date(b.at, 'localtime')
    )
    ORDER BY h.day DESC, h.starts_at DESC, h.id DESC LIMIT ?
"""


def held_without_note(connection: Connection, limit: int) -> list[AgendaLine]:
    """Return up to ``limit`` held sessions that have no note, newest first.

    Those that were past when they were imported are left out: they were written up elsewhere.
    """
    rows = connection.all(
        f"{_AGENDA} WHERE s.id IN ({_HELD_WITHOUT_NOTE})"
        " ORDER BY s.day DESC, s.starts_at DESC, s.id DESC",
        (limit,),
    )
    return [_agenda_line(row) for row in rows]


def _columns(details: CareSessionDetails) -> dict[str, Value]:
    start = details.starts_at
    return {
        "status": details.status.value,
        "day": details.day.isoformat(),
        "starts_at": None if start is None else start.strftime("%H:%M"),
        "minutes": details.minutes,
        "modality": details.modality.value,
        "kind": details.kind,
        "remark": details.remark,
    }


def _care_session(row: Row) -> CareSession:
    start, episode_id = row["starts_at"], row["episode_id"]
    return CareSession(
        id=CareSessionId(row["id"]),
        client_id=ClientId(row["client_id"]),
        episode_id=None if episode_id is None else EpisodeId(episode_id),
        details=CareSessionDetails(
            day=date.fromisoformat(row["day"]),
            starts_at=None if start is None else time.fromisoformat(start),
            minutes=row["minutes"],
            status=CareSessionStatus(row["status"]),
            modality=Modality(row["modality"]),
            kind=row["kind"],
            remark=row["remark"],
        ),
    )


def _agenda_line(row: Row) -> AgendaLine:
    return AgendaLine(
        session=_care_session(row),
        client_name=row["name"],
        record_number=row["record_number"],
        note_id=row["note_id"],
        is_note_signed=bool(row["is_note_signed"]),
    )
