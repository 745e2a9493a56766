"""A backup every day by itself, where a place is there."""

import shutil
from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.backup.conftest import made_at, wait_for_backups
from tests.ui.unlocked import Desk, settle
from tests.vault_fixtures import StoppedClock
from ui.backup.daily import EVERY_MS, FIRST_AFTER_MS, DailyBackups
from ui.backup.runner import Work
from vault.backup import rows
from vault.backup.model import Destination, Snapshot


def test_one_a_day_and_none_twice(
    qtbot: QtBot, desk: Desk, clock: StoppedClock, place: Destination
) -> None:
    assert (FIRST_AFTER_MS, EVERY_MS) == (60_000, 3_600_000)
    daily = DailyBackups(desk.context)
    made = list[list[str]]()
    for hours in (0, 1, 24):
        clock.advance(timedelta(hours=hours))
        daily.look()
        settle(qtbot, desk)
        wait_for_backups(qtbot, desk)
        made.append(made_at(place.path))
    assert made == [["1"], ["1"], ["1", "2"]]


def test_the_newest_is_checked_every_month(
    qtbot: QtBot, desk: Desk, clock: StoppedClock, place: Destination
) -> None:
    daily, checked = DailyBackups(desk.context), []
    desk.context.backups.ended.connect(
        lambda task: checked.append(task.place.id) if task.work is Work.DRILL else None
    )
    for days in (0, 0, 1, 30):
        clock.advance(timedelta(days=days))
        for _ in range(2):
            daily.look()
            settle(qtbot, desk)
            wait_for_backups(qtbot, desk)
    assert checked == [place.id, place.id]
    assert all(one.drill is not None for one in drilled(desk))


def drilled(desk: Desk) -> list[Snapshot]:
    assert desk.context.worker.session is not None
    every = rows.snapshots(desk.context.worker.session.rows)
    return [one for one in every if one.drilled_at is not None]


def test_a_place_that_is_away_is_left_alone(
    qtbot: QtBot, desk: Desk, place: Destination, stick: Path
) -> None:
    shutil.rmtree(stick)
    DailyBackups(desk.context).look()
    settle(qtbot, desk)
    assert desk.context.backups.last == {}


def test_never_after_the_vault_was_closed(qtbot: QtBot, desk: Desk, place: Destination) -> None:
    desk.context.worker.session = None
    DailyBackups(desk.context).look()
    settle(qtbot, desk)
    assert made_at(place.path) == []
