"""The fixtures of what is sealed at a place; a test module imports those that it needs."""

from pathlib import Path

import pytest

from tests.records.conftest import clock, session
from tests.sealing.standing import Practice
from tests.sealing.standing import practice as make_practice
from tests.vault_fixtures import StoppedClock
from vault.session import Session

__all__ = ["clock", "practice", "session"]


@pytest.fixture
def practice(tmp_path: Path, session: Session, clock: StoppedClock) -> Practice:
    """A practice with holders, and a stick on which nothing was sealed yet."""
    return make_practice(tmp_path, session, clock)
