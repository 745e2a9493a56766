"""What the page of a client is opened with. Runs on the worker's thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vault.clients import episodes
from vault.clients import service as clients
from vault.clients.model import Client, Episode
from vault.ids import ClientId
from vault.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedClient:
    """A client with their episodes, newest first. ``last_opened`` is the time before this."""

    client: Client
    episodes: Sequence[Episode]
    today: date
    last_opened: datetime | None

    @property
    def open_episode(self) -> Episode | None:
        """The episode of care that is not closed."""
        return next((one for one in self.episodes if one.closed_on is None), None)


def open_client(session: Session, client_id: ClientId) -> OpenedClient:
    """Open a record for a person to read, which the audit keeps. Raises ``NotFound``."""
    last_opened = clients.last_opened(session, client_id)
    return _with_episodes(session, clients.open_record(session, client_id), last_opened)


def read_again(session: Session, before: OpenedClient) -> OpenedClient:
    """Return an open record as it stands now: something in it was changed."""
    client = clients.get(session, before.client.id)
    return _with_episodes(session, client, before.last_opened)


def _with_episodes(session: Session, client: Client, last_opened: datetime | None) -> OpenedClient:
    return OpenedClient(
        client=client,
        episodes=episodes.list_episodes(session, client.id),
        today=session.today(),
        last_opened=last_opened,
    )
