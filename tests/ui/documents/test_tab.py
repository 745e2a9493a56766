"""The list of a client's documents, and what is done with one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.documents.conftest import PDF, Add, dialog_of, listed
from tests.ui.unlocked import Desk, on_worker, settle
from ui.clients.opened_client import OpenedClient
from ui.documents.dialogs import AddDialog, DocumentErrorDialog, FactsDialog, Offer
from ui.documents.tab import DocumentsTab
from vault.audit import service as audit
from vault.documents import service as documents
from vault.documents.model import Document, DocumentFacts, DocumentKind
from vault.errors import FileNameTaken


def show_row(qtbot: QtBot, desk: Desk, tab: DocumentsTab, row: int = 0) -> None:
    settle(qtbot, desk)
    tab.table.selectRow(row)


def open_row(qtbot: QtBot, desk: Desk, tab: DocumentsTab) -> None:
    show_row(qtbot, desk, tab)
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    settle(qtbot, desk)


def actions(qtbot: QtBot, desk: Desk, opened: OpenedClient) -> list[str]:
    events = on_worker(qtbot, desk, lambda session: audit.page(session, opened.client.id))
    return [one.action for one in reversed(events) if one.action.startswith("document.")]


def test_none_yet_says_what_belongs_here(tab: DocumentsTab) -> None:
    assert tab._empty.isVisible()
    assert not tab.table.isVisible()
    assert not tab.open_button.isEnabled()


def test_the_list_says_what_there_is(qtbot: QtBot, desk: Desk, tab: DocumentsTab, add: Add) -> None:
    add("consent.pdf", PDF)
    settle(qtbot, desk)
    [row] = tab.model.rows
    assert row[:4] == ("–", "Title of consent.pdf", "", "Consent")
    assert row[5] == "Client"


def test_opening_is_audited_and_shows_the_document(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, add: Add, clients: list[OpenedClient]
) -> None:
    add("consent.pdf", PDF)
    open_row(qtbot, desk, tab)
    assert tab.look.isVisible()
    assert tab.look.viewer.picture.sheet.has_image
    assert tab.look.title.text() == "Title of consent.pdf"
    assert actions(qtbot, desk, clients[0]) == ["document.add", "document.open"]
    tab.look.viewer.pane.setFocus()
    QTest.keyClick(tab.look.viewer.pane, Qt.Key.Key_Escape)
    assert tab.table.isVisible()
    assert tab.look.document is None


def test_what_is_not_shown_is_not_opened_and_a_copy_is_offered(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, add: Add, clients: list[OpenedClient]
) -> None:
    add("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(100))
    open_row(qtbot, desk, tab)
    assert tab.look.viewer.heading.text() == "This document cannot be shown here"
    assert actions(qtbot, desk, clients[0]) == ["document.add"]


def test_a_copy_is_saved_after_a_warning_that_names_the_place(
    qtbot: QtBot,
    desk: Desk,
    tab: DocumentsTab,
    add: Add,
    clients: list[OpenedClient],
    tmp_path: Path,
) -> None:
    add("consent.pdf", PDF)
    show_row(qtbot, desk, tab)
    desk.dialogs.save_to = tmp_path / "copy.pdf"
    tab.copy_button.click()
    settle(qtbot, desk)
    warning = desk.dialogs.questions[0].text.replace("\u200b", "")
    assert str(tmp_path / "copy.pdf") in warning
    assert (tmp_path / "copy.pdf").read_bytes() == PDF
    assert tab.notice.text == "The copy is complete: copy.pdf"
    assert actions(qtbot, desk, clients[0]) == ["document.add", "document.copy_out"]
    tab.show_client(clients[1])
    assert tab.notice.text == ""


def test_a_copy_that_is_thought_better_of_is_not_made(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, add: Add, tmp_path: Path
) -> None:
    add("consent.pdf", PDF)
    show_row(qtbot, desk, tab)
    desk.dialogs.save_to, desk.dialogs.says_yes = tmp_path / "copy.pdf", False
    tab.copy_button.click()
    settle(qtbot, desk)
    assert not (tmp_path / "copy.pdf").exists()


def test_a_copy_is_never_written_over_something(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, add: Add, tmp_path: Path
) -> None:
    add("consent.pdf", PDF)
    show_row(qtbot, desk, tab)
    taken = tmp_path / "taken.pdf"
    taken.write_bytes(b"mine")
    desk.dialogs.save_to = taken
    tab.copy_button.click()
    settle(qtbot, desk)
    assert isinstance(desk.dialogs.errors[0], FileNameTaken)
    assert taken.read_bytes() == b"mine"


def test_facts_are_changed(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, add: Add, clients: list[OpenedClient]
) -> None:
    add("consent.pdf", PDF)
    show_row(qtbot, desk, tab)
    tab.facts_button.click()
    dialog = dialog_of(tab)
    assert isinstance(dialog, FactsDialog)
    dialog.form.title.setText("Consent to video")
    dialog.form.dated_on.setText("2026-11-03")
    dialog.form.kind.setCurrentIndex(list(DocumentKind).index(DocumentKind.LETTER))
    dialog.act_button.click()
    settle(qtbot, desk)
    assert tab.model.rows[0][1:4] == ("Consent to video", "", "Letter")
    [document] = listed(qtbot, desk, clients[0].client.id)
    assert str(document.dated_on) == "2026-11-03"
    assert tab.table.currentIndex().row() == 0, "it stays chosen"


def test_a_day_to_come_is_refused_at_the_field(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, clients: list[OpenedClient]
) -> None:
    offer = Offer(count=1, facts=DocumentFacts(title="x"), today=clients[0].today)
    dialog = AddDialog(desk.context, tab, offer)
    dialog.open()
    dialog.form.dated_on.setText("2027-01-01")
    dialog.act_button.click()
    assert dialog.isVisible()
    assert "dated on" in dialog.notice.text


def test_a_document_is_marked_as_entered_in_error(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, add: Add
) -> None:
    add("consent.pdf", PDF)
    show_row(qtbot, desk, tab)
    tab.error_button.click()
    dialog = dialog_of(tab)
    assert isinstance(dialog, DocumentErrorDialog)
    QTest.keyClicks(dialog.reason, "Belongs to another client")
    dialog.act_button.click()
    settle(qtbot, desk)
    assert tab.model.rows[0][2] == "Entered in error"
    assert not tab.error_button.isEnabled()
    open_row(qtbot, desk, tab)
    assert "Belongs to another client" in tab.look.notice.text


def sealed(desk: Desk, document: Document) -> Path:
    [found] = (desk.session.opened.folder / "attachments").rglob(f"{document.uid}.age")
    return found


def test_a_damaged_document_is_said_to_be_and_marked(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, add: Add
) -> None:
    document = add("consent.pdf", PDF)
    file = sealed(desk, document)
    data = bytearray(file.read_bytes())
    data[-5] ^= 1
    file.chmod(0o600)
    file.write_bytes(data)
    open_row(qtbot, desk, tab)
    assert tab.look.viewer.copy_button.isVisible()
    assert tab.model.rows[0][2] == "Damaged"


def test_a_missing_file_is_marked_before_anybody_opens_it(
    qtbot: QtBot, desk: Desk, add: Add, clients: list[OpenedClient]
) -> None:
    sealed(desk, add("consent.pdf", PDF)).unlink()
    tab = DocumentsTab(desk.context)
    qtbot.addWidget(tab)
    tab.show_client(clients[0])
    settle(qtbot, desk)
    assert tab.model.rows[0][2] == "Damaged"


def test_another_client_sees_nothing_of_it(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, add: Add, clients: list[OpenedClient]
) -> None:
    add("consent.pdf", PDF)
    open_row(qtbot, desk, tab)
    tab.show_client(clients[1])
    assert tab.look.document is None
    assert not tab.look.isVisible()
    assert tab.model.rows == []
    settle(qtbot, desk)
    assert tab.model.rows == []


def test_the_list_has_names_and_ways(qtbot: QtBot, desk: Desk, tab: DocumentsTab, add: Add) -> None:
    add("consent.pdf", PDF)
    show_row(qtbot, desk, tab)
    assert_accessible(tab)


def test_a_look_has_names_and_ways(qtbot: QtBot, desk: Desk, tab: DocumentsTab, add: Add) -> None:
    add("consent.pdf", PDF)
    open_row(qtbot, desk, tab)
    assert_accessible(tab)


@pytest.mark.parametrize("kind", ["facts", "add", "error"])
def test_dialogs_have_names_and_ways(
    qtbot: QtBot, desk: Desk, clients: list[OpenedClient], add: Add, kind: str
) -> None:
    document, window = add("consent.pdf", PDF), QWidget()
    qtbot.addWidget(window)
    window.show()
    offer = Offer(count=1, facts=document.facts, today=clients[0].today)
    dialogs: dict[str, Callable[[], QWidget]] = {
        "facts": lambda: FactsDialog(desk.context, window, document),
        "add": lambda: AddDialog(desk.context, window, offer),
        "error": lambda: DocumentErrorDialog(desk.context, window, document),
    }
    assert_accessible(dialogs[kind]())


def test_safe_names_are_proposed() -> None:
    assert documents.safe_file_name("a/b:c.pdf") == "b_c.pdf"


@pytest.mark.parametrize("width", [480, 900])
def test_what_a_document_is_stands_whole_at_any_width(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, add: Add, width: int
) -> None:
    add("consent.pdf", PDF)
    show_row(qtbot, desk, tab)
    tab.resize(width, 600)
    kinds = [at for at in range(6) if at != 1 and not tab.table.isColumnHidden(at)]
    assert len(kinds) == (2 if width == 480 else 4)
    for at in kinds:
        assert tab.table.columnWidth(at) >= tab.table.sizeHintForColumn(at)
