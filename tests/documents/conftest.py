"""A real vault with one client, and files beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vault_fixtures import StoppedClock, open_session
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.ids import ClientId
from vault.session import Session


@pytest.fixture
def stopped_clock() -> StoppedClock:
    """The time the vault knows."""
    return StoppedClock()


@pytest.fixture
def session(tmp_path: Path, stopped_clock: StoppedClock) -> Iterator[Session]:
    """An unlocked vault."""
    opened = open_session(tmp_path, clock=stopped_clock)
    yield opened
    opened.close()


@pytest.fixture
def client(session: Session) -> ClientId:
    """A client."""
    return clients.add(session, ClientDetails(legal_name="Ana Ortiz"))


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder that is not the vault's."""
    folder = tmp_path / "outside"
    folder.mkdir()
    return folder
