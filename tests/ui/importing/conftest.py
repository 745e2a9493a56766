"""The vault on a desk, six clients in it, and a wizard over an empty window."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.importing.guide import Guide
from tests.ui.small_practice import SmallPractice
from tests.ui.unlocked import Desk, clock, desk, on_worker

__all__ = ["clock", "desk", "guide", "practice"]


@pytest.fixture
def practice(qtbot: QtBot, desk: Desk) -> SmallPractice:
    """The clients of a small practice, and nothing written yet."""
    return on_worker(qtbot, desk, SmallPractice)


@pytest.fixture
def guide(qtbot: QtBot, desk: Desk) -> Guide:
    """A wizard at its first page."""
    return Guide(qtbot, desk)
