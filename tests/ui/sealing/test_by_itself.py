"""The export is kept current by itself: every day, and when somebody quits for the day."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.sealing.conftest import sealed_at, wait_for_sealing
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import StoppedClock
from ui.backup.daily import DailyBackups
from ui.backup.quitting import QuitDialog, quit_for_the_day
from ui.backup.runner import Task
from ui.sealing.home_panel import SealedExportPanel
from vault.backup import service as backup
from vault.errors import Cancelled
from vault.sealing import service as sealing
from vault.sealing.places_model import ExportPlace
from vault.sealing.statement_model import SealKind
from vault.session import Session


def test_one_a_day_and_none_twice(
    qtbot: QtBot, desk: Desk, clock: StoppedClock, place: ExportPlace
) -> None:
    daily = DailyBackups(desk.context)
    sealed = list[int]()
    for hours in (0, 1, 24):
        clock.advance(timedelta(hours=hours))
        daily.look()
        settle(qtbot, desk)
        wait_for_sealing(qtbot, desk)
        sealed.append(len(sealed_at(place.path)))
    assert sealed == [1, 1, 2]


def test_nothing_is_sealed_by_itself_over_a_closing_export(
    qtbot: QtBot, desk: Desk, clock: StoppedClock, place: ExportPlace
) -> None:
    on_worker(qtbot, desk, lambda session: sealing.seal(session, place.id, SealKind.CLOSURE))
    panel = SealedExportPanel(desk.context)
    qtbot.addWidget(panel)
    for days in (1, 30):
        clock.advance(timedelta(days=days))
        DailyBackups(desk.context).look()
        settle(qtbot, desk)
        wait_for_sealing(qtbot, desk)
        assert sealed_at(place.path) == ["MANIFEST-1.sha256.sig"]
        panel.refresh()
        settle(qtbot, desk)
        assert panel.isHidden(), "Home does not ask for what is over"


def test_nothing_is_sealed_by_itself_where_it_shall_not_be(
    qtbot: QtBot, desk: Desk, place: ExportPlace
) -> None:
    def on_demand(session: Session) -> bool:
        sealing.set_standing(session, place.id, is_standing=False)
        return True

    assert on_worker(qtbot, desk, on_demand)
    DailyBackups(desk.context).look()
    settle(qtbot, desk)
    assert desk.context.backups.is_idle
    assert sealed_at(place.path) == []


def test_quitting_seals_where_there_is_no_place_for_backups(
    qtbot: QtBot, desk: Desk, place: ExportPlace
) -> None:
    left = _quit(qtbot, desk)
    qtbot.waitUntil(lambda: bool(left), timeout=30_000)
    assert sealed_at(place.path) == ["MANIFEST-1.sha256.sig"]


def test_quitting_backs_up_and_seals(
    qtbot: QtBot, desk: Desk, place: ExportPlace, tmp_path: Path
) -> None:
    drawer = tmp_path / "drawer"
    drawer.mkdir()
    on_worker(qtbot, desk, lambda session: backup.add_destination(session, drawer, "Drawer"))
    left = _quit(qtbot, desk)
    qtbot.waitUntil(lambda: bool(left), timeout=30_000)
    assert sealed_at(place.path) == ["MANIFEST-1.sha256.sig"]
    assert list(drawer.glob("*.backup/snapshots/1"))


def test_stay_stops_the_sealing_and_leaves_nothing(
    qtbot: QtBot, desk: Desk, place: ExportPlace
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    left = list[str]()
    quit_for_the_day(desk.context, window, lambda: left.append("left"))
    qtbot.waitUntil(lambda: bool(window.findChildren(QuitDialog)))
    [dialog] = window.findChildren(QuitDialog)
    assert_accessible(dialog)
    dialog.stay_button.click()
    wait_for_sealing(qtbot, desk)
    assert left == []
    assert sealed_at(place.path) == []
    files = [path for path in place.path.rglob("*") if path.is_file()]
    assert all(path.name.endswith(".lock") for path in files)


def test_calling_it_off_in_the_middle_ends_it(qtbot: QtBot, desk: Desk, place: ExportPlace) -> None:
    ended = list[Task]()
    backups = desk.context.backups
    backups.ended.connect(ended.append)

    def stop(task: Task) -> None:
        if task.step in ("clients", "parts"):
            backups.cancel()

    backups.progressed.connect(stop)
    backups.seal([place])
    wait_for_sealing(qtbot, desk)
    [task] = ended
    assert task.is_cancelled
    assert isinstance(task.error, Cancelled)
    assert sealed_at(place.path) == []
    assert not backups.last_sealed


def _quit(qtbot: QtBot, desk: Desk) -> list[str]:
    window, left = QWidget(), list[str]()
    qtbot.addWidget(window)
    window.show()
    quit_for_the_day(desk.context, window, lambda: left.append("left"))
    return left


def test_home_asks_for_what_is_missing_and_is_silent_when_it_is_there(
    qtbot: QtBot, desk: Desk, place: ExportPlace, clock: StoppedClock
) -> None:
    panel = SealedExportPanel(desk.context)
    qtbot.addWidget(panel)
    panel.refresh()
    settle(qtbot, desk)
    assert not panel.isHidden()
    assert panel.text.text() == "Nothing is sealed yet for those who come after you"
    assert_accessible(panel)
    panel.act_button.click()
    wait_for_sealing(qtbot, desk)
    assert panel.isHidden()
    clock.advance(timedelta(days=8))
    panel.refresh()
    settle(qtbot, desk)
    assert not panel.isHidden()
    assert "8 days old" in panel.text.text()


def test_home_says_what_failed(qtbot: QtBot, desk: Desk, place: ExportPlace) -> None:
    panel = SealedExportPanel(desk.context)
    qtbot.addWidget(panel)
    desk.context.backups.seal([place])
    place.path.rmdir()
    wait_for_sealing(qtbot, desk)
    panel.refresh()
    settle(qtbot, desk)
    assert not panel.isHidden()
    assert panel.state.text() == "Failed"
    assert "Blue" in panel.about.text()
