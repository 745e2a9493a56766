"""The frame in a window: leaving it, and what Return does."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import Desk
from tests.ui.wizard.pages import Last, Plain, Wide
from ui.dialogs import Question
from ui.wizard.dialog import WizardDialog
from ui.wizard.step import WizardStep

Opens = Callable[..., "Asking"]


class Asking(WizardDialog):
    """Asks once something was chosen."""

    asks = True

    def question(self) -> Question | None:
        if not self.asks:
            return None
        return Question(title="Leave?", text="What you chose is forgotten.", act="Leave")


@pytest.fixture
def opens(qtbot: QtBot, desk: Desk) -> Opens:
    parent = QWidget()
    parent.resize(900, 700)
    qtbot.addWidget(parent)
    parent.show()

    def open_it(*steps: WizardStep) -> Asking:
        dialog = Asking(desk.context, parent, steps, QSize(720, 660))
        with qtbot.waitExposed(dialog):
            dialog.open()
        return dialog

    return open_it


def test_it_stays_smaller_than_the_window_below(opens: Opens, desk: Desk) -> None:
    dialog = opens(Plain(desk.context), Last(desk.context))
    assert dialog.size() == QSize(720, 700 - 48)
    assert dialog.isModal()


def test_leaving_asks_and_then_forgets_every_page(opens: Opens, desk: Desk, qtbot: QtBot) -> None:
    first, last = Plain(desk.context), Last(desk.context)
    dialog = opens(first, last)
    desk.dialogs.says_yes = False
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert first.said == ["enter"]
    desk.dialogs.says_yes = True
    with qtbot.waitSignal(dialog.destroyed):
        dialog.leave_button.click()
        said = [first.said[-1], last.said[-1]]
    assert said == ["forget", "forget"]


def test_where_nothing_was_chosen_nobody_asks(opens: Opens, desk: Desk, qtbot: QtBot) -> None:
    dialog = opens(Plain(desk.context), Last(desk.context))
    dialog.asks, desk.dialogs.says_yes = False, False
    with qtbot.waitSignal(dialog.rejected):
        dialog.reject()


def test_what_is_under_way_is_called_off_first(opens: Opens, desk: Desk) -> None:
    busy = Plain(desk.context)
    dialog = opens(busy, Last(desk.context))
    busy.works = True
    dialog.reject()
    assert dialog.isVisible()
    assert busy.said[-1] == "call_off"


def test_closing_a_receipt_ends_it_well(opens: Opens, desk: Desk, qtbot: QtBot) -> None:
    dialog = opens(Plain(desk.context), Last(desk.context))
    dialog.next_button.click()
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_return_in_a_field_goes_on_and_on_a_button_presses_it(
    opens: Opens, desk: Desk, qtbot: QtBot
) -> None:
    first, second = Plain(desk.context), Plain(desk.context)
    dialog = opens(first, second, Last(desk.context))
    first.inner_button.setFocus()
    with qtbot.waitSignal(first.inner_button.clicked):
        QTest.keyClick(first.inner_button, Qt.Key.Key_Return)
    assert dialog.step is first
    first.field.setFocus()
    QTest.keyClick(first.field, Qt.Key.Key_Return)
    assert dialog.step is second


def test_return_on_a_page_with_a_table_never_goes_on_by_itself(opens: Opens, desk: Desk) -> None:
    table = Wide(desk.context)
    dialog = opens(table, Last(desk.context))
    table.field.setFocus()
    QTest.keyClick(table.field, Qt.Key.Key_Return)
    assert dialog.step is table
