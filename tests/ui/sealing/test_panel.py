"""The sealed export on the page Succession, with a real vault and real exports."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.succession_fixtures import hold_ceremony
from tests.ui.accessibility import assert_accessible
from tests.ui.sealing.conftest import sealed_at, wait_for_sealing
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import open_session
from ui.errors import words_for
from ui.sealing.adding import AddPlaceDialog
from ui.sealing.attest_dialog import DestroyedDialog
from ui.sealing.copies_dialog import CopiesDialog
from ui.sealing.panel import SealingPanel
from vault.errors import ForeignExport, HoldersNotProven
from vault.sealing import service as sealing
from vault.sealing.places_model import ExportFate, ExportPlace
from vault.sealing.statement_model import SealKind
from vault.session import Session


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> SealingPanel:
    made = SealingPanel(desk.context)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    settle(qtbot, desk)
    return made


def _exports(qtbot: QtBot, desk: Desk) -> list[tuple[int, ExportFate, SealKind]]:
    found = on_worker(qtbot, desk, sealing.exports)
    return [(one.number, one.fate, one.kind) for one in found]


def test_without_a_place_it_asks_for_one(panel: SealingPanel) -> None:
    assert panel.none.isVisible()
    assert not panel.seal_button.isVisible()
    assert not panel.closure_button.isEnabled()
    assert "no succession plan" in panel.stumbles.text()
    assert "Nobody holds a card yet" in panel.stumbles.text()
    assert_accessible(panel)


def test_a_place_is_added_and_sealed_at(
    qtbot: QtBot, desk: Desk, panel: SealingPanel, stick: Path
) -> None:
    on_worker(qtbot, desk, hold_ceremony)
    desk.dialogs.chosen = [stick]
    panel.add_button.click()
    settle(qtbot, desk)
    [dialog] = panel.findChildren(AddPlaceDialog)
    assert_accessible(dialog)
    dialog.name.setText("Stick for Noor")
    dialog.act_button.click()
    settle(qtbot, desk)
    [card] = panel.cards
    assert (card.view.label, card.view.reach) == ("Stick for Noor", "Reachable")
    assert "Nothing sealed here yet" in card.view.newest
    card.seal_button.click()
    wait_for_sealing(qtbot, desk)
    assert sealed_at(stick) == ["MANIFEST-1.sha256.sig"]
    assert "Number 1 of the export on “Stick for Noor” is sealed" in panel.notice.text
    [card] = panel.cards
    assert "Number 1" in card.view.newest
    assert "from today" in card.view.newest
    assert_accessible(panel)


def test_without_proven_holders_it_says_why_it_does_not_seal(
    qtbot: QtBot, desk: Desk, panel: SealingPanel, stick: Path
) -> None:
    def fill(session: Session) -> ExportPlace:
        hold_ceremony(session, is_proved=False)
        return sealing.add_place(session, stick, "Blue")

    on_worker(qtbot, desk, fill)
    assert "as soon as enough holders" in panel.cards[0].view.kept
    panel.seal_button.click()
    wait_for_sealing(qtbot, desk)
    assert words_for(HoldersNotProven()).body in panel.notice.text
    assert sealed_at(stick) == []
    panel.closure_button.click()
    wait_for_sealing(qtbot, desk)
    assert "not shown yet" in desk.dialogs.questions[-1].text
    assert sealed_at(stick) == ["MANIFEST-1.sha256.sig"]
    assert _exports(qtbot, desk) == [(1, ExportFate.KEPT, SealKind.CLOSURE)]
    assert "Closing export" in panel.cards[0].view.newest


def test_a_closed_place_says_so_and_stays_until_the_practice_goes_on(
    qtbot: QtBot, desk: Desk, place: ExportPlace, panel: SealingPanel
) -> None:
    panel.closure_button.click()
    wait_for_sealing(qtbot, desk)
    assert "the last there" in desk.dialogs.questions[-1].text
    [card] = panel.cards
    assert "nothing is sealed over it" in card.view.kept
    assert card.seal_button.isHidden()
    assert not panel.seal_button.isEnabled()
    assert_accessible(panel)
    card.go_on_button.click()
    settle(qtbot, desk)
    assert "audit log" in desk.dialogs.questions[-1].text
    [card] = panel.cards
    assert (card.go_on_button.isHidden(), card.seal_button.isHidden()) == (True, False)
    assert "Kept current" in card.view.kept
    assert panel.seal_button.isEnabled()


def test_a_new_stick_takes_the_place_of_a_lost_one(
    qtbot: QtBot, desk: Desk, place: ExportPlace, panel: SealingPanel
) -> None:
    panel.seal_button.click()
    wait_for_sealing(qtbot, desk)
    assert panel.cards[0].anew_button.isHidden()
    shutil.rmtree(place.path)
    place.path.mkdir()
    panel.look_button.click()
    settle(qtbot, desk)
    [card] = panel.cards
    assert (card.view.reach, card.seal_button.isHidden()) == ("Export not here", True)
    assert "Nothing is sealed here" in card.view.bare
    assert_accessible(panel)
    card.anew_button.click()
    settle(qtbot, desk)
    assert "count as missing" in desk.dialogs.questions[-1].text
    assert panel.cards[0].view.reach == "Reachable"
    panel.cards[0].seal_button.click()
    wait_for_sealing(qtbot, desk)
    assert sealed_at(place.path) == ["MANIFEST-2.sha256.sig"]


def test_one_zip_file_is_made_and_listed(
    qtbot: QtBot, desk: Desk, place: ExportPlace, panel: SealingPanel, tmp_path: Path
) -> None:
    panel.seal_button.click()
    wait_for_sealing(qtbot, desk)
    desk.dialogs.save_to = tmp_path / "export.zip"
    panel.cards[0].zip_button.click()
    wait_for_sealing(qtbot, desk)
    assert desk.dialogs.save_to.is_file()
    assert "The ZIP file holds the newest number" in panel.notice.text
    panel.copies_button.click()
    settle(qtbot, desk)
    [dialog] = panel.findChildren(CopiesDialog)
    assert dialog.table.rowCount() == 2
    assert_accessible(dialog)


def test_that_copy_is_destroyed(
    qtbot: QtBot, desk: Desk, place: ExportPlace, panel: SealingPanel
) -> None:
    panel.seal_button.click()
    wait_for_sealing(qtbot, desk)
    panel.copies_button.click()
    settle(qtbot, desk)
    [dialog] = panel.findChildren(CopiesDialog)
    assert not dialog.destroyed_button.isEnabled()
    dialog.table.selectRow(0)
    dialog.destroyed_button.click()
    [asked] = dialog.findChildren(DestroyedDialog)
    assert_accessible(asked)
    QTest.keyClicks(asked.statement, "Cut in two.")
    asked.act_button.click()
    settle(qtbot, desk)
    assert _exports(qtbot, desk)[0][1] is ExportFate.ATTESTED_DESTROYED
    item = dialog.table.item(0, 6)
    assert item is not None
    assert (item.text(), item.toolTip()) == ("Destroyed, you said", "Cut in two.")


def test_a_place_is_sealed_at_on_demand_and_removed(
    qtbot: QtBot, desk: Desk, place: ExportPlace, panel: SealingPanel
) -> None:
    panel.cards[0].standing_button.click()
    settle(qtbot, desk)
    assert panel.cards[0].view.kept == "Sealed here only when you say so."
    panel.cards[0].remove_button.click()
    settle(qtbot, desk)
    assert panel.cards == []
    assert desk.dialogs.questions[-1].is_destructive


def _seal_by_another_copy(session: Session, tmp_path: Path) -> None:
    """Let a copy of the vault, made now, seal at the same place."""
    folder = tmp_path / "other" / "test.casekeep"
    shutil.copytree(session.opened.folder, folder)
    (folder / "lock").unlink()
    other = open_session(tmp_path / "other", session.now)
    sealing.seal(other, sealing.places(other)[0].id)
    other.close()


def test_what_another_copy_sealed_is_replaced_after_a_question(
    qtbot: QtBot, desk: Desk, place: ExportPlace, panel: SealingPanel, tmp_path: Path
) -> None:
    on_worker(qtbot, desk, lambda session: _seal_by_another_copy(session, tmp_path))
    assert panel.cards[0].take_over_button.isHidden()
    panel.cards[0].seal_button.click()
    wait_for_sealing(qtbot, desk)
    assert words_for(ForeignExport()).body in panel.notice.text
    assert sealed_at(place.path) == ["MANIFEST-1.sha256.sig"]
    assert panel.cards[0].seal_button.isHidden()
    panel.cards[0].take_over_button.click()
    wait_for_sealing(qtbot, desk)
    assert desk.dialogs.questions[-1].is_destructive
    assert sealed_at(place.path) == ["MANIFEST-2.sha256.sig"]
    assert panel.cards[0].take_over_button.isHidden()
