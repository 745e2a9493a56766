"""The vault on a desk, a small practice in it, and a wizard over an empty window."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.importing.guide import Guide
from tests.ui.unlocked import Desk, clock, desk, practice

__all__ = ["clock", "desk", "guide", "practice"]


@pytest.fixture
def guide(qtbot: QtBot, desk: Desk) -> Guide:
    """A wizard at its first page."""
    return Guide(qtbot, desk)
