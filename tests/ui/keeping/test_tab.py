"""The tab "Keeping": what it says, and what is done from it."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible, name_of
from tests.ui.keeping.conftest import act_on, button_of, dialog_of, said
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock
from ui.clients.opened_client import OpenedClient
from ui.keeping.hold_dialogs import PlaceHoldDialog, ReleaseHoldDialog
from ui.keeping.paper_dialogs import AddPaperDialog, DisposePaperDialog
from ui.keeping.proof_dialogs import ProofDialog, ReceiveDialog
from ui.keeping.tab import KeepingTab
from ui.retention.decision_dialogs import NoticeDialog
from vault.age import X25519Identity
from vault.documents import service as documents
from vault.documents.model import Document
from vault.exports.model import ToRecipient
from vault.holds import service as holds
from vault.holds.model import Hold, HoldKind
from vault.paper import service as paper
from vault.paper.model import PaperRecord
from vault.session import Session
from vault.transfers import service as transfers
from vault.transfers.model import Transfer

TODAY = date(2026, 11, 24)
LEFT = Qt.MouseButton.LeftButton


def place(qtbot: QtBot, desk: Desk, opened: OpenedClient, kind: HoldKind = HoldKind.LEGAL) -> Hold:
    client_id = opened.client.id
    hold = on_worker(
        qtbot, desk, lambda session: holds.place(session, client_id, kind, "Subpoena", TODAY)
    )
    settle(qtbot, desk)
    return hold


def test_nothing_yet_says_what_belongs_here(tab: KeepingTab) -> None:
    for part, words in (
        (tab.holds, "A hold keeps the record from disposal"),
        (tab.notices, "No notice."),
        (tab.paper, "Nothing on paper"),
        (tab.transfers, "the originals stay"),
    ):
        assert not part.cards
        assert words in said(part)
    assert not tab.banner.isVisible()


def test_the_date_comes_with_its_arithmetic_and_citation(tab: KeepingTab) -> None:
    words = said(tab.retention)
    assert "May be disposed of from" in words
    assert "2035" in words  # born on 20 May 2010: 18 + 7 in California
    assert "Age 18 on" in words
    assert "BPC 4993" in words


def test_what_is_missing_stands_in_place_of_a_date(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient]
) -> None:
    tab.show_client(opened[1])
    settle(qtbot, desk)
    assert "No date can be told yet." in said(tab.retention)
    assert "Care goes on" in said(tab.retention)


# --- holds ---


def test_a_hold_is_placed_by_keyboard(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient]
) -> None:
    tab.hold_button.setFocus()
    QTest.keyClick(tab.hold_button, Qt.Key.Key_Space)
    dialog = dialog_of(qtbot, tab)
    assert isinstance(dialog, PlaceHoldDialog)
    QTest.keyClick(dialog.kind, Qt.Key.Key_Down)
    QTest.keyClick(dialog.kind, Qt.Key.Key_Tab)
    assert dialog.reason.hasFocus()
    QTest.keyClicks(dialog.reason, "Complaint 2026-7")
    dialog.scope.setCurrentIndex(1)
    QTest.keyClick(dialog.act_button, Qt.Key.Key_Space)
    settle(qtbot, desk)
    [hold] = on_worker(qtbot, desk, lambda session: holds.active(session, opened[0].client.id))
    assert (hold.kind, hold.reason, hold.starts_on) == (
        HoldKind.COMPLAINT,
        "Complaint 2026-7",
        TODAY,
    )
    assert hold.episode_id == opened[0].episodes[0].id
    words = said(tab.holds)
    for part in ("Complaint to a board", "Active", "Complaint 2026-7", "Robin Keller, LCSW"):
        assert part in words
    assert "keeps the whole record" in words
    assert "A hold keeps this record: complaint to a board." in tab.banner.text
    assert "It is held" in said(tab.retention)


def test_a_hold_without_a_reason_or_from_tomorrow_stays_in_the_dialog(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient]
) -> None:
    QTest.mouseClick(tab.hold_button, LEFT)
    dialog = dialog_of(qtbot, tab)
    assert isinstance(dialog, PlaceHoldDialog)
    QTest.mouseClick(dialog.act_button, LEFT)
    settle(qtbot, desk)
    assert "reason" in dialog.notice.text
    assert dialog.reason.hasFocus()
    QTest.keyClicks(dialog.reason, "Subpoena")
    dialog.starts_on.setText((TODAY + timedelta(days=1)).isoformat())
    QTest.mouseClick(dialog.act_button, LEFT)
    settle(qtbot, desk)
    assert dialog.isVisible()
    assert dialog.starts_on.hasFocus()
    for wrong in ("", "31 2 2026"):
        dialog.starts_on.setText(wrong)
        QTest.mouseClick(dialog.act_button, LEFT)
        assert dialog.starts_on.hasFocus()
    found = on_worker(qtbot, desk, lambda session: holds.list_holds(session, opened[0].client.id))
    assert found == []


def test_ten_megabytes_pasted_as_a_reason_do_no_harm(
    qtbot: QtBot, desk: Desk, tab: KeepingTab
) -> None:
    QTest.mouseClick(tab.hold_button, LEFT)
    dialog = dialog_of(qtbot, tab)
    assert isinstance(dialog, PlaceHoldDialog)
    QApplication.clipboard().setText("x" * 10_000_000)
    dialog.reason.paste()
    QTest.mouseClick(dialog.act_button, LEFT)
    settle(qtbot, desk)
    assert dialog.isVisible()
    assert "reason" in dialog.notice.text
    QApplication.clipboard().clear()


def test_a_hold_is_released_with_a_reason(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient]
) -> None:
    place(qtbot, desk, opened[0])
    assert name_of(button_of(tab.holds.cards[0])) == "Release: Legal matter"
    button_of(tab.holds.cards[0]).setFocus()
    act_on(qtbot, desk, tab.holds)
    dialog = dialog_of(qtbot, tab)
    assert isinstance(dialog, ReleaseHoldDialog)
    assert_accessible(dialog)
    assert "0001" in dialog.windowTitle()
    dialog.reason.insertPlainText("القضية مغلقة 🙂")
    QTest.mouseClick(dialog.act_button, LEFT)
    settle(qtbot, desk)
    words = said(tab.holds)
    assert "Released" in words
    assert "القضية مغلقة 🙂" in words
    assert not tab.banner.isVisible()
    assert not tab.holds.cards[0].findChildren(type(tab.hold_button))


def test_several_holds_are_counted_in_the_banner(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient]
) -> None:
    place(qtbot, desk, opened[0])
    place(qtbot, desk, opened[0], HoldKind.ACCESS)
    assert tab.banner.text.startswith("2 holds keep this record.")


def test_what_was_typed_when_the_vault_locked_is_offered_again(
    qtbot: QtBot, desk: Desk, tab: KeepingTab
) -> None:
    QTest.mouseClick(tab.hold_button, LEFT)
    first = dialog_of(qtbot, tab)
    assert isinstance(first, PlaceHoldDialog)
    QTest.keyClicks(first.reason, "Subpoena of the county court")
    desk.context.about_to_lock.emit()
    settle(qtbot, desk)
    first.done(0)
    QTest.mouseClick(tab.hold_button, LEFT)
    settle(qtbot, desk)
    again = dialog_of(qtbot, tab)
    assert isinstance(again, PlaceHoldDialog)
    QTest.mouseClick(again.offer.take_button, LEFT)
    assert again.reason.text == "Subpoena of the county court"


# --- paper ---


def enter_paper(qtbot: QtBot, desk: Desk, opened: OpenedClient) -> PaperRecord:
    client_id = opened.client.id
    return on_worker(qtbot, desk, lambda session: paper.add(session, client_id, "Folder", "Box 2"))


def papers(qtbot: QtBot, desk: Desk, opened: OpenedClient) -> list[PaperRecord]:
    client_id = opened.client.id
    return on_worker(qtbot, desk, lambda session: paper.list_records(session, client_id))


def test_paper_is_entered(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient]
) -> None:
    QTest.mouseClick(tab.paper_button, LEFT)
    dialog = dialog_of(qtbot, tab)
    assert isinstance(dialog, AddPaperDialog)
    QTest.keyClicks(dialog.description, "Drawings")
    QTest.keyClicks(dialog.place, "Cabinet 2")
    QTest.keyClick(dialog.place, Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert [one.description for one in papers(qtbot, desk, opened[0])] == ["Drawings"]
    assert "Place: Cabinet 2" in said(tab.paper)


def test_a_hold_is_named_where_paper_is_said_to_be_destroyed(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient]
) -> None:
    enter_paper(qtbot, desk, opened[0])
    act_on(qtbot, desk, tab.paper)
    assert not _names_a_hold(dialog_of(qtbot, tab))
    dialog_of(qtbot, tab).reject()
    place(qtbot, desk, opened[0])
    act_on(qtbot, desk, tab.paper)
    assert _names_a_hold(dialog_of(qtbot, tab))


def _names_a_hold(dialog: QDialog) -> bool:
    return any("A hold keeps this record" in one.text() for one in dialog.findChildren(QLabel))


def test_paper_goes_with_the_vendor_s_certificate(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient], letter: Document
) -> None:
    enter_paper(qtbot, desk, opened[0])
    act_on(qtbot, desk, tab.paper)
    dialog = dialog_of(qtbot, tab)
    assert isinstance(dialog, DisposePaperDialog)
    assert_accessible(dialog)
    QTest.mouseClick(dialog.act_button, LEFT)
    assert dialog.destruction.disposed_on.hasFocus()
    dialog.destruction.disposed_on.setText("2026-10-02")
    QTest.keyClicks(dialog.destruction.method, "Burning")
    QTest.keyClicks(dialog.destruction.vendor, "Shred & Sons")
    assert "Letter of 3 May.pdf" in dialog.document.itemText(1)
    dialog.document.setCurrentIndex(1)
    QTest.mouseClick(dialog.act_button, LEFT)
    settle(qtbot, desk)
    [gone] = papers(qtbot, desk, opened[0])
    assert (gone.method, gone.vendor, gone.document_id) == ("Burning", "Shred & Sons", letter.id)
    assert "Certificate: Letter of 3 May.pdf" in said(tab.paper)
    assert not tab.paper.cards[0].findChildren(type(tab.hold_button))


def test_a_certificate_that_comes_later_is_named(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient], letter: Document
) -> None:
    folder = enter_paper(qtbot, desk, opened[0])
    on_worker(qtbot, desk, lambda session: paper.dispose(session, folder.id, TODAY, "Burning"))
    act_on(qtbot, desk, tab.paper)
    dialog = dialog_of(qtbot, tab)
    assert isinstance(dialog, ProofDialog)
    assert_accessible(dialog)
    assert not dialog.act_button.isEnabled()
    dialog.document.setCurrentIndex(1)
    QTest.mouseClick(dialog.act_button, LEFT)
    settle(qtbot, desk)
    assert papers(qtbot, desk, opened[0])[0].document_id == letter.id


def test_a_document_in_error_proves_nothing(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient], letter: Document
) -> None:
    enter_paper(qtbot, desk, opened[0])
    on_worker(qtbot, desk, lambda session: documents.mark_error(session, letter.id, "wrong"))
    act_on(qtbot, desk, tab.paper)
    dialog = dialog_of(qtbot, tab)
    assert isinstance(dialog, DisposePaperDialog)
    assert dialog.document.count() == 1


# --- transfers ---


def send(qtbot: QtBot, desk: Desk, opened: OpenedClient) -> Transfer:
    client_id, to = opened.client.id, X25519Identity.generate().recipient.to_text()
    target = desk.session.opened.folder.parent / "packet.age"

    def make(session: Session) -> Transfer:
        session.step_up(STEP_UP_SECRET)
        return transfers.make(session, client_id, "Dr. Haddad", "Consent", target, ToRecipient(to))

    return on_worker(qtbot, desk, make)


def test_the_word_and_the_receipt_of_a_packet_come(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient], letter: Document
) -> None:
    transfer = send(qtbot, desk, opened[0])
    settle(qtbot, desk)
    words = said(tab.transfers)
    assert "Receipt awaited" in words
    assert transfer.uid[:8] in words
    assert transfer.packet_sha256[:8] in words
    act_on(qtbot, desk, tab.transfers)
    dialog = dialog_of(qtbot, tab)
    assert isinstance(dialog, ReceiveDialog)
    assert_accessible(dialog)
    dialog.received_on.setText("2026-11-23")
    QTest.mouseClick(dialog.act_button, LEFT)
    settle(qtbot, desk)
    assert dialog.received_on.hasFocus()  # before it was made
    dialog.received_on.setText("2026-11-24")
    QTest.mouseClick(dialog.act_button, LEFT)
    settle(qtbot, desk)
    act_on(qtbot, desk, tab.transfers)
    proof = dialog_of(qtbot, tab)
    assert isinstance(proof, ProofDialog)
    proof.document.setCurrentIndex(1)
    QTest.mouseClick(proof.act_button, LEFT)
    settle(qtbot, desk)
    kept = on_worker(qtbot, desk, lambda session: transfers.get(session, transfer.id))
    assert (kept.received_on, kept.document_id) == (TODAY, letter.id)
    assert "Signed receipt: Letter of 3 May.pdf" in said(tab.transfers)


# --- the page itself ---


def test_another_client_s_page_shows_nothing_of_the_first(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient]
) -> None:
    place(qtbot, desk, opened[0])
    enter_paper(qtbot, desk, opened[0])
    settle(qtbot, desk)
    tab.show_client(opened[1])
    assert not tab.banner.isVisible()  # before anything of the second is there
    assert not any(part.cards for part in tab.parts)
    settle(qtbot, desk)
    assert not tab.holds.cards
    assert "Subpoena" not in said(tab)


def test_a_change_elsewhere_is_shown(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient], clock: StoppedClock
) -> None:
    hold = place(qtbot, desk, opened[0])
    on_worker(qtbot, desk, lambda session: holds.release(session, hold.id, "Over"))
    assert "Released on" in said(tab.holds)


def test_who_was_at_work_in_a_card_finds_the_cursor_beside_it(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient]
) -> None:
    hold = place(qtbot, desk, opened[0])
    button_of(tab.holds.cards[0]).setFocus()
    on_worker(qtbot, desk, lambda session: holds.release(session, hold.id, "Over"))
    assert tab.hold_button.hasFocus()


def test_notices_sent_are_entered_and_listed(qtbot: QtBot, desk: Desk, tab: KeepingTab) -> None:
    QTest.mouseClick(tab.notice_button, LEFT)
    dialog = dialog_of(qtbot, tab)
    assert isinstance(dialog, NoticeDialog)
    QTest.mouseClick(dialog.act_button, LEFT)
    settle(qtbot, desk)
    assert "First-class mail, sent on" in said(tab.notices)
    assert "Nothing goes before" in said(tab.notices)


@pytest.mark.parametrize("name", ["hold", "paper", "packet", "notice", "date"])
def test_every_dialog_can_be_worked_by_keyboard(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, name: str
) -> None:
    QTest.mouseClick(getattr(tab, f"{name}_button"), LEFT)
    settle(qtbot, desk)
    assert_accessible(dialog_of(qtbot, tab))


def test_the_tab_can_be_worked_by_keyboard(
    qtbot: QtBot, desk: Desk, tab: KeepingTab, opened: list[OpenedClient], letter: Document
) -> None:
    place(qtbot, desk, opened[0])
    enter_paper(qtbot, desk, opened[0])
    send(qtbot, desk, opened[0])
    settle(qtbot, desk)
    assert_accessible(tab)
