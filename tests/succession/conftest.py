"""An unlocked vault for each test of succession, and a clock that stands still."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vault_fixtures import StoppedClock, open_session
from vault.changes import Changes
from vault.session import Session


@pytest.fixture
def clock() -> StoppedClock:
    """The clock that ``session`` reads: 24 November 2026, noon UTC."""
    return StoppedClock()


@pytest.fixture
def session(tmp_path: Path, clock: StoppedClock) -> Iterator[Session]:
    """An unlocked vault of its own, with a practice in it and no clients."""
    unlocked = open_session(tmp_path, clock)
    yield unlocked
    unlocked.close()


@pytest.fixture
def heard(session: Session) -> list[Changes]:
    """What ``session`` published since the test began."""
    published: list[Changes] = []
    session.on_change.append(published.append)
    return published
