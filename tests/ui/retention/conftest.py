"""The vault on a desk, with records that were closed at different times."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.retention.closed_records import ClosedRecords
from tests.ui.unlocked import Desk, clock, desk, on_worker, settle
from ui.retention.page import RetentionPage

__all__ = ["clock", "desk"]


@pytest.fixture
def records(qtbot: QtBot, desk: Desk) -> ClosedRecords:
    """Eight records; two may go on 24 November 2026."""
    return on_worker(qtbot, desk, ClosedRecords)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, records: ClosedRecords) -> RetentionPage:
    """The retention page, shown."""
    made = RetentionPage(desk.context)
    qtbot.addWidget(made)
    made.resize(1068, 800)
    made.show()
    settle(qtbot, desk)
    return made
