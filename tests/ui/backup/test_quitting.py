"""Quit for the day: a backup first, where a place is there."""

import shutil
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.backup.conftest import made_at, wait_for_backups
from tests.ui.unlocked import Desk, on_worker, settle
from ui.backup.quitting import QuitDialog, quit_for_the_day
from vault.backup.model import Destination
from vault.session import Session


def _quit(qtbot: QtBot, desk: Desk) -> tuple[QWidget, list[str]]:
    window, left = QWidget(), list[str]()
    qtbot.addWidget(window)
    window.show()
    quit_for_the_day(desk.context, window, lambda: left.append("left"))
    return window, left


def test_without_a_place_it_just_leaves(qtbot: QtBot, desk: Desk) -> None:
    window, left = _quit(qtbot, desk)
    settle(qtbot, desk)
    assert left == ["left"]
    assert window.findChildren(QuitDialog) == []


def test_it_backs_up_and_then_leaves_by_itself(
    qtbot: QtBot, desk: Desk, place: Destination
) -> None:
    _, left = _quit(qtbot, desk)
    qtbot.waitUntil(lambda: bool(left), timeout=20_000)
    assert made_at(place.path) == ["1"]
    assert left == ["left"]


def test_quit_without_waiting_leaves_at_once(qtbot: QtBot, desk: Desk, place: Destination) -> None:
    window, left = _quit(qtbot, desk)
    qtbot.waitUntil(lambda: bool(window.findChildren(QuitDialog)))
    [dialog] = window.findChildren(QuitDialog)
    assert_accessible(dialog)
    dialog.quit_button.click()
    wait_for_backups(qtbot, desk)
    assert left == ["left"]
    assert made_at(place.path) == []


def test_stay_stops_the_backup_and_stays(qtbot: QtBot, desk: Desk, place: Destination) -> None:
    window, left = _quit(qtbot, desk)
    qtbot.waitUntil(lambda: bool(window.findChildren(QuitDialog)))
    [dialog] = window.findChildren(QuitDialog)
    dialog.stay_button.click()
    wait_for_backups(qtbot, desk)
    assert left == []
    assert made_at(place.path) == []


def test_what_failed_is_said_before_it_leaves(
    qtbot: QtBot, desk: Desk, place: Destination, stick: Path
) -> None:
    desk.context.backups.changed.connect(lambda: shutil.rmtree(stick, ignore_errors=True))
    window, left = _quit(qtbot, desk)
    qtbot.waitUntil(lambda: bool(window.findChildren(QuitDialog)))
    [dialog] = window.findChildren(QuitDialog)
    wait_for_backups(qtbot, desk)
    assert left == []
    assert "is not connected" in dialog.notice.text
    assert dialog.quit_button.text() == "Quit all the same"
    dialog.quit_button.click()
    assert left == ["left"]


def test_documents_that_are_in_no_backup_are_said_before_it_leaves(
    qtbot: QtBot, desk: Desk, place: Destination
) -> None:
    def lose(session: Session) -> None:
        for path in session.opened.folder.glob("attachments/*/*.age"):
            path.unlink()

    on_worker(qtbot, desk, lose)
    window, left = _quit(qtbot, desk)
    qtbot.waitUntil(lambda: bool(window.findChildren(QuitDialog)))
    [dialog] = window.findChildren(QuitDialog)
    wait_for_backups(qtbot, desk)
    assert left == []
    assert "1 document is missing or damaged in the vault itself" in dialog.notice.text
    assert made_at(place.path) == ["1"]
