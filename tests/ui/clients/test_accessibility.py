"""Every control of the page and its dialogs has a name and can be reached by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.small_practice import SmallPractice
from tests.ui.unlocked import Desk, settle
from ui.clients.client_form import ClientForm
from ui.clients.page import ClientsPage
from ui.clients.session_dialog import SessionDialog, SessionPlace
from ui.notes.quick_dialogs import PhoneCallDialog

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
COMPOUND = (QComboBox, QAbstractSpinBox, QLineEdit, QTableView)
BY_THEIR_OWN_KEYS = {"Bold", "Italic", "Heading", "List"}
Make = Callable[[Desk, SmallPractice, QWidget], QWidget]

DIALOGS: dict[str, Make] = {
    "client": lambda desk, practice, window: ClientForm(desk.context, window),
    "session": lambda desk, practice, window: SessionDialog(
        desk.context,
        window,
        SessionPlace(client_id=practice.clients[0], today=practice.today),
    ),
    "call": lambda desk, practice, window: PhoneCallDialog(
        desk.context, window, practice.clients[0], practice.today
    ),
}


def controls(window: QWidget) -> list[QWidget]:
    """Return the controls that people see; parts of Qt's own compound fields left out."""
    return [
        one
        for one in window.findChildren(QWidget)
        if isinstance(one, CONTROLS)
        and one.isVisibleTo(window)
        and not one.objectName().startswith("qt_")
        and not isinstance(one.parentWidget(), COMPOUND)
    ]


def nameless(window: QWidget) -> list[str]:
    return [
        type(one).__name__
        for one in controls(window)
        if not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
    ]


def out_of_reach(window: QWidget) -> list[str]:
    return [
        one.accessibleName()
        for one in controls(window)
        if not one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.accessibleName() not in BY_THEIR_OWN_KEYS
    ]


@pytest.mark.parametrize("tab", range(5))
def test_the_page(qtbot: QtBot, desk: Desk, practice: SmallPractice, tab: int) -> None:
    page = ClientsPage(desk.context)
    qtbot.addWidget(page)
    page.show()
    page.open_client(practice.clients[0])
    qtbot.waitUntil(lambda: page.view.client_id is not None)
    settle(qtbot, desk)
    if tab == 0:
        page.view.notes.new_note("soap")
        qtbot.waitUntil(lambda: page.view.notes.editor is not None)
    page.view.tabs.setCurrentIndex(tab)
    settle(qtbot, desk)
    assert len(controls(page)) > 5
    assert nameless(page) == []
    assert out_of_reach(page) == []


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog(qtbot: QtBot, desk: Desk, practice: SmallPractice, name: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = DIALOGS[name](desk, practice, window)
    dialog.show()
    if isinstance(dialog, ClientForm):
        for one in (dialog.contacts, dialog.people, dialog.diagnoses):
            one.add_button.click()
    assert len(controls(dialog)) > 5
    assert nameless(dialog) == []
    assert out_of_reach(dialog) == []
