"""The frame: navigation by keys and clicks, pages on demand, no name in the title."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.unlocked import Desk, clock, desk
from ui.context import AppContext
from ui.main_window import MainWindow
from ui.turns import all_are_taken
from vault.ids import ClientId, DocumentId, NoteId
from vault.notes.model import Shelf

__all__ = ["clock", "desk"]


class _Page(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.opened: list[int] = []
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(name))
        layout.addWidget(QPushButton(name))

    def open_client(
        self,
        client_id: ClientId,
        note_id: NoteId | None = None,
        shelf: Shelf | None = None,
        document_id: DocumentId | None = None,
        *,
        shows_documents: bool = False,
    ) -> None:
        self.opened.append(client_id)


class _Frame:
    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.made: list[str] = []
        self.found: list[QWidget] = []
        names = ("home", "clients", "audit", "settings")
        pages = {name: lambda _, name=name: self._make(name) for name in names}
        self.window = MainWindow(desk.context, pages, self._find)
        qtbot.addWidget(self.window)
        self.window.show()

    def _make(self, name: str) -> QWidget:
        self.made.append(name)
        return _Page(name)

    def _find(self, _: AppContext, parent: QWidget) -> QWidget:
        self.found.append(QWidget(parent))
        return self.found[-1]


def test_pages_are_made_when_they_are_wanted(qtbot: QtBot, desk: Desk) -> None:
    frame = _Frame(qtbot, desk)
    assert frame.made == ["home"]
    frame.window.sidebar.buttons["clients"].click()
    frame.window.sidebar.buttons["home"].click()
    frame.window.sidebar.buttons["clients"].click()
    qtbot.waitUntil(all_are_taken)
    assert frame.made == ["home", "clients"]


def test_a_client_is_opened_on_the_clients_page(qtbot: QtBot, desk: Desk) -> None:
    frame = _Frame(qtbot, desk)
    desk.context.open_client(ClientId(7))
    page = frame.window.page("clients")
    assert isinstance(page, _Page)
    assert page.opened == [7]
    assert frame.window.windowTitle() == "Casekeep"


def test_keys_find_shield_and_lock(qtbot: QtBot, desk: Desk) -> None:
    frame = _Frame(qtbot, desk)
    frame.window.activateWindow()
    qtbot.waitUntil(frame.window.isActiveWindow)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(frame.window, Qt.Key.Key_K, control)
    QTest.keyClick(frame.window, Qt.Key.Key_K, control)
    qtbot.waitUntil(all_are_taken)
    QTest.keyClick(frame.window, Qt.Key.Key_K, control)
    assert len(frame.found) == 1, "a second Ctrl+K shows the one that is open"
    QTest.keyClick(frame.window, Qt.Key.Key_H, control | shift)
    assert desk.context.is_shielded
    with qtbot.waitSignal(desk.context.lock_requested):
        QTest.keyClick(frame.window, Qt.Key.Key_L, control)


def test_the_page_in_front_comes_back(qtbot: QtBot, desk: Desk) -> None:
    _Frame(qtbot, desk).window.show_page("audit")
    qtbot.waitUntil(all_are_taken)
    assert _Frame(qtbot, desk).made == ["audit"]


def test_who_goes_on_before_a_page_is_made_stays_there(qtbot: QtBot, desk: Desk) -> None:
    frame = _Frame(qtbot, desk)
    frame.window.show_page("audit")
    frame.window.show_page("home")
    qtbot.waitUntil(all_are_taken)
    assert frame.window.page("home").isVisible()
    assert desk.context.preferences.last_page == "home"


def test_counts_are_said_where_something_waits(qtbot: QtBot, desk: Desk) -> None:
    frame = _Frame(qtbot, desk)
    desk.context.show_waiting("home", 3)
    home = frame.window.sidebar.buttons["home"]
    assert home.accessibleName() == "Home, 3 waiting"
    desk.context.show_waiting("home", 0)
    assert home.accessibleName() == "Home"


def test_folded_the_buttons_keep_their_names(qtbot: QtBot, desk: Desk) -> None:
    frame = _Frame(qtbot, desk)
    assert_accessible(frame.window)
    frame.window.sidebar.fold_button.click()
    assert frame.window.sidebar.is_folded
    assert frame.window.sidebar.buttons["audit"].text() == ""
    assert_accessible(frame.window)


def test_closing_asks_to_leave_instead(qtbot: QtBot, desk: Desk) -> None:
    frame = _Frame(qtbot, desk)
    with qtbot.waitSignal(frame.window.leave_requested):
        frame.window.close()
    assert frame.window.isVisible()
