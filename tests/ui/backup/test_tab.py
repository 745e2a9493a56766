"""The Backup tab, with a real vault and real snapshots."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.backup.conftest import made_at, wait_for_backups
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import StoppedClock
from ui.backup.adding import AddPlaceDialog
from ui.backup.snapshots_dialog import SnapshotsDialog
from ui.errors import words_for
from ui.settings.page import SettingsPage
from vault.backup import service as backup
from vault.backup.model import Destination
from vault.errors import DestinationUnfit


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    made = SettingsPage(desk.context)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.show_tab("backup")
    settle(qtbot, desk)
    return made


def test_without_a_place_it_asks_for_one(page: SettingsPage) -> None:
    assert "no place for backups yet" in page.backup.none.text()
    assert page.backup.none.isVisible()
    assert not page.backup.back_up_button.isVisible()
    assert_accessible(page)


def test_a_place_is_added_named_and_backed_up_to(
    qtbot: QtBot, desk: Desk, page: SettingsPage, stick: Path
) -> None:
    desk.dialogs.chosen = [stick]
    page.backup.add_button.click()
    settle(qtbot, desk)
    [dialog] = page.findChildren(AddPlaceDialog)
    assert_accessible(dialog)
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "Blue stick")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    wait_for_backups(qtbot, desk)
    assert made_at(stick) == ["1"]
    [card] = page.backup.cards
    assert card.view.label == "Blue stick"
    assert card.view.reach == "Reachable"
    assert "number 1" in card.view.newest
    assert "from today" in card.view.newest
    assert "Backup 1 on “Blue stick” is made and was read back" in page.backup.notice.text


def test_a_folder_on_the_same_disk_and_a_synced_one_are_told(
    qtbot: QtBot, desk: Desk, page: SettingsPage, tmp_path: Path
) -> None:
    synced = tmp_path / "Nextcloud"
    synced.mkdir()
    desk.dialogs.chosen = [synced]
    page.backup.add_button.click()
    settle(qtbot, desk)
    [dialog] = page.findChildren(AddPlaceDialog)
    said = " ".join(one.text for one in dialog.findChildren(type(dialog.notice)))
    assert "same disk" in said
    assert "sync service" in said


def test_a_folder_inside_the_vault_is_refused(qtbot: QtBot, desk: Desk, page: SettingsPage) -> None:
    desk.dialogs.chosen = [desk.session.opened.folder]
    page.backup.add_button.click()
    settle(qtbot, desk)
    assert [type(error) for error in desk.dialogs.errors] == [DestinationUnfit]
    assert page.findChildren(AddPlaceDialog) == []


def test_all_documents_are_checked_and_said(
    qtbot: QtBot, desk: Desk, place: Destination, page: SettingsPage
) -> None:
    page.backup.back_up_button.click()
    wait_for_backups(qtbot, desk)
    assert "To be checked" in page.backup.cards[0].view.drill
    page.backup.cards[0].drill_button.click()
    wait_for_backups(qtbot, desk)
    assert "1 document came back whole" in page.backup.notice.text
    assert "came back whole" in page.backup.cards[0].view.drill
    assert_accessible(page)


def test_the_list_names_every_backup(
    qtbot: QtBot, desk: Desk, clock: StoppedClock, place: Destination, page: SettingsPage
) -> None:
    for _ in range(2):
        desk.context.backups.back_up([place])
        wait_for_backups(qtbot, desk)
        clock.advance(timedelta(days=1))
    page.backup.cards[0].list_button.click()
    settle(qtbot, desk)
    [dialog] = page.findChildren(SnapshotsDialog)
    assert_accessible(dialog)
    cells = [dialog.table.item(row, 0) for row in range(dialog.table.rowCount())]
    assert [cell.text() for cell in cells if cell is not None] == ["2", "1"]


def test_a_stick_pulled_out_is_said_and_a_moved_one_found(
    qtbot: QtBot,
    desk: Desk,
    place: Destination,
    page: SettingsPage,
    stick: Path,
    tmp_path: Path,
) -> None:
    desk.context.backups.back_up([place])
    wait_for_backups(qtbot, desk)
    moved = tmp_path / "other letter"
    shutil.move(stick, moved)
    page.backup.look_button.click()
    settle(qtbot, desk)
    [card] = page.backup.cards
    assert card.view.reach == "Not reachable"
    assert card.move_button.isVisible()
    assert not card.back_up_button.isVisible()
    assert not page.backup.back_up_button.isEnabled()
    assert_accessible(page)
    desk.dialogs.chosen = [moved]
    card.move_button.click()
    settle(qtbot, desk)
    assert page.backup.cards[0].view.reach == "Reachable"
    assert page.backup.cards[0].view.folder == str(moved)


def test_another_stick_at_the_same_path_is_said_and_added(
    qtbot: QtBot,
    desk: Desk,
    clock: StoppedClock,
    place: Destination,
    page: SettingsPage,
    stick: Path,
    tmp_path: Path,
) -> None:
    (second := tmp_path / "second").mkdir()
    other = on_worker(qtbot, desk, lambda s: backup.add_destination(s, second, "Other"))
    for one in (place, other):
        clock.advance(timedelta(minutes=1))
        desk.context.backups.back_up([one])
        wait_for_backups(qtbot, desk)
    on_worker(qtbot, desk, lambda session: backup.remove_destination(session, other.id))
    stick.rename(tmp_path / "drawer")
    second.rename(stick)
    page.backup.look_button.click()
    settle(qtbot, desk)
    [card] = page.backup.cards
    assert card.view.reach == "Another stick is here"
    assert "are not those of this place" in card.view.another
    assert not card.back_up_button.isVisible()
    assert_accessible(page)
    card.add_button.click()
    settle(qtbot, desk)
    [dialog] = page.findChildren(AddPlaceDialog)
    dialog.name.setText("Second")
    dialog.add_button.click()
    wait_for_backups(qtbot, desk)
    cards = [(card.view.label, card.view.reach) for card in page.backup.cards]
    assert cards == [("Blue", "Another stick is here"), ("Second", "Reachable")]
    assert made_at(stick) == ["1", "2"]


def test_a_copy_of_a_stick_that_is_there_is_refused_with_its_name(
    qtbot: QtBot,
    desk: Desk,
    place: Destination,
    page: SettingsPage,
    stick: Path,
    tmp_path: Path,
) -> None:
    desk.context.backups.back_up([place])
    wait_for_backups(qtbot, desk)
    shutil.copytree(stick, tmp_path / "clone")
    desk.dialogs.chosen = [tmp_path / "clone"]
    page.backup.add_button.click()
    settle(qtbot, desk)
    [error] = desk.dialogs.errors
    assert words_for(error).text == "These are the backups of “Blue”, which is there too."
    assert page.findChildren(AddPlaceDialog) == []
    assert [one.path for one in on_worker(qtbot, desk, backup.destinations)] == [stick]


def test_a_removed_place_keeps_what_lies_there_and_that_is_said_before(
    qtbot: QtBot, desk: Desk, place: Destination, page: SettingsPage, stick: Path
) -> None:
    desk.context.backups.back_up([place])
    wait_for_backups(qtbot, desk)
    page.backup.cards[0].remove_button.click()
    settle(qtbot, desk)
    [question] = desk.dialogs.questions
    assert question.is_destructive
    assert "Those that are there stay" in question.text
    assert page.backup.cards == []
    assert made_at(stick) == ["1"]
    assert on_worker(qtbot, desk, backup.destinations) == []


def test_what_is_under_way_is_on_the_page_and_can_be_stopped(
    qtbot: QtBot, desk: Desk, place: Destination, page: SettingsPage
) -> None:
    panel = page.backup.panel
    assert not panel.isVisible()
    desk.context.backups.back_up([place])
    assert panel.isVisible()
    assert panel.title.text() == "Backing up to “Blue”"
    assert not page.backup.cards[0].back_up_button.isEnabled()
    panel.stop_button.click()
    wait_for_backups(qtbot, desk)
    assert not panel.isVisible()
    assert "Nothing half done was left" in page.backup.notice.text
