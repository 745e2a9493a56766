"""Making a packet from the window: asked for, proven, sealed, called off."""

from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.exports.samples import write_note
from tests.transfers.packets import TO_THEM
from tests.transfers.packets import opened as unsealed
from tests.ui.accessibility import assert_accessible
from tests.ui.keeping.conftest import RESTRICTION, dialog_of, said
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import STEP_UP_SECRET, STRONG
from ui.clients.opened_client import OpenedClient
from ui.keeping.packet_dialog import PacketDialog
from ui.keeping.tab import KeepingTab
from vault.audit import service as audit
from vault.exports.model import Part
from vault.notes.model import NoteKind, Shelf
from vault.session import Session
from vault.transfers import service as transfers
from vault.transfers.model import Transfer

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, tab: KeepingTab) -> PacketDialog:
    """The dialog, open at its first page."""
    QTest.mouseClick(tab.packet_button, LEFT)
    found = dialog_of(qtbot, tab)
    assert isinstance(found, PacketDialog)
    return found


def fill(qtbot: QtBot, desk: Desk, dialog: PacketDialog) -> None:
    """Answer the first page, go on, and seal to ``TO_THEM``."""
    QTest.keyClicks(dialog.recipient, "Dr. Noor Haddad, LCSW")
    QTest.keyClicks(dialog.basis, "Authorization of 3 May")
    dialog.has_read.setChecked(True)
    QTest.mouseClick(dialog.act_button, LEFT)
    dialog.seal.way_field.setCurrentIndex(1)
    dialog.seal.key.setPlainText(TO_THEM.text)
    settle(qtbot, desk)


def packets(qtbot: QtBot, desk: Desk, client: OpenedClient) -> list[Transfer]:
    client_id = client.client.id
    return on_worker(qtbot, desk, lambda session: transfers.list_transfers(session, client_id))


def actions(qtbot: QtBot, desk: Desk, client: OpenedClient) -> list[str]:
    events = on_worker(qtbot, desk, lambda session: audit.page(session, client.client.id))
    return [one.action for one in events]


def test_a_packet_is_made_after_a_proof_and_entered(
    qtbot: QtBot,
    desk: Desk,
    tab: KeepingTab,
    dialog: PacketDialog,
    opened: list[OpenedClient],
    tmp_path: Path,
) -> None:
    desk.dialogs.save_to = tmp_path / "for Noor"
    fill(qtbot, desk, dialog)
    QTest.mouseClick(dialog.act_button, LEFT)
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: bool(desk.dialogs.told))
    settle(qtbot, desk)
    assert desk.step_up_asked == 1
    [transfer] = packets(qtbot, desk, opened[0])
    packet = unsealed(tmp_path / "for Noor.age")
    assert packet.manifest_sha256 == transfer.packet_sha256
    [(title, words)] = desk.dialogs.told
    assert title == "The packet is made"
    assert "for Noor.age" in words
    assert "receipt.pdf" in words
    assert "Receipt awaited" in said(tab.transfers)


def test_restrictions_want_a_tick_first(qtbot: QtBot, desk: Desk, dialog: PacketDialog) -> None:
    assert RESTRICTION in said(dialog)
    QTest.keyClicks(dialog.recipient, "Dr. Haddad")
    QTest.keyClicks(dialog.basis, "Consent")
    assert not dialog.act_button.isEnabled()
    QTest.mouseClick(dialog.has_read, LEFT)
    assert dialog.act_button.isEnabled()


def test_each_answer_is_wanted(qtbot: QtBot, desk: Desk, dialog: PacketDialog) -> None:
    dialog.has_read.setChecked(True)
    assert not dialog.act_button.isEnabled()
    QTest.keyClicks(dialog.recipient, "Dr. Haddad")
    assert not dialog.act_button.isEnabled()
    QTest.keyClicks(dialog.basis, " ")
    QTest.mouseClick(dialog.act_button, LEFT)
    dialog.seal.way_field.setCurrentIndex(1)
    dialog.seal.key.setPlainText("age1nobody")
    settle(qtbot, desk)
    assert not dialog.act_button.isEnabled()
    dialog.seal.key.setPlainText(TO_THEM.text)
    settle(qtbot, desk)
    QTest.mouseClick(dialog.act_button, LEFT)
    settle(qtbot, desk)
    assert dialog.isVisible()
    assert not dialog.is_sealing  # back at the page whose field was wrong
    assert "basis" in dialog.notice.text
    assert dialog.basis.hasFocus()


def test_back_keeps_what_was_typed(qtbot: QtBot, desk: Desk, dialog: PacketDialog) -> None:
    assert not dialog.back_button.isVisible()
    fill(qtbot, desk, dialog)
    QTest.mouseClick(dialog.back_button, LEFT)
    assert dialog.recipient.text() == "Dr. Noor Haddad, LCSW"
    assert dialog.recipient.hasFocus()
    QTest.mouseClick(dialog.act_button, LEFT)
    assert dialog.seal.key.toPlainText() == TO_THEM.text


def test_a_passphrase_seals_and_is_forgotten(
    qtbot: QtBot, desk: Desk, dialog: PacketDialog, tmp_path: Path
) -> None:
    desk.dialogs.save_to = tmp_path / "p.age"
    fill(qtbot, desk, dialog)
    dialog.seal.way_field.setCurrentIndex(0)
    assert not dialog.act_button.isEnabled()
    for field in (dialog.seal.secret.typed, dialog.seal.secret.again):
        QTest.keyClicks(field, STRONG)
    settle(qtbot, desk)
    left = list[str]()
    dialog.finished.connect(lambda _: left.append(dialog.seal.secret.typed.text()))
    QTest.mouseClick(dialog.act_button, LEFT)
    qtbot.waitUntil(lambda: bool(desk.dialogs.told), timeout=20_000)
    assert left == [""]
    assert pyrage.passphrase.decrypt((tmp_path / "p.age").read_bytes(), STRONG)


def test_no_secret_is_kept_with_the_dialog_s_draft(
    qtbot: QtBot, desk: Desk, dialog: PacketDialog
) -> None:
    fill(qtbot, desk, dialog)
    QTest.keyClicks(dialog.seal.secret.typed, STRONG)
    assert set(dialog.typed()) == {"recipient", "basis", "part"}


def test_psychotherapy_notes_want_a_proof_of_their_own(
    qtbot: QtBot,
    desk: Desk,
    dialog: PacketDialog,
    opened: list[OpenedClient],
    tmp_path: Path,
) -> None:
    desk.dialogs.save_to = tmp_path / "apart.age"
    desk.step_up_secret = None  # the person does not answer
    fill(qtbot, desk, dialog)
    dialog.part.setCurrentIndex(dialog.part.findData(Part.PSYCHOTHERAPY))
    QTest.mouseClick(dialog.act_button, LEFT)
    settle(qtbot, desk)
    assert desk.step_up_asked == 1
    assert not (tmp_path / "apart.age").exists()
    assert "export.start" not in actions(qtbot, desk, opened[0])


def test_there_must_be_some_to_send(
    qtbot: QtBot, desk: Desk, dialog: PacketDialog, tmp_path: Path
) -> None:
    desk.dialogs.save_to = tmp_path / "apart.age"
    fill(qtbot, desk, dialog)
    dialog.part.setCurrentIndex(dialog.part.findData(Part.PSYCHOTHERAPY))
    QTest.mouseClick(dialog.act_button, LEFT)
    settle(qtbot, desk)
    assert "no" in dialog.notice.text.lower()
    assert dialog.isVisible()


def test_a_place_that_fails_keeps_the_dialog_and_enters_nothing(
    qtbot: QtBot, desk: Desk, dialog: PacketDialog, opened: list[OpenedClient], tmp_path: Path
) -> None:
    desk.dialogs.save_to = tmp_path / "nowhere" / "p.age"
    fill(qtbot, desk, dialog)
    QTest.mouseClick(dialog.act_button, LEFT)
    settle(qtbot, desk)
    assert dialog.isVisible()
    assert dialog.notice.text
    assert dialog.act_button.isEnabled()
    assert packets(qtbot, desk, opened[0]) == []


def called_off_by_escape(desk: Desk, dialog: PacketDialog) -> None:
    dialog.reject()


def called_off_by_locking(desk: Desk, dialog: PacketDialog) -> None:
    desk.context.about_to_lock.emit()


@pytest.mark.parametrize("call_off", [called_off_by_escape, called_off_by_locking])
def test_called_off_nothing_is_left(
    qtbot: QtBot,
    desk: Desk,
    dialog: PacketDialog,
    opened: list[OpenedClient],
    tmp_path: Path,
    call_off: Callable[[Desk, PacketDialog], None],
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    desk.dialogs.save_to = out / "p.age"
    fill(qtbot, desk, dialog)
    QTest.mouseClick(dialog.act_button, LEFT)
    qtbot.waitUntil(lambda: dialog.is_busy)
    call_off(desk, dialog)
    assert dialog.isVisible()  # until the work has ended
    settle(qtbot, desk)
    assert "Nothing was left behind" in dialog.notice.text
    assert list(out.iterdir()) == []
    assert packets(qtbot, desk, opened[0]) == []


def test_both_pages_can_be_worked_by_keyboard(
    qtbot: QtBot, desk: Desk, dialog: PacketDialog
) -> None:
    fill(qtbot, desk, dialog)
    assert_accessible(dialog)
    QTest.mouseClick(dialog.back_button, LEFT)
    assert_accessible(dialog)


def test_the_psychotherapy_notes_go_alone(
    qtbot: QtBot,
    desk: Desk,
    tab: KeepingTab,
    opened: list[OpenedClient],
    tmp_path: Path,
) -> None:
    def write(session: Session) -> None:
        session.step_up(STEP_UP_SECRET)
        kind, shelf = NoteKind.PSYCHOTHERAPY, Shelf.PSYCHOTHERAPY
        write_note(session, opened[0].client.id, "The dream.", kind=kind, shelf=shelf)

    on_worker(qtbot, desk, write)
    QTest.mouseClick(tab.packet_button, LEFT)
    dialog = dialog_of(qtbot, tab)
    assert isinstance(dialog, PacketDialog)
    desk.dialogs.save_to = tmp_path / "apart.age"
    fill(qtbot, desk, dialog)
    dialog.part.setCurrentIndex(dialog.part.findData(Part.PSYCHOTHERAPY))
    QTest.mouseClick(dialog.act_button, LEFT)
    qtbot.waitUntil(lambda: bool(desk.dialogs.told))
    assert desk.step_up_asked == 1  # though the last proof was fresh
    assert b"The dream." in unsealed(tmp_path / "apart.age").named("record.json")
