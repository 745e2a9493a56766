from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.small_practice import SmallPractice
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import StoppedClock
from ui.context import ClientTarget
from ui.find.dialog import FindDialog
from ui.find.presenter import ResultRow, RowKind
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.ids import DocumentId
from vault.notes.model import Shelf
from vault.session import Session


@pytest.fixture
def find(qtbot: QtBot, desk: Desk, practice: SmallPractice) -> Iterator[FindDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    # Deletes itself when it closes.
    dialog = FindDialog(desk.context, window)
    dialog.show()
    dialog.activateWindow()
    settle(qtbot, desk)
    yield dialog
    window.close()


@pytest.fixture
def opened(desk: Desk) -> list[ClientTarget]:
    targets: list[ClientTarget] = []
    desk.context.client_requested.connect(targets.append)
    return targets


def rows(dialog: FindDialog, kind: RowKind = RowKind.NOTE) -> list[ResultRow]:
    model = dialog.model
    found = [model.row(model.index(place)) for place in range(model.rowCount())]
    return [row for row in found if row is not None and row.kind is kind]


def type_text(qtbot: QtBot, desk: Desk, dialog: FindDialog, text: str) -> None:
    QTest.keyClicks(dialog.field, text)
    settle(qtbot, desk)


def choose(menu: QMenu | None, text: str) -> None:
    assert menu is not None
    menu.aboutToShow.emit()
    [action] = [one for one in menu.actions() if one.text() == text]
    action.trigger()


def test_typing_finds_at_once_newest_first(qtbot: QtBot, desk: Desk, find: FindDialog) -> None:
    type_text(qtbot, desk, find, "lett")
    found = rows(find)
    assert len(found) == 17
    assert all(row.marks for row in found)
    assert find.summary.text() == "17 notes, newest first."
    assert find.field.hasFocus()


def test_only_the_last_keystrokes_answer_is_shown(
    qtbot: QtBot, desk: Desk, find: FindDialog
) -> None:
    answers: list[int] = []
    find.model.modelReset.connect(lambda: answers.append(find.model.rowCount()))
    QTest.keyClicks(find.field, "letter")
    settle(qtbot, desk)
    assert len(answers) == 1


def test_a_client_stands_on_top_and_return_twice_opens_the_record(
    qtbot: QtBot, desk: Desk, find: FindDialog, practice: SmallPractice, opened: list[ClientTarget]
) -> None:
    type_text(qtbot, desk, find, "osei")
    assert [row.title for row in rows(find, RowKind.CLIENT)] == ["Amara Osei"]
    QTest.keyClick(find.field, Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert not opened
    assert find.list.hasFocus()
    QTest.keyClick(find.list, Qt.Key.Key_Return)
    assert opened == [ClientTarget(client_id=practice.clients[0])]


def test_a_document_is_found_by_its_title_and_return_goes_to_it(
    qtbot: QtBot, desk: Desk, find: FindDialog, practice: SmallPractice, opened: list[ClientTarget]
) -> None:
    client_id, facts = practice.clients[0], DocumentFacts(title="Zebra drawing")

    def keep(session: Session) -> DocumentId:
        return documents.add_stream(session, client_id, BytesIO(b"x"), "scan.png", facts).id

    document_id = on_worker(qtbot, desk, keep)
    type_text(qtbot, desk, find, "zeb")
    [row] = rows(find, RowKind.DOCUMENT)
    assert (row.text, row.marks) == ("Zebra drawing", ((0, 5),))
    find.grab()
    QTest.keyClick(find.field, Qt.Key.Key_Down)
    QTest.keyClick(find.list, Qt.Key.Key_Return)
    assert opened == [ClientTarget(client_id=client_id, document_id=document_id)]


def test_arrows_choose_past_headings_and_go_back_to_the_field(
    qtbot: QtBot, desk: Desk, find: FindDialog, opened: list[ClientTarget]
) -> None:
    type_text(qtbot, desk, find, "lett")
    second = rows(find)[1]
    QTest.keyClick(find.field, Qt.Key.Key_Down)
    QTest.keyClick(find.list, Qt.Key.Key_Up)
    assert find.field.hasFocus()
    QTest.keyClick(find.field, Qt.Key.Key_Down)
    QTest.keyClick(find.list, Qt.Key.Key_Down)
    QTest.keyClick(find.list, Qt.Key.Key_Return)
    assert [target.note_id for target in opened] == [second.note_id]
    assert find.isHidden()


def test_letters_typed_in_the_list_go_on_in_the_field(
    qtbot: QtBot, desk: Desk, find: FindDialog
) -> None:
    type_text(qtbot, desk, find, "lett")
    QTest.keyClick(find.field, Qt.Key.Key_Down)
    QTest.keyClicks(find.list, "e")
    assert find.field.text() == "lette"
    assert find.field.hasFocus()


def test_chips_narrow_to_a_client_and_a_kind(
    qtbot: QtBot, desk: Desk, find: FindDialog, practice: SmallPractice
) -> None:
    type_text(qtbot, desk, find, "lett")
    choose(find.chips.client.menu(), "Bo Lindqvist")
    settle(qtbot, desk)
    assert {row.client_id for row in rows(find)} == {practice.clients[1]}
    assert find.chips.client.accessibleName() == "Client: Bo Lindqvist"
    choose(find.chips.kind.menu(), "Intake")
    settle(qtbot, desk)
    assert rows(find) == []


def test_psychotherapy_notes_are_found_only_after_the_tick_and_the_step_up(
    qtbot: QtBot, desk: Desk, find: FindDialog
) -> None:
    on_worker(qtbot, desk, _forget_step_up)
    type_text(qtbot, desk, find, "dream")
    assert rows(find) == []
    desk.step_up_secret = None
    QTest.mouseClick(find.chips.psychotherapy, Qt.MouseButton.LeftButton)
    settle(qtbot, desk)
    assert desk.step_up_asked == 1
    assert not find.chips.psychotherapy.isChecked()
    assert rows(find) == []
    desk.step_up_secret = b"1234"
    QTest.keyClick(find.chips.psychotherapy, Qt.Key.Key_Space)
    settle(qtbot, desk)
    qtbot.waitUntil(find.chips.psychotherapy.isChecked)
    settle(qtbot, desk)
    assert [row.shelf for row in rows(find)] == [Shelf.PSYCHOTHERAPY]


def test_a_step_up_that_grew_old_takes_the_tick_away(
    qtbot: QtBot, desk: Desk, find: FindDialog
) -> None:
    QTest.mouseClick(find.chips.psychotherapy, Qt.MouseButton.LeftButton)
    settle(qtbot, desk)
    assert find.chips.psychotherapy.isChecked()
    on_worker(qtbot, desk, _forget_step_up)
    type_text(qtbot, desk, find, "dream")
    qtbot.waitUntil(lambda: not find.chips.psychotherapy.isChecked())
    settle(qtbot, desk)
    assert rows(find) == []
    assert desk.dialogs.errors == []


def test_any_text_is_only_words(qtbot: QtBot, desk: Desk, find: FindDialog) -> None:
    type_text(qtbot, desk, find, '"* NEAR( AND \\ <b>')
    assert desk.dialogs.errors == []


def _forget_step_up(session: Session) -> None:
    """Let six minutes pass."""
    assert isinstance(session.now, StoppedClock)
    session.now.advance(timedelta(minutes=6))


def test_everything_has_a_name_and_a_way_by_keyboard(
    qtbot: QtBot, desk: Desk, find: FindDialog
) -> None:
    choose(find.chips.dates.menu(), "From … to …")
    type_text(qtbot, desk, find, "letter")
    assert_accessible(find)
