"""The vault on a desk, and the page Succession."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import Desk, clock, desk, practice, settle
from ui.succession.page import SuccessionPage

__all__ = ["clock", "desk", "practice"]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SuccessionPage:
    """The page, shown at its first tab."""
    made = SuccessionPage(desk.context)
    qtbot.addWidget(made)
    made.resize(1068, 800)
    made.show()
    settle(qtbot, desk)
    return made
