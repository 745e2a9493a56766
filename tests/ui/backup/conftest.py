"""The vault on a desk, with a client's document in it, and a stick for its backups."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.backup.papers import add_client, add_document
from tests.ui.unlocked import Desk, clock, desk, on_worker, settle
from vault.backup import service as backup
from vault.backup.model import Destination
from vault.session import Session

__all__ = ["clock", "desk"]

DOCUMENT = b"consent " * 9000


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def place(qtbot: QtBot, desk: Desk, stick: Path) -> Destination:
    """The stick as a place for backups, and a document that shall go there."""

    def fill(session: Session) -> Destination:
        add_document(session, add_client(session), DOCUMENT)
        return backup.add_destination(session, stick, "Blue")

    return on_worker(qtbot, desk, fill)


def wait_for_backups(qtbot: QtBot, desk: Desk) -> None:
    """Wait until nothing is under way and everybody has heard."""
    qtbot.waitUntil(lambda: desk.context.backups.is_idle, timeout=20_000)
    settle(qtbot, desk)


def made_at(stick: Path) -> list[str]:
    """Return what lies among the snapshots of the stick."""
    return sorted(one.name for one in stick.glob("*.backup/snapshots/*"))
