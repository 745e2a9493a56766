"""After a change of the ways to open, the backups are offered to be sealed anew."""

import shutil
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.backup.papers import add_client
from tests.ui.accessibility import assert_accessible
from tests.ui.backup.conftest import wait_for_backups
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import STRONG, NoKeyring
from ui.backup.resealing import offer_reseal
from ui.settings.page import SettingsPage
from vault.backup import service as backup
from vault.backup.model import Destination
from vault.keys import service as keys
from vault.session import Session

_PATIENCE_MS = 60_000
_NEW = "lantern thirty velvet canyon otter marble"


def _page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    page = SettingsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.show_tab("backup")
    settle(qtbot, desk)
    return page


def _change_passphrase(qtbot: QtBot, desk: Desk) -> None:
    """Three times scrypt: on a loaded machine that takes longer than other jobs are waited for."""
    done, owner = list[None](), QWidget()

    def work(session: Session) -> None:
        keys.add_passphrase(session, STRONG, _NEW, NoKeyring())

    desk.context.ask(owner, work, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=_PATIENCE_MS)


def test_they_are_listed_offered_and_sealed_anew(
    qtbot: QtBot, desk: Desk, place: Destination
) -> None:
    desk.context.backups.back_up([place])
    wait_for_backups(qtbot, desk)
    _change_passphrase(qtbot, desk)
    page = _page(qtbot, desk)
    assert page.backup.reseal.isVisible()
    assert page.backup.reseal.lines.text() == "“Blue”: backup 1"
    assert_accessible(page)
    offer_reseal(desk.context, page)
    wait_for_backups(qtbot, desk)
    qtbot.waitUntil(lambda: not page.backup.reseal.isVisible())
    [question] = desk.dialogs.questions
    assert "1 backup still opens" in question.text
    assert "open with today's ways" in page.backup.notice.text
    assert on_worker(qtbot, desk, backup.copies_needing_reseal) == []


def test_those_that_are_away_are_named(
    qtbot: QtBot, desk: Desk, place: Destination, stick: Path
) -> None:
    desk.context.backups.back_up([place])
    wait_for_backups(qtbot, desk)
    _change_passphrase(qtbot, desk)
    shutil.rmtree(stick)
    page = _page(qtbot, desk)
    offer_reseal(desk.context, page)
    settle(qtbot, desk)
    [(_, text)] = desk.dialogs.told
    assert "“Blue” cannot be reached now" in text
    assert page.backup.reseal.lines.text().endswith("not reachable now")
    assert not page.backup.reseal.seal_button.isEnabled()


def test_without_backups_nothing_is_offered(qtbot: QtBot, desk: Desk) -> None:
    on_worker(qtbot, desk, add_client)
    page = _page(qtbot, desk)
    offer_reseal(desk.context, page)
    settle(qtbot, desk)
    assert desk.dialogs.questions == []
    assert desk.dialogs.told == []
