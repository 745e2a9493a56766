"""What came with a custody is read: nothing that can be pressed leads to a refusal."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible, name_of
from tests.ui.successor.hands import said
from tests.ui.successor.sealed import TITLE
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import STRONG
from ui.clients.client_view import ClientView
from ui.clients.page import ClientsPage
from ui.documents.tab import DocumentsTab
from ui.errors import words_for
from ui.find.dialog import FindDialog
from ui.settings.imports_tab import ImportsTab
from ui.widgets.form_dialog import FormDialog
from ui.widgets.typed_day import DayField
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.errors import RecordInherited
from vault.ids import ClientId
from vault.session import Session

CLIENT = ClientId(1)
OWN = "Letter from her sister"
WHY = "Inherited: the practitioner who added this document is not there to change it."


def _add_own(session: Session) -> None:
    facts = DocumentFacts(title=OWN)
    documents.add_stream(session, CLIENT, BytesIO(b"Dear Imke"), "letter.txt", facts)


def _opened(qtbot: QtBot, desk: Desk) -> ClientView:
    on_worker(qtbot, desk, _add_own)
    page = ClientsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.open_client(CLIENT)
    settle(qtbot, desk)
    return page.view


def _documents(qtbot: QtBot, desk: Desk) -> DocumentsTab:
    view = _opened(qtbot, desk)
    view.tabs.setCurrentIndex(1)
    settle(qtbot, desk)
    return view.documents


def _choose(tab: DocumentsTab, title: str) -> None:
    titles = [row[1] for row in tab.model.rows]
    tab.table.selectRow(titles.index(title))


def test_an_inherited_document_stays_as_it_is_and_an_own_one_can_be_changed(
    qtbot: QtBot, keeping: Desk
) -> None:
    tab = _documents(qtbot, keeping)
    marks = {row[1]: row[2] for row in tab.model.rows}
    assert marks == {TITLE: "Inherited", OWN: ""}
    _choose(tab, TITLE)
    assert tab.open_button.isEnabled() and tab.copy_button.isEnabled()
    for shut in (tab.facts_button, tab.error_button):
        assert not shut.isEnabled()
        assert shut.toolTip() == shut.accessibleDescription() == WHY
    _choose(tab, OWN)
    for open_ in (tab.facts_button, tab.error_button):
        assert open_.isEnabled()
        assert open_.accessibleDescription() == ""
    assert_accessible(tab)


def test_an_inherited_document_that_is_looked_at_says_its_facts(
    qtbot: QtBot, keeping: Desk
) -> None:
    tab = _documents(qtbot, keeping)
    _choose(tab, TITLE)
    tab.open_button.click()
    settle(qtbot, keeping)
    assert not tab.look.facts_button.isEnabled()
    assert tab.look.facts_button.toolTip() == WHY
    assert "from: client · privileged · inherited" in tab.look.beside.text()
    tab.look.left.emit()
    _choose(tab, OWN)
    tab.open_button.click()
    settle(qtbot, keeping)
    assert tab.look.facts_button.isEnabled()
    assert "inherited" not in tab.look.beside.text()
    tab.forget()
    settle(qtbot, keeping)


def test_nothing_that_can_be_pressed_on_the_clients_page_is_refused(
    qtbot: QtBot, keeping: Desk
) -> None:
    keeping.step_up_secret = STRONG.encode()
    view = _opened(qtbot, keeping)
    pressed: set[str] = set()
    for at in range(view.tabs.count()):
        view.tabs.setCurrentIndex(at)
        settle(qtbot, keeping)
        for row in _rows(view):
            pressed |= _press_all(qtbot, keeping, view, row)
    assert pressed >= {
        "Open",
        "Facts…",
        "Mark as entered in error…",
        "Place a hold…",
        "Notice sent…",
        "Enter paper…",
        "Log an attempt…",
        "Write a note…",
        "Psychotherapy notes",
    }
    assert keeping.dialogs.errors == []


def _rows(view: ClientView) -> range:
    """Return the rows of the tab's table that can be chosen; one round without any."""
    tables = [one for one in view.findChildren(QTableView) if one.isVisible()]
    return range(max([1, *(one.model().rowCount() for one in tables)]))


def _press_all(qtbot: QtBot, desk: Desk, view: ClientView, row: int) -> set[str]:
    """Press each button there is, and those that appear; return their names."""
    pressed: set[str] = set()
    while True:
        for table in view.findChildren(QTableView):
            if table.isVisible():
                table.selectRow(row)
        left = [one for one in _buttons(view) if name_of(one) not in pressed]
        if not left:
            return pressed
        pressed.add(name_of(left[0]))
        left[0].click()
        settle(qtbot, desk)
        _answer(qtbot, desk)


def _buttons(view: ClientView) -> Iterator[QAbstractButton]:
    for one in view.findChildren(QAbstractButton):
        has_menu = isinstance(one, QPushButton | QToolButton) and one.menu() is not None
        if one.isVisible() and one.isEnabled() and not has_menu:
            yield one


def _answer(qtbot: QtBot, desk: Desk) -> None:
    """Fill what was opened, press its act, and see that custody is no reason against it."""
    dialog = QApplication.activeModalWidget()
    while dialog is not None:
        if isinstance(dialog, FormDialog):
            _fill(dialog)
            dialog.act_button.click()
            settle(qtbot, desk)
        if dialog is QApplication.activeModalWidget():
            assert words_for(RecordInherited()).title not in said(dialog)
            assert words_for(RecordInherited()).body not in said(dialog)
            _leave(dialog)
            settle(qtbot, desk)
        dialog = QApplication.activeModalWidget()


def _fill(dialog: FormDialog) -> None:
    for one in dialog.findChildren(QWidget):
        if not one.isVisible() or not one.isEnabled():
            continue
        is_part = isinstance(one.parentWidget(), QComboBox)
        is_line = isinstance(one, QLineEdit) and not isinstance(one, DayField) and not is_part
        if is_line or isinstance(one, QTextEdit | QPlainTextEdit):
            QTest.keyClick(one, Qt.Key.Key_X)


def _leave(dialog: QWidget) -> None:
    assert isinstance(dialog, QDialog)
    dialog.reject()


def test_nothing_is_brought_in_among_inherited_records(qtbot: QtBot, keeping: Desk) -> None:
    tab = ImportsTab(keeping.context)
    qtbot.addWidget(tab)
    tab.show()
    settle(qtbot, keeping)
    assert not tab.bring_button.isEnabled()
    assert "Inherited records are read" in tab.bring_button.toolTip()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What Find stands over."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _find(qtbot: QtBot, desk: Desk, window: QWidget) -> FindDialog:
    dialog = FindDialog(desk.context, window)
    dialog.show()
    settle(qtbot, desk)
    return dialog


def _pick(menu: QMenu | None, text: str) -> None:
    assert menu is not None
    menu.aboutToShow.emit()
    [action] = [one for one in menu.actions() if one.text() == text]
    action.trigger()


def _found(dialog: FindDialog) -> list[str]:
    model = dialog.model
    return [str(model.index(at).data()) for at in range(model.rowCount())]


def test_find_tells_what_is_inherited_and_finds_it_alone(
    qtbot: QtBot, keeping: Desk, window: QWidget
) -> None:
    on_worker(qtbot, keeping, _add_own)
    dialog = _find(qtbot, keeping, window)
    assert dialog.chips.origin.accessibleName() == "Where it is from: Inherited or added here"
    for word, origin, wanted in (
        ("heron", "", ["Progress note, inherited, A heron"]),
        ("mother", "", ["Document, Other, inherited, Consent"]),
        ("mother", "Added here", []),
        ("letter", "Added here", ["Document, Other, Letter"]),
        ("letter", "Inherited", []),
        ("ruiz", "Inherited", ["Ana Ruiz"]),
        ("ruiz", "Added here", []),
        ("heron", "Inherited", ["Progress note, inherited"]),
        ("heron", "Inherited or added here", ["Progress note, inherited"]),
    ):
        dialog.field.setText(word)
        if origin:
            _pick(dialog.chips.origin.menu(), origin)
        settle(qtbot, keeping)
        shown = "\n".join(_found(dialog))
        assert all(one in shown for one in wanted), (word, origin, shown)
        assert bool(shown) == bool(wanted), (word, origin, shown)
    assert_accessible(dialog)
    dialog.close()


def test_a_practice_has_no_such_filter(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = _find(qtbot, desk, window)
    assert not dialog.chips.origin.isVisible()
    dialog.close()
