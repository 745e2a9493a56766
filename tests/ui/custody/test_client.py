"""A client in custody: read, with the custodian's side beside it."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.successor.hands import found, said
from tests.ui.successor.sealed import NAME, TEXT
from tests.ui.unlocked import Desk, settle
from ui.audit.page import AuditPage
from ui.clients.client_view import ClientView
from ui.clients.page import ClientsPage
from ui.custody.dialogs import ContactDialog, NoteDialog
from ui.custody.letter_dialog import LettersDialog
from ui.notes.note_card import NoteCard
from vault.custody.model import ContactOutcome
from vault.ids import ClientId


def _opened(qtbot: QtBot, desk: Desk) -> ClientView:
    page = ClientsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    settle(qtbot, desk)
    assert page.list.add_button.isHidden()
    assert page.list.import_button.isHidden()
    page.open_client(ClientId(1))
    settle(qtbot, desk)
    return page.view


def _tab(qtbot: QtBot, desk: Desk, view: ClientView, name: str) -> None:
    words = [view.tabs.tabText(at) for at in range(view.tabs.count())]
    view.tabs.setCurrentIndex(words.index(name))
    settle(qtbot, desk)


def test_an_inherited_record_is_marked_and_nothing_of_it_can_be_changed(
    qtbot: QtBot, keeping: Desk
) -> None:
    view = _opened(qtbot, keeping)
    assert "Inherited" in said(view.header)
    assert "Inherited notes are read" in said(view.notes)
    assert not view.notes.new_button.isVisible()
    view.notes.new_note()
    settle(qtbot, keeping)
    assert view.notes.editor is None
    card = found(view.notes, NoteCard)
    assert TEXT in card._body.toPlainText()
    menu = [one.text() for one in card.menu_button.menu().actions()]
    assert menu == ["Check the signature"]
    _tab(qtbot, keeping, view, "Sessions")
    assert not [one for one in view.sessions.findChildren(QPushButton) if one.isVisible()]
    _tab(qtbot, keeping, view, "Details")
    assert not view.details.change_button.isEnabled()
    assert not view.details.episode_button.isEnabled()
    assert keeping.dialogs.errors == []


def test_a_practitioners_own_client_has_no_custody(qtbot: QtBot, desk: Desk) -> None:
    view = ClientView(desk.context)
    qtbot.addWidget(view)
    words = [view.tabs.tabText(at) for at in range(view.tabs.count())]
    assert "Custody" not in words
    assert view.notes.new_button.parent() is not None


def test_an_attempt_and_a_note_stand_on_the_clients_page(qtbot: QtBot, keeping: Desk) -> None:
    view = _opened(qtbot, keeping)
    _tab(qtbot, keeping, view, "Custody")
    tab = view.custody
    tab.contact_button.click()
    contact = found(tab, ContactDialog)
    contact.outcome.setCurrentIndex(contact.outcome.findData(ContactOutcome.NOT_REACHED))
    QTest.keyClicks(contact.remark, "Nobody at home")
    contact.act_button.click()
    settle(qtbot, keeping)
    tab.note_button.click()
    note = found(tab, NoteDialog)
    QTest.keyClicks(note.body, "Her sister calls back tomorrow.")
    note.act_button.click()
    settle(qtbot, keeping)
    for text in ("Not reached", "Nobody at home", "Her sister calls back tomorrow."):
        assert text in said(tab)
    assert_accessible(tab)


def test_a_letter_to_the_client_has_the_name_and_no_title(qtbot: QtBot, keeping: Desk) -> None:
    view = _opened(qtbot, keeping)
    _tab(qtbot, keeping, view, "Custody")
    view.custody.letter_button.click()
    letters = found(view.custody, LettersDialog)
    settle(qtbot, keeping)
    assert NAME in letters.text.toPlainText()
    letters.accept()


def test_the_practitioners_log_is_checked_beside_ones_own(qtbot: QtBot, keeping: Desk) -> None:
    page = AuditPage(keeping.context)
    qtbot.addWidget(page)
    page.show()
    settle(qtbot, keeping)
    page.inherited_button.click()
    settle(qtbot, keeping)
    assert "practitioner's log is whole" in page.notice.text
    page.chain_button.click()
    settle(qtbot, keeping)
    assert "The chain is whole" in page.notice.text
    own = [page.model.index(at, 1).data() for at in range(page.model.rowCount())]
    page.theirs.click()
    settle(qtbot, keeping)
    theirs = [page.model.index(at, 1).data() for at in range(page.model.rowCount())]
    assert "Took records into custody" in own
    assert "Signed a progress note" in theirs
    assert "Took records into custody" not in theirs


def test_only_a_custodian_has_another_log_to_check(qtbot: QtBot, desk: Desk) -> None:
    page = AuditPage(desk.context)
    qtbot.addWidget(page)
    page.show()
    settle(qtbot, desk)
    assert not page.inherited_button.isVisible()
