"""Backups with records that were disposed of: shown, rewritten by themselves, or attested gone."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.backup import erasing
from tests.backup.papers import add_client
from tests.ui.accessibility import assert_accessible
from tests.ui.backup.conftest import wait_for_backups
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import STRONG, NoKeyring
from ui.backup.adopt_dialog import AdoptDialog
from ui.backup.attest_dialog import DestroyedDialog
from ui.backup.copies_dialog import CopiesDialog
from ui.backup.daily import DailyBackups
from ui.settings.page import SettingsPage
from vault.backup import service as backup
from vault.backup.model import Destination, Fate
from vault.keys import service as keys
from vault.session import Session

_PATIENCE_MS = 60_000


@pytest.fixture
def disposed(qtbot: QtBot, desk: Desk, place: Destination) -> Destination:
    """A stick with one backup that holds a client who is gone from the vault."""
    desk.context.backups.back_up([place])
    wait_for_backups(qtbot, desk)
    done, owner = list[None](), QWidget()

    def work(session: Session) -> None:
        erasing.begin(session, add_client(session))  # not in the backup
        client = session.rows.value("SELECT min(id) FROM client")
        erasing.begin(session, client)
        keys.erase(session, STRONG, NoKeyring())

    desk.context.ask(owner, work, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=_PATIENCE_MS)
    return place


def _page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    page = SettingsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.show_tab("backup")
    settle(qtbot, desk)
    return page


def _copies(qtbot: QtBot, desk: Desk, page: SettingsPage) -> CopiesDialog:
    page.backup.copies_button.click()
    settle(qtbot, desk)
    [dialog] = page.findChildren(CopiesDialog)
    assert_accessible(dialog)
    return dialog


def _cell(dialog: CopiesDialog, row: int, column: int) -> str:
    item = dialog.table.item(row, column)
    return "" if item is None else item.text()


def test_a_place_without_a_card_is_found_where_it_is_now(
    qtbot: QtBot, desk: Desk, disposed: Destination, stick: Path, tmp_path: Path
) -> None:
    """Nothing is backed up there any more, or the vault before this one did."""
    on_worker(qtbot, desk, lambda session: backup.remove_destination(session, disposed.id))
    moved = stick.rename(tmp_path / "other letter")
    panel = _page(qtbot, desk).backup.rewrite
    assert panel.lines.text() == "“Blue”: backup 1 · not reachable now"
    [where] = panel.where.buttons
    assert where.isVisible() and where.text() == "“Blue” is somewhere else now…"
    assert_accessible(panel)
    desk.dialogs.chosen = [moved]
    where.click()
    settle(qtbot, desk)
    assert panel.lines.text() == "“Blue”: backup 1"
    assert panel.where.buttons == [] and panel.rewrite_button.isEnabled()


def test_they_are_listed_and_rewritten(qtbot: QtBot, desk: Desk, disposed: Destination) -> None:
    page = _page(qtbot, desk)
    assert page.backup.rewrite.isVisible()
    assert page.backup.rewrite.lines.text() == "“Blue”: backup 1"
    assert_accessible(page)
    page.backup.rewrite.rewrite_button.click()
    wait_for_backups(qtbot, desk)
    qtbot.waitUntil(lambda: not page.backup.rewrite.isVisible())
    assert "holds the records any more" in page.backup.notice.text
    assert _cell(_copies(qtbot, desk, page), 0, 7) == "None in it"


def test_when_the_stick_is_back_it_goes_by_itself(
    qtbot: QtBot, desk: Desk, disposed: Destination, stick: Path
) -> None:
    away = shutil.move(stick, stick.with_name("away"))
    daily, page = DailyBackups(desk.context), _page(qtbot, desk)
    daily.look()
    settle(qtbot, desk)
    assert page.backup.rewrite.lines.text().endswith("not reachable now")
    assert not page.backup.rewrite.rewrite_button.isEnabled()
    shutil.move(away, stick)
    daily.look()
    settle(qtbot, desk)
    wait_for_backups(qtbot, desk)
    qtbot.waitUntil(lambda: not page.backup.rewrite.isVisible())
    assert on_worker(qtbot, desk, lambda session: backup.unclean(session, 99))[0].clean_to == 2


def test_a_copy_that_is_destroyed_is_attested_in_words(
    qtbot: QtBot, desk: Desk, disposed: Destination
) -> None:
    page = _page(qtbot, desk)
    dialog = _copies(qtbot, desk, page)
    assert _cell(dialog, 0, 7) == "May be in it"
    assert not dialog.destroyed_button.isEnabled()
    dialog.table.selectRow(0)
    dialog.destroyed_button.click()
    settle(qtbot, desk)
    [attest] = dialog.findChildren(DestroyedDialog)
    assert_accessible(attest)
    attest.submit()
    settle(qtbot, desk)
    assert attest.isVisible() and attest.notice.text, "nothing was said of it"
    QTest.keyClicks(attest.statement, "Cut in two")
    attest.submit()
    settle(qtbot, desk)
    [copy] = on_worker(qtbot, desk, backup.snapshots)
    assert (copy.fate, copy.statement) == (Fate.ATTESTED_DESTROYED, "Cut in two")
    assert _cell(dialog, 0, 6) == "Destroyed, you said"
    assert not dialog.destroyed_button.isEnabled()


def test_unknown_backups_are_entered_with_the_passphrase(
    qtbot: QtBot, desk: Desk, place: Destination, stick: Path
) -> None:
    desk.context.backups.back_up([place])
    wait_for_backups(qtbot, desk)
    [snapshot] = stick.glob("*.backup/snapshots/1")
    page = _page(qtbot, desk)
    for typed, said in (("wrong one", ""), (STRONG, "list of copies has every backup")):
        page.backup.cards[0].adopt_button.click()
        settle(qtbot, desk)
        dialog = page.findChildren(AdoptDialog)[-1]
        assert_accessible(dialog)
        QTest.keyClicks(dialog.proof.typed, typed)
        dialog.act_button.click()
        qtbot.waitUntil(lambda: desk.context.backups.is_idle, timeout=_PATIENCE_MS)
        settle(qtbot, desk)
        assert said in page.backup.notice.text
    assert snapshot.is_dir()
