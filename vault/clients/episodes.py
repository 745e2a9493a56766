"""Episodes of care: opening and closing them."""

from datetime import date

from vault.changes import Kind
from vault.clients import episode_rows, rows, rules
from vault.clients.model import Episode
from vault.ids import ClientId, EpisodeId
from vault.session import Session


def open_episode(
    session: Session, client_id: ClientId, opened_on: date, reason: str = ""
) -> EpisodeId:
    """Open an episode. Raises ``NotFound``, ``RecordClosed`` (disposed) and ``InvalidValue``."""
    client = rows.get(session.rows, client_id)
    rules.check_opening(client, opened_on, reason, session.today())
    with session.begin("episode.open") as tx:
        episode_id = episode_rows.insert(tx.rows, client_id, opened_on, reason)
        tx.audit(client_id, episode_id=episode_id, fields="opened_on, opening_reason")
        tx.changed(Kind.EPISODES)
    return episode_id


def close_episode(session: Session, episode_id: EpisodeId, closed_on: date, reason: str) -> None:
    """Close an open episode; retention counts from here.

    Raises ``NotFound`` and ``InvalidValue``, also where it was closed before.
    """
    episode = episode_rows.get(session.rows, episode_id)
    rules.check_closing(episode, closed_on, reason, session.today())
    with session.begin("episode.close") as tx:
        episode_rows.close(tx.rows, episode_id, closed_on, reason)
        tx.audit(episode.client_id, episode_id=episode_id, fields="closed_on, closing_reason")
        tx.changed(Kind.EPISODES)


def list_episodes(session: Session, client_id: ClientId) -> list[Episode]:
    """Return a client's episodes, newest first."""
    return episode_rows.of_client(session.rows, client_id)
