"""The vault on a desk, with a client, holders of cards, and a stick for the sealed export."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.backup.papers import add_client, add_document
from tests.succession_fixtures import hold_ceremony
from tests.ui.unlocked import Desk, clock, desk, on_worker, settle
from vault.sealing import service as sealing
from vault.sealing.places_model import ExportPlace
from vault.session import Session

__all__ = ["clock", "desk"]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def place(qtbot: QtBot, desk: Desk, stick: Path) -> ExportPlace:
    """The stick as a place for exports, and holders who have shown their cards."""

    def fill(session: Session) -> ExportPlace:
        add_document(session, add_client(session), b"consent " * 9000)
        hold_ceremony(session)
        return sealing.add_place(session, stick, "Blue")

    return on_worker(qtbot, desk, fill)


def wait_for_sealing(qtbot: QtBot, desk: Desk) -> None:
    """Wait until nothing is under way and everybody has heard."""
    qtbot.waitUntil(lambda: desk.context.backups.is_idle, timeout=30_000)
    settle(qtbot, desk)


def sealed_at(stick: Path) -> list[str]:
    """Return the signatures of the numbers on the stick."""
    return sorted(one.name for one in stick.glob("casekeep-export-*/MANIFEST-*.sig"))
