"""Each dialog of a custodian: names for a screen reader, Tab reaches all."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible, focusable
from tests.ui.unlocked import Desk, on_worker, settle
from ui.context import AppContext
from ui.custody.dialogs import ContactDialog, DoneDialog, NoteDialog, TaskDialog
from ui.custody.letter_dialog import LettersDialog
from ui.custody.plan_dialog import InheritedPlanDialog
from vault.custody import service as custody
from vault.custody.model import CustodyTask
from vault.ids import ClientId

Make = Callable[[AppContext, QWidget, CustodyTask], QDialog]

DIALOGS: dict[str, Make] = {
    "task": lambda context, window, task: TaskDialog(context, window),
    "done": DoneDialog,
    "contact": lambda context, window, task: ContactDialog(context, window, ClientId(1)),
    "note": lambda context, window, task: NoteDialog(context, window, ClientId(1)),
    "letters": lambda context, window, task: LettersDialog(context, window),
    "letters to a client": lambda context, window, task: LettersDialog(
        context, window, ClientId(1)
    ),
    "plan": lambda context, window, task: InheritedPlanDialog(context, window),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_has_names_and_a_way_by_keyboard(qtbot: QtBot, keeping: Desk, name: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    task = on_worker(qtbot, keeping, custody.tasks)[0]
    dialog = DIALOGS[name](keeping.context, window, task)
    dialog.open()
    settle(qtbot, keeping)
    assert focusable(dialog)
    assert_accessible(dialog)
    dialog.reject()
