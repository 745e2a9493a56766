"""A window to stand over, and the wizard in it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import Desk, clock, desk, on_worker
from ui.ceremony.wizard import CeremonyWizard, read_answers

__all__ = ["clock", "desk"]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window as large as a small laptop's."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    return made


@pytest.fixture
def wizard(qtbot: QtBot, desk: Desk, window: QWidget) -> Iterator[CeremonyWizard]:
    """The ceremony's first page, over the window."""
    answers = on_worker(qtbot, desk, read_answers)
    opened = CeremonyWizard(desk.context, window, answers)
    opened.open()
    yield opened
    if opened.keys.process is not None:
        opened.keys.process.end()
