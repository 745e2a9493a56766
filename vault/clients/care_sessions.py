"""Sessions with clients: planning them, saying what became of them, the day's agenda."""

from dataclasses import fields, replace
from datetime import date

from vault.changes import Kind
from vault.clients import care_session_rows, episode_rows, rows, rules
from vault.clients.model import AgendaLine, CareSession, CareSessionDetails, CareSessionStatus
from vault.ids import CareSessionId, ClientId, EpisodeId
from vault.session import Session

_FIELDS = tuple(field.name for field in fields(CareSessionDetails))


def add(session: Session, client_id: ClientId, details: CareSessionDetails) -> CareSessionId:
    """Enter a session, under the episode that is open on its day.

    Raises ``NotFound``, ``RecordClosed`` (disposed) and ``InvalidValue``.
    """
    _check(session, client_id, details)
    episode_id = episode_rows.covering(session.rows, client_id, details.day)
    with session.begin("session.plan") as tx:
        new_id = care_session_rows.insert(tx.rows, client_id, episode_id, details)
        tx.audit(client_id, care_session_id=new_id, status=details.status.value)
        tx.changed(Kind.CARE_SESSIONS)
    return new_id


def change(session: Session, care_session_id: CareSessionId, details: CareSessionDetails) -> None:
    """Keep ``details``; a session moved to another day moves to that day's episode.

    Raises ``NotFound``, ``RecordClosed`` (disposed) and ``InvalidValue``.
    """
    before = care_session_rows.get(session.rows, care_session_id)
    _check(session, before.client_id, details)
    changed = [name for name in _FIELDS if getattr(before.details, name) != getattr(details, name)]
    if not changed:
        return
    after = CareSession(
        id=care_session_id,
        client_id=before.client_id,
        episode_id=_episode(session, before, details.day),
        details=details,
    )
    with session.begin("session.change") as tx:
        care_session_rows.update(tx.rows, after)
        tx.audit(before.client_id, care_session_id=care_session_id, fields=", ".join(changed))
        tx.changed(Kind.CARE_SESSIONS)


def hold(session: Session, care_session_id: CareSessionId) -> CareSession | None:
    """Mark a planned session of today or earlier as held: its note is being written.

    Returns the session as it was before, to undo it by ``change``; ``None`` where nothing was
    changed. Raises ``NotFound`` and ``RecordClosed`` (disposed).
    """
    before = care_session_rows.get(session.rows, care_session_id)
    is_due = before.details.day <= session.today()
    if before.details.status is not CareSessionStatus.PLANNED or not is_due:
        return None
    change(session, care_session_id, replace(before.details, status=CareSessionStatus.HELD))
    return before


def list_for(session: Session, client_id: ClientId) -> list[CareSession]:
    """Return a client's sessions, newest first."""
    return care_session_rows.of_client(session.rows, client_id)


def agenda(session: Session, day: date) -> list[AgendaLine]:
    """Return all sessions of ``day`` by the clock, whatever became of them."""
    return care_session_rows.on_day(session.rows, day)


def held_without_note(session: Session, limit: int = 50) -> list[AgendaLine]:
    """Return the newest held sessions that have no note, or only ones entered in error."""
    return care_session_rows.held_without_note(session.rows, limit)


def _check(session: Session, client_id: ClientId, details: CareSessionDetails) -> None:
    client = rows.get(session.rows, client_id)
    rules.check_care_session(client.details.birth_date, details, session.today())


def _episode(session: Session, before: CareSession, day: date) -> EpisodeId | None:
    if day == before.details.day:
        return before.episode_id
    return episode_rows.covering(session.rows, before.client_id, day)
