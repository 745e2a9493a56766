"""The client page, tab by tab and with its editor: names for a screen reader, a way by Tab."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible, focusable, name_of
from tests.ui.small_practice import SmallPractice
from tests.ui.unlocked import Desk, settle
from ui.clients.page import ClientsPage

COMPOUND = (QComboBox, QAbstractSpinBox, QLineEdit, QTableView)
BY_THEIR_OWN_KEYS = {"Bold", "Italic", "Heading", "List"}


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, practice: SmallPractice) -> ClientsPage:
    made = ClientsPage(desk.context)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.open_client(practice.clients[0])
    qtbot.waitUntil(lambda: made.view.client_id is not None)
    settle(qtbot, desk)
    return made


@pytest.mark.parametrize("tab", range(5))
def test_each_tab_has_names_and_a_way_by_keyboard(
    qtbot: QtBot, desk: Desk, page: ClientsPage, tab: int
) -> None:
    page.view.tabs.setCurrentIndex(tab)
    settle(qtbot, desk)
    assert len(focusable(page)) > 5
    assert_accessible(page)


def test_the_editor_has_names_and_a_way_by_keyboard(
    qtbot: QtBot, desk: Desk, page: ClientsPage
) -> None:
    page.view.notes.new_note("soap")
    qtbot.waitUntil(lambda: page.view.notes.editor is not None)
    settle(qtbot, desk)
    assert_accessible(page)
    silent = {name_of(one) for one in page.findChildren(QAbstractButton) if _is_silent(one)}
    assert silent <= BY_THEIR_OWN_KEYS


def _is_silent(button: QAbstractButton) -> bool:
    """Return whether a button that people see is passed over by Tab."""
    is_part = isinstance(button.parentWidget(), COMPOUND)
    return button.isVisible() and not is_part and button.focusPolicy() == Qt.FocusPolicy.NoFocus
