"""A real vault with one full record, stepped up, and a folder to export into."""

from pathlib import Path

import pytest

from tests.exports.samples import Record, fill
from tests.records.conftest import clock, session
from vault.session import Session

__all__ = ["clock", "session"]


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
