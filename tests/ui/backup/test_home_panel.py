"""Home's line on backups."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.backup.conftest import made_at, wait_for_backups
from tests.ui.unlocked import Desk, settle
from tests.vault_fixtures import StoppedClock
from ui.backup.adding import AddPlaceDialog
from ui.home.page import HomePage
from vault.backup.model import Destination, LostDocument, RestoreReport


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> HomePage:
    made = HomePage(desk.context)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    settle(qtbot, desk)
    return made


def test_without_a_place_it_asks_for_one_before_all_else(
    qtbot: QtBot, desk: Desk, page: HomePage, stick: Path
) -> None:
    panel = page.backup
    assert panel.text.text() == "No backup yet"
    assert panel.is_urgent
    assert panel.y() < page.calm.mapTo(page, page.calm.rect().topLeft()).y()
    assert_accessible(page)
    desk.dialogs.chosen = [stick]
    panel.act_button.click()
    settle(qtbot, desk)
    [dialog] = page.findChildren(AddPlaceDialog)
    dialog.add_button.click()
    wait_for_backups(qtbot, desk)
    assert made_at(stick) == ["1"]
    assert panel.text.text() == "Newest backup is from today"
    assert not panel.is_urgent


def test_one_click_backs_up(
    qtbot: QtBot, desk: Desk, clock: StoppedClock, place: Destination, page: HomePage
) -> None:
    page.backup.act_button.click()
    assert page.backup.act_button.text() == "Stop"
    assert page.backup.text.text() == "Backing up to “Blue”"
    wait_for_backups(qtbot, desk)
    clock.advance(timedelta(days=9))
    page.backup.refresh()
    settle(qtbot, desk)
    assert page.backup.text.text() == "Newest backup is 9 days old"
    assert page.backup.state.text() == "Wanted"


def test_a_place_that_is_away_is_named_with_its_age(
    qtbot: QtBot,
    desk: Desk,
    clock: StoppedClock,
    place: Destination,
    page: HomePage,
    stick: Path,
) -> None:
    page.backup.act_button.click()
    wait_for_backups(qtbot, desk)
    shutil.rmtree(stick)
    clock.advance(timedelta(days=3))
    page.backup.refresh()
    settle(qtbot, desk)
    assert page.backup.about.text() == "“Blue” is not reachable, its newest is 3 days old"
    assert page.backup.act_button.text() == "Backup settings"
    with qtbot.waitSignal(desk.context.settings_requested) as asked:
        page.backup.act_button.click()
    assert asked.args == ["backup"]


def test_a_failure_stands_on_home_and_nowhere_else(
    qtbot: QtBot, desk: Desk, place: Destination, page: HomePage, stick: Path
) -> None:
    shutil.rmtree(stick)
    desk.context.backups.back_up([place])
    wait_for_backups(qtbot, desk)
    assert page.backup.state.text() == "Failed"
    assert "is not connected" in page.backup.about.text()
    assert desk.dialogs.errors == []


def test_what_did_not_come_back_is_named_inside_the_vault(
    qtbot: QtBot, desk: Desk, page: HomePage, tmp_path: Path
) -> None:
    assert not page.backup.lost_link.isVisible()
    lost = LostDocument(uid="x", record_number="0417", title="Consent", is_damaged=False)
    desk.context.backups.restored = RestoreReport(
        folder=tmp_path,
        number=4,
        made_at=datetime(2026, 11, 22, 12, tzinfo=UTC),
        clients=1,
        documents=1,
        left_out=0,
        lost=(lost,),
        skipped=(),
    )
    again = HomePage(desk.context)
    qtbot.addWidget(again)
    again.show()
    settle(qtbot, desk)
    assert "1 document did not come back" in again.backup.lost_link.text()
    again.backup.lost_link.click()
    [(_, text)] = desk.dialogs.told
    assert "Record 0417" in text
    assert "Consent · missing" in text
