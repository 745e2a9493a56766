"""The clients page: finding a client, opening the record once, leaving nothing unsaved."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from threading import Event

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.small_practice import SmallPractice
from tests.ui.unlocked import Desk, on_worker, settle
from ui.bus import kinds
from ui.clients.page import ClientsPage
from ui.exporting.answers import ExportScope
from ui.exporting.wizard import ExportWizard
from vault.audit import service as audit
from vault.changes import Kind
from vault.clients import service as clients
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.exports.model import Part
from vault.ids import ClientId, DocumentId
from vault.notes import service as notes
from vault.notes.model import Shelf
from vault.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, practice: SmallPractice) -> ClientsPage:
    made = ClientsPage(desk.context)
    qtbot.addWidget(made)
    made.resize(1096, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    settle(qtbot, desk)
    return made


@pytest.fixture
def openings(qtbot: QtBot, desk: Desk) -> Callable[[ClientId], int]:
    def count(client_id: ClientId) -> int:
        events = on_worker(qtbot, desk, lambda session: audit.page(session, client_id))
        return sum(event.action == "client.open" for event in events)

    return count


def open_client(qtbot: QtBot, desk: Desk, page: ClientsPage, client_id: ClientId) -> None:
    page.show_client(client_id)
    qtbot.waitUntil(lambda: page.view.client_id == client_id)
    settle(qtbot, desk)


class _Flashes(QObject):
    """Counts what was shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


def test_nothing_of_it_flashes_as_a_window(
    qtbot: QtBot, desk: Desk, practice: SmallPractice
) -> None:
    """A widget that is shown before it has its place takes the focus from where one types."""
    flashes, app = _Flashes(), QApplication.instance()
    assert app is not None
    app.installEventFilter(flashes)
    made = ClientsPage(desk.context)
    qtbot.addWidget(made)
    made.show()
    open_client(qtbot, desk, made, practice.clients[0])
    app.removeEventFilter(flashes)
    assert flashes.shown == [made]


def test_the_list_of_documents_is_gone_to(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    page.open_client(practice.clients[0], shows_documents=True)
    qtbot.waitUntil(lambda: page.view.client_id == practice.clients[0])
    settle(qtbot, desk)
    assert page.view.documents.isVisible()
    assert page.view.tabs.tabText(page.view.tabs.currentIndex()) == "Documents"


def test_the_list_has_everybody_by_name(page: ClientsPage, practice: SmallPractice) -> None:
    assert set(page.list.model.ids) == set(practice.clients)
    assert page.list.model.ids[0] == practice.clients[0]


def test_typing_filters_and_return_opens(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    QTest.keyClicks(page.list.filter, "elodie")
    qtbot.waitUntil(lambda: list(page.list.model.ids) == [practice.clients[3]])
    QTest.keyClick(page.list.filter, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.view.client_id == practice.clients[3])
    settle(qtbot, desk)
    assert page.view.header.name.text() == "Élodie Martin"


def test_nobody_found_says_where_to_look(qtbot: QtBot, page: ClientsPage) -> None:
    QTest.keyClicks(page.list.filter, "zzz")
    qtbot.waitUntil(lambda: not page.list.model.ids)
    qtbot.waitUntil(page.list.empty.isVisible)


def test_arrows_move_without_opening_a_record(
    qtbot: QtBot,
    desk: Desk,
    page: ClientsPage,
    practice: SmallPractice,
    openings: Callable[[ClientId], int],
) -> None:
    page.list.filter.setFocus()
    for _ in range(3):
        QTest.keyClick(page.list.window().focusWidget(), Qt.Key.Key_Down)
    settle(qtbot, desk)
    assert page.view.client_id is None
    QTest.keyClick(page.list.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.view.client_id is not None)
    settle(qtbot, desk)
    assert sum(openings(one) for one in practice.clients) == 1


def test_opening_is_audited_once_and_reading_again_is_not(
    qtbot: QtBot,
    desk: Desk,
    page: ClientsPage,
    practice: SmallPractice,
    openings: Callable[[ClientId], int],
) -> None:
    client_id = practice.clients[1]
    open_client(qtbot, desk, page, client_id)
    page.show_client(client_id)

    def rename(session: object) -> None:
        before = clients.get(desk.session, client_id)
        clients.change(desk.session, client_id, replace(before.details, preferred_name="Bo L."))

    on_worker(qtbot, desk, rename)
    qtbot.waitUntil(lambda: page.view.header.name.text() == "Bo L.")
    assert openings(client_id) == 1


def test_going_to_another_client_saves_what_was_typed(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    open_client(qtbot, desk, page, practice.clients[0])
    QTest.keyClick(page, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: page.view.notes.editor is not None)
    editor = page.view.notes.editor
    assert editor is not None
    QTest.keyClicks(editor.fields[0], "Half a thought")
    open_client(qtbot, desk, page, practice.clients[1])
    note = on_worker(qtbot, desk, lambda session: notes.get(session, Shelf.RECORD, editor.note.id))
    assert note.draft is None
    assert note.body.sections[0].text == "Half a thought"


def test_what_is_typed_while_another_record_comes_is_saved(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    drafts = on_worker(qtbot, desk, notes.drafts)
    line = next(one for one in drafts if one.client_id == practice.clients[1])
    open_client(qtbot, desk, page, line.client_id)
    page.view.notes.edit(line.shelf, line.note_id)
    may_come = Event()
    desk.context.ask(page, lambda _: may_come.wait(10), lambda _: None)
    page.show_client(practice.clients[0])
    qtbot.waitUntil(lambda: page.view.notes.editor is not None)
    editor = page.view.notes.editor
    assert editor is not None
    QTest.keyClicks(editor.fields[0], "Half a thought")
    may_come.set()
    qtbot.waitUntil(lambda: page.view.client_id == practice.clients[0])
    settle(qtbot, desk)
    note = on_worker(qtbot, desk, lambda session: notes.get(session, line.shelf, line.note_id))
    assert note.draft is None
    assert "Half a thought" in note.body.sections[0].text


def test_a_record_that_is_read_again_never_stands_over_the_next_one(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    open_client(qtbot, desk, page, practice.clients[0])
    may_come = Event()
    desk.context.ask(page, lambda _: may_come.wait(10), lambda _: None)
    page.show_client(practice.clients[1])
    desk.context.bus.publish(kinds(Kind.CLIENTS))
    may_come.set()
    qtbot.waitUntil(lambda: page.view.client_id == practice.clients[1])
    settle(qtbot, desk)
    assert page.view.client_id == practice.clients[1]


def test_a_draft_that_is_named_opens_in_the_editor(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    drafts = on_worker(qtbot, desk, notes.drafts)
    line = next(one for one in drafts if one.client_id == practice.clients[1])
    page.open_client(line.client_id, line.note_id, line.shelf)
    qtbot.waitUntil(lambda: page.view.notes.editor is not None)
    assert page.view.notes.editor is not None
    assert page.view.notes.editor.note.id == line.note_id


def test_a_document_that_is_named_opens_on_its_tab(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    def keep(session: Session) -> DocumentId:
        facts, source = DocumentFacts(title="Letter"), BytesIO(b"Dear Bo")
        return documents.add_stream(session, practice.clients[1], source, "x.txt", facts).id

    document_id = on_worker(qtbot, desk, keep)
    page.open_client(practice.clients[1], document_id=document_id)
    qtbot.waitUntil(lambda: page.view.documents.look.document is not None)
    assert page.view.documents.look.document is not None
    assert page.view.documents.look.document.id == document_id
    assert page.view.tabs.tabText(page.view.tabs.currentIndex()) == "Documents"
    settle(qtbot, desk)
    page.view.documents.forget()


def test_a_psychotherapy_draft_that_is_named_opens_after_the_step_up(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    drafts = on_worker(qtbot, desk, notes.drafts)
    line = next(one for one in drafts if one.shelf is Shelf.PSYCHOTHERAPY)
    page.open_client(line.client_id, line.note_id, line.shelf)
    qtbot.waitUntil(lambda: page.view.notes.editor is not None)
    assert page.view.notes.shelf is Shelf.PSYCHOTHERAPY


def test_the_shield_leaves_initials_and_no_text(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    open_client(qtbot, desk, page, practice.clients[0])
    desk.context.set_shielded(True)
    assert page.view.header.name.text() == "A. O."
    assert page.view.header.name.toolTip() == "A. O."
    assert not page.view.notes.isVisible()
    assert not page.view.tabs.isVisible()
    desk.context.set_shielded(False)
    assert page.view.header.name.text() == "Amara Osei"
    assert page.view.notes.isVisible()


def test_the_shield_hides_risk_and_rules_and_gives_the_cursor_back(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    open_client(qtbot, desk, page, practice.clients[0])
    page.view.notes.new_note("soap")
    qtbot.waitUntil(lambda: page.view.notes.editor is not None)
    settle(qtbot, desk)
    editor = page.view.notes.editor
    assert editor is not None
    field = editor.fields[1]
    field.setFocus()
    active = next(one for one in page.view.header.findChildren(QLabel) if one.text() == "Active")
    assert active.isVisible()
    desk.context.set_shielded(True)
    assert not active.isVisible()
    assert not field.hasFocus()
    desk.context.set_shielded(False)
    assert active.isVisible()
    assert field.hasFocus()


def test_the_access_tab_shows_this_clients_log_alone(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    open_client(qtbot, desk, page, practice.clients[2])
    page.view.tabs.setCurrentIndex(4)
    settle(qtbot, desk)
    actions = [row[1] for row in page.view.access.model.rows]
    assert actions[0] == "Opened the record"
    assert actions[-1].startswith("Added a client · What changed: legal name")


def test_the_note_of_a_session_is_started_from_its_row(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    open_client(qtbot, desk, page, practice.clients[2])
    page.view.tabs.setCurrentIndex(3)
    settle(qtbot, desk)
    page.view.sessions.table.selectRow(0)
    page.view.sessions.note_button.click()
    qtbot.waitUntil(lambda: page.view.notes.editor is not None)
    assert page.view.notes.editor is not None
    assert page.view.notes.editor.note.head.care_session_id is not None


def test_what_is_listed_is_what_the_wizard_exports(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    page.list.filter.setText("o")
    qtbot.waitUntil(lambda: len(page.list.model.ids) < len(practice.clients))
    settle(qtbot, desk)
    listed = tuple(page.list.model.ids)
    assert listed
    for filter_text, scope, among in (("o", 0, listed), ("", 0, ...), ("", 2, None)):
        page.list.filter.setText(filter_text)
        page.list.scope.setCurrentIndex(scope)
        settle(qtbot, desk)
        page.list.reload()
        settle(qtbot, desk)
        page.list.export_button.click()
        [wizard] = page.findChildren(ExportWizard)
        wanted = tuple(page.list.model.ids) if among is ... else among
        assert wizard.answers.scope == ExportScope(among=wanted)
        wizard.reject()
        qtbot.waitUntil(lambda: not page.findChildren(ExportWizard))


def test_the_record_is_exported_from_its_head_and_notes_apart_from_their_shelf(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    open_client(qtbot, desk, page, practice.clients[0])
    notes_panel = page.view.notes
    assert not notes_panel.export_button.isVisible()
    QTest.keyClick(page, Qt.Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bool(page.findChildren(ExportWizard)))
    [wizard] = page.findChildren(ExportWizard)
    assert wizard.answers.scope == ExportScope(client_id=practice.clients[0], record_number="0001")
    wizard.reject()
    qtbot.waitUntil(lambda: not page.findChildren(ExportWizard))
    notes_panel.shelf_button.click()
    settle(qtbot, desk)
    assert notes_panel.export_button.isVisible()
    notes_panel.export_button.click()
    [wizard] = page.findChildren(ExportWizard)
    assert wizard.answers.scope.part is Part.PSYCHOTHERAPY
    wizard.reject()
    desk.context.set_shielded(True)
    assert not page.view.header.export_button.isEnabled()


def test_the_details_tab_never_shows_the_client_before(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    at_once, seen = [], []
    for client_id in practice.clients[:2]:
        open_client(qtbot, desk, page, client_id)
        page.view.tabs.setCurrentIndex(2)
        at_once.append(_shown(page.view.details))
        settle(qtbot, desk)
        seen.append(_shown(page.view.details))
    first, second = (clients_name(qtbot, desk, one) for one in practice.clients[:2])
    assert second not in at_once[0]
    assert first not in at_once[1]
    assert first in seen[0]
    assert second not in seen[0]
    assert second in seen[1]
    assert first not in seen[1]


def _shown(area: QWidget) -> str:
    return "\n".join(one.text() for one in area.findChildren(QLabel) if one.isVisible())


def clients_name(qtbot: QtBot, desk: Desk, client_id: ClientId) -> str:
    client = on_worker(qtbot, desk, lambda session: clients.get(session, client_id))
    return client.details.legal_name
