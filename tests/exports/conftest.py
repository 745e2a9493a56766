"""A real vault with one full record, stepped up, and a folder to export into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports.samples import Record, fill
from tests.vault_fixtures import StoppedClock, open_session
from vault.session import Session


@pytest.fixture
def clock() -> StoppedClock:
    """The clock that ``session`` reads."""
    return StoppedClock()


@pytest.fixture
def session(tmp_path: Path, clock: StoppedClock) -> Iterator[Session]:
    """An unlocked vault of its own."""
    unlocked = open_session(tmp_path, clock)
    yield unlocked
    unlocked.close()


@pytest.fixture
def record(session: Session) -> Record:
    """A record with one of everything."""
    return fill(session)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder for exports, outside the vault."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder
