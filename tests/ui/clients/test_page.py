"""The clients page: finding a client, opening the record once, leaving nothing unsaved."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.small_practice import SmallPractice
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock
from ui.clients.page import ClientsPage
from vault.audit import service as audit
from vault.clients import export_service
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.ids import ClientId
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


def test_a_draft_that_is_named_opens_in_the_editor(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    drafts = on_worker(qtbot, desk, notes.drafts)
    line = next(one for one in drafts if one.client_id == practice.clients[1])
    page.open_client(line.client_id, line.note_id, line.shelf)
    qtbot.waitUntil(lambda: page.view.notes.editor is not None)
    assert page.view.notes.editor is not None
    assert page.view.notes.editor.note.id == line.note_id


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
    assert actions[0] == "Record opened"
    assert actions[-1] == "Client added"


def test_the_note_of_a_session_is_started_from_its_row(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    open_client(qtbot, desk, page, practice.clients[2])
    page.view.tabs.setCurrentIndex(3)
    page.view.sessions.table.selectRow(0)
    page.view.sessions.note_button.click()
    qtbot.waitUntil(lambda: page.view.notes.editor is not None)
    assert page.view.notes.editor is not None
    assert page.view.notes.editor.note.head.care_session_id is not None


def test_the_list_is_exported_after_a_warning_and_a_step_up(
    qtbot: QtBot,
    desk: Desk,
    clock: StoppedClock,
    page: ClientsPage,
    practice: SmallPractice,
    tmp_path: Path,
) -> None:
    target = tmp_path / "list"
    desk.dialogs.save_to, desk.dialogs.says_yes = target, False
    page.list.filter.setText("o")
    qtbot.waitUntil(lambda: len(page.list.model.ids) < len(practice.clients))
    settle(qtbot, desk)
    page.list.export_button.click()
    settle(qtbot, desk)
    assert "unprotected" in desk.dialogs.questions[0].text
    desk.dialogs.says_yes = True
    asked = desk.step_up_asked
    clock.advance(timedelta(minutes=6))
    page.list.export_button.click()
    qtbot.waitUntil(lambda: bool(desk.dialogs.told))
    assert desk.step_up_asked == asked + 1
    rows = list(csv.DictReader(target.with_suffix(".csv").read_text("utf-8").splitlines()))
    expected = on_worker(qtbot, desk, lambda session: clients.lines(session, page.list.model.ids))
    assert [row["name"] for row in rows] == [line.name for line in expected]
    assert 0 < len(rows) < len(practice.clients)
    actions = on_worker(qtbot, desk, lambda session: audit.page(session, limit=1))
    assert actions[0].action == "client.export"


def test_a_name_that_looks_like_a_formula_is_none_in_the_file(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    target = tmp_path / "list.csv"

    def work(session: Session) -> int:
        details = ClientDetails(legal_name="=HYPERLINK(1)", birth_date=date(1990, 2, 3))
        client_id = clients.add(session, details)
        session.step_up(STEP_UP_SECRET)
        return export_service.write_csv(session, target, [client_id])

    assert on_worker(qtbot, desk, work) == 1
    [row] = csv.DictReader(target.read_text("utf-8").splitlines())
    assert row == {
        "record_number": "0001",
        "name": "'=HYPERLINK(1)",
        "status": "active",
        "birth_date": "1990-02-03",
        "next_session": "",
    }


def test_the_details_tab_never_shows_the_client_before(
    qtbot: QtBot, desk: Desk, page: ClientsPage, practice: SmallPractice
) -> None:
    seen: list[str] = []
    for client_id in practice.clients[:2]:
        open_client(qtbot, desk, page, client_id)
        page.view.tabs.setCurrentIndex(2)
        labels = page.view.details.findChildren(QLabel)
        seen.append("\n".join(one.text() for one in labels if one.isVisible()))
    first, second = (clients_name(qtbot, desk, one) for one in practice.clients[:2])
    assert first in seen[0]
    assert second not in seen[0]
    assert second in seen[1]
    assert first not in seen[1]


def clients_name(qtbot: QtBot, desk: Desk, client_id: ClientId) -> str:
    client = on_worker(qtbot, desk, lambda session: clients.get(session, client_id))
    return client.details.legal_name
