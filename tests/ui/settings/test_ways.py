from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.store.drawer import DrawerKeyring
from tests.ui.accessibility import assert_accessible
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import STRONG, NoKeyring
from ui.settings.key_dialog import KeyDialog
from ui.settings.sheet_dialog import NewSheetDialog
from ui.settings.ways_tab import WaysTab
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.session import Session

_PATIENCE_MS = 20_000
_ANCHORS = 1
"""Items of a keyring that say how far the vault has come."""


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> WaysTab:
    made = WaysTab(desk.context)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    settle(qtbot, desk)
    return made


def dialog_of(tab: QWidget) -> KeyDialog:
    [dialog] = tab.findChildren(KeyDialog)
    return dialog


def wait_for(qtbot: QtBot, desk: Desk, is_so: Callable[[], bool]) -> None:
    qtbot.waitUntil(is_so, timeout=_PATIENCE_MS)
    settle(qtbot, desk)


def files(session: Session) -> set[str]:
    return {file.name for file in session.opened.folder.glob("records-*.db")}


def test_the_ways_are_listed_each_with_its_act(tab: WaysTab) -> None:
    assert list(tab.cards) == [SlotKind.PASSPHRASE, SlotKind.SHEET]
    names = {one.accessibleName() for card in tab.cards.values() for one in _buttons(card)}
    assert names == {"Strong passphrase: Change…", "Recovery sheet: New sheet…"}
    assert tab.keyring_button.isVisible()
    assert not tab.passphrase_button.isVisible()


def dialog_text(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def _buttons(card: QWidget) -> list[QPushButton]:
    return card.findChildren(QPushButton)


def test_a_wrong_passphrase_changes_nothing_and_the_right_one_rotates(
    qtbot: QtBot, desk: Desk, tab: WaysTab
) -> None:
    before = on_worker(qtbot, desk, files)
    tab.rotate_button.click()
    dialog = dialog_of(tab)
    QTest.keyClicks(dialog.proof.typed, "not it")
    QTest.keyClick(dialog.proof.typed, Qt.Key.Key_Return)
    wait_for(qtbot, desk, lambda: bool(dialog.notice.text))
    assert "does not open this vault" in dialog.notice.text
    assert on_worker(qtbot, desk, files) == before
    QTest.keyClicks(dialog.proof.typed, STRONG)
    with qtbot.waitSignal(dialog.accepted, timeout=_PATIENCE_MS):
        QTest.keyClick(dialog.proof.typed, Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert on_worker(qtbot, desk, files).isdisjoint(before)
    assert tab.notice.text.startswith("The records lie under a new key")


def test_a_new_passphrase_must_be_strong_and_typed_twice(
    qtbot: QtBot, desk: Desk, tab: WaysTab
) -> None:
    _buttons(tab.cards[SlotKind.PASSPHRASE])[0].click()
    dialog = dialog_of(tab)
    new = dialog.new_secret
    assert new is not None
    QTest.keyClicks(new.typed, "password1")
    QTest.keyClicks(new.again, "password1")
    settle(qtbot, desk)
    assert not dialog.act_button.isEnabled()
    new.words_button.click()
    settle(qtbot, desk)
    words = new.words.text()
    assert len(words.split()) == 6
    new.clear()
    for field in (new.typed, new.again):
        QTest.keyClicks(field, words)
    wait_for(qtbot, desk, dialog.act_button.isEnabled)
    QTest.keyClicks(dialog.proof.typed, STRONG)
    with qtbot.waitSignal(dialog.accepted, timeout=_PATIENCE_MS):
        dialog.act_button.click()
    settle(qtbot, desk)
    folder = desk.session.opened.folder
    desk.session.close()
    desk.session = keys.unlock_with_passphrase(folder, words, NoKeyring())


def test_leaving_forgets_what_was_typed(qtbot: QtBot, desk: Desk, tab: WaysTab) -> None:
    tab.rotate_button.click()
    dialog = dialog_of(tab)
    QTest.keyClicks(dialog.proof.typed, STRONG)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.proof.typed.text() == ""
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_a_new_sheet_counts_once_two_lines_were_read_back(
    qtbot: QtBot, desk: Desk, tab: WaysTab
) -> None:
    _buttons(tab.cards[SlotKind.SHEET])[0].click()
    settle(qtbot, desk)
    [dialog] = tab.findChildren(NewSheetDialog)
    plan = dialog.answers.plan
    assert plan is not None
    lines = [line.text for line in plan.sheet.lines]
    assert not dialog.next_button.isEnabled()
    dialog.sheet_step.has_it.click()
    dialog.next_button.click()
    entry = dialog.back_step.entry
    assert entry is not None
    assert not dialog.next_button.isEnabled()
    for number, field in entry.fields.items():
        QTest.keyClicks(field, lines[number - 1])
    dialog.next_button.click()
    QTest.keyClicks(dialog.proof_step.proof.typed, STRONG)
    with qtbot.waitSignal(dialog.accepted, timeout=_PATIENCE_MS):
        dialog.next_button.click()
    settle(qtbot, desk)
    assert "Destroy the old one" in tab.notice.text
    folder = desk.session.opened.folder
    desk.session.close()
    desk.session = keys.unlock_with_sheet(folder, lines, NoKeyring())


def test_without_a_keyring_the_keyrings_way_fails_in_words(
    qtbot: QtBot, desk: Desk, tab: WaysTab
) -> None:
    tab.keyring_button.click()
    dialog = dialog_of(tab)
    new = dialog.new_secret
    assert new is not None
    for field in (new.typed, new.again):
        QTest.keyClicks(field, "short")
    QTest.keyClicks(dialog.proof.typed, STRONG)
    dialog.act_button.click()
    wait_for(qtbot, desk, lambda: bool(dialog.notice.text))
    assert "No keyring is running" in dialog.notice.text
    assert len(on_worker(qtbot, desk, keys.slots)) == 2


def test_the_keyring_alone_is_an_opt_out_that_says_what_it_means(
    qtbot: QtBot, desk: Desk, tab: WaysTab
) -> None:
    drawer = DrawerKeyring()
    desk.context.keyring = drawer
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed="short")
    on_worker(qtbot, desk, lambda session: keys.set_keyring_way(session, STRONG, way, drawer))
    wait_for(qtbot, desk, lambda: SlotKind.KEYRING_PASSPHRASE in tab.cards)
    button = next(
        one
        for one in _buttons(tab.cards[SlotKind.KEYRING_PASSPHRASE])
        if one.accessibleName().endswith("Type nothing…")
    )
    button.click()
    dialog = dialog_of(tab)
    assert_accessible(dialog)
    assert "locking protects the memory, not the chair" in dialog_text(dialog)
    QTest.keyClicks(dialog.proof.typed, STRONG)
    with qtbot.waitSignal(dialog.accepted, timeout=_PATIENCE_MS):
        dialog.act_button.click()
    wait_for(qtbot, desk, lambda: SlotKind.KEYRING in tab.cards)
    assert "not the chair" in dialog_text(tab.cards[SlotKind.KEYRING])
    assert len(drawer.items) == 1 + _ANCHORS
    folder = desk.session.opened.folder
    desk.session.close()
    desk.session = keys.unlock_with_keyring(folder, None, drawer)
