"""Home's line on backups."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.backup.papers import add_client, add_document, file_of
from tests.ui.accessibility import assert_accessible
from tests.ui.backup.conftest import made_at, wait_for_backups
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import StoppedClock
from ui.backup.adding import AddPlaceDialog
from ui.home.page import HomePage
from vault.backup import not_restored
from vault.backup.model import Destination
from vault.clients import service as clients
from vault.session import Session


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


def test_what_did_not_come_back_is_named_until_the_list_is_dismissed(
    qtbot: QtBot, desk: Desk, page: HomePage
) -> None:
    panel = page.backup
    assert not panel.lost_link.isVisible()
    number = on_worker(qtbot, desk, _lose)
    panel.refresh()
    settle(qtbot, desk)
    assert "1 document did not come back" in panel.lost_link.text()
    assert_accessible(page)
    desk.dialogs.says_yes = False
    panel.lost_link.click()
    [question] = desk.dialogs.questions
    assert f"Record {number}" in question.text
    assert "Consent · missing" in question.text
    assert question.stay, "Return keeps the list"
    assert panel.lost_link.isVisible()
    desk.dialogs.says_yes = True
    panel.lost_link.click()
    settle(qtbot, desk)
    assert not panel.lost_link.isVisible()
    assert on_worker(qtbot, desk, not_restored.listed) == ()


def _lose(session: Session) -> str:
    """A document's file did not come back with a restore; return whose it is."""
    client_id = add_client(session)
    uid = add_document(session, client_id, b"consent", "Consent")
    file_of(session, uid).unlink()
    with session.autosave() as connection:
        not_restored.enter(connection, {uid: False}, session.now())
    return clients.get(session, client_id).record_number
