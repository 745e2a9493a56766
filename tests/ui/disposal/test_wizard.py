"""From the review to the certificate, with a real vault and backups at two places."""

import json
import shutil
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.disposal.conftest import Open, approve, at, go_on, prove, renew, wait
from tests.ui.retention.closed_records import ClosedRecords
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import recovery_sheet
from ui.disposal.attest_dialog import AttestDialog
from ui.disposal.home_panel import DisposalPanel
from ui.disposal.list_dialog import DisposalsDialog
from ui.disposal.supplements import Supplements
from ui.disposal.wizard import DisposalWizard, reopen
from vault.backup.model import Destination
from vault.clients import service as clients
from vault.disposal import service as disposal
from vault.disposal.model import Approval, CopyState, DisposalState
from vault.session import Session


def _texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def _numbers(qtbot: QtBot, desk: Desk) -> list[str]:
    ids = on_worker(qtbot, desk, lambda session: clients.list_ids(session))
    lines = on_worker(qtbot, desk, lambda session: clients.lines(session, ids))
    return sorted(one.record_number for one in lines)


def test_a_record_goes_from_the_review_to_purge(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    open_wizard: Open,
    tmp_path: Path,
) -> None:
    wizard = open_wizard([records.old])
    said = _texts(wizard.step)
    assert "Amara Osei · 0001" in said and "2 notes" in said and "“Blue”, “Red”" in said
    assert_accessible(wizard)
    go_on(qtbot, desk, wizard)
    assert at(wizard, wizard.approve)
    assert wizard.next_button.text() == "Dispose of record 0001"
    assert wizard.next_button.property("role") == "danger"
    assert not wizard.next_button.isEnabled()
    assert_accessible(wizard)
    wizard.frame.go_back()
    settle(qtbot, desk)
    approve(qtbot, desk, wizard)
    assert at(wizard, wizard.erase)
    assert "0001" not in _numbers(qtbot, desk)
    assert wizard.leave_button.text() == "Finish later"
    assert not wizard.back_button.isVisible()
    assert_accessible(wizard)
    go_on(qtbot, desk, wizard)
    assert at(wizard, wizard.copies)
    assert {one.state for one in wizard.answers.copies} == {CopyState.CLEAN}
    assert_accessible(wizard)
    go_on(qtbot, desk, wizard)
    assert_accessible(wizard)
    renew(qtbot, desk, wizard)
    told = wizard.old_sheet.result.text.splitlines()
    assert [one.partition(" now open ")[0] for one in told] == [
        "The backups on “Blue”",
        "The backups on “Red”",
    ]
    wizard.old_sheet.is_destroyed.click()
    assert_accessible(wizard)
    go_on(qtbot, desk, wizard)
    assert at(wizard, wizard.certificate)
    [certificate] = wizard.certificate.certificates
    assert json.loads(certificate.document)["method"] == "purge"
    assert "Purge" in _texts(wizard.step)
    assert_accessible(wizard)
    desk.dialogs.chosen = [tmp_path]
    wizard.certificate.save_button.click()
    wait(qtbot, desk)
    assert len(list(tmp_path.glob("*.json.sig"))) == 1
    wizard.certificate.print_buttons[0].click()
    wait(qtbot, desk)
    assert desk.dialogs.printed[0].startswith(b"%PDF")
    wizard.next_button.click()
    assert on_worker(qtbot, desk, disposal.pending) == []


def test_a_backup_that_cannot_be_sealed_to_the_new_sheet_is_named(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    sticks: tuple[Path, Path],
    open_wizard: Open,
) -> None:
    wizard = open_wizard([records.old])
    approve(qtbot, desk, wizard)
    go_on(qtbot, desk, wizard)
    go_on(qtbot, desk, wizard)
    [damaged] = sticks[0].rglob("snapshots/*/vault.json")
    damaged.write_text("{}")
    renew(qtbot, desk, wizard)
    said = wizard.old_sheet.result
    assert "Not every backup on “Blue” was sealed anew: damaged: 1." in said.text
    assert "The backups on “Red” now open" in said.text
    assert said.property("role") == "notice-danger"


def test_what_cannot_be_reached_is_named_and_treated_later(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    sticks: tuple[Path, Path],
    open_wizard: Open,
    window: QWidget,
    tmp_path: Path,
) -> None:
    wizard = open_wizard([records.old, records.older])
    approve(qtbot, desk, wizard)
    away = tmp_path / "drawer"
    shutil.move(sticks[1], away)
    go_on(qtbot, desk, wizard)
    assert "Not reachable" in _texts(wizard.step)
    assert wizard.next_button.text() == "Go on; the rest later"
    assert_accessible(wizard)
    [attest] = [one for card in wizard.copies.cards for one in card.findChildren(QPushButton)]
    attest.click()
    [dialog] = wizard.findChildren(AttestDialog)
    assert_accessible(dialog)
    dialog.reject()
    go_on(qtbot, desk, wizard)
    wizard.secrets.no.click()
    go_on(qtbot, desk, wizard)
    first = wizard.certificate.certificates
    assert len(first) == 2
    assert all(json.loads(one.document)["method"] == "clear" for one in first)
    assert "Backup 1 on “Red”" in _texts(wizard.step)
    wizard.next_button.click()
    shutil.move(away, sticks[1])
    [begun] = on_worker(qtbot, desk, disposal.list_disposals)
    assert begun.state is DisposalState.FINISHED
    every = DisposalsDialog(desk.context, window)
    every.open()
    wait(qtbot, desk)
    assert len(every.cards) == 1
    assert_accessible(every)
    every.reject()
    again = reopen(desk.context, window, begun)
    wait(qtbot, desk)
    assert {one.state for one in again.answers.copies} == {CopyState.CLEAN}
    go_on(qtbot, desk, again)
    again.secrets.no.click()
    go_on(qtbot, desk, again)
    assert all(one.supplements for one in again.certificate.certificates)


def test_a_backup_that_comes_back_brings_a_supplement(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    sticks: tuple[Path, Path],
    open_wizard: Open,
    window: QWidget,
    tmp_path: Path,
) -> None:
    shutil.move(sticks[1], tmp_path / "drawer")
    wizard = open_wizard([records.old])
    approve(qtbot, desk, wizard)
    go_on(qtbot, desk, wizard)
    go_on(qtbot, desk, wizard)
    wizard.secrets.no.click()
    go_on(qtbot, desk, wizard)
    wizard.next_button.click()
    panel = DisposalPanel(desk.context)
    qtbot.addWidget(panel)
    panel.refresh()
    wait(qtbot, desk)
    assert panel.text.text() == "1 backup may still hold records that were disposed of"
    assert "On “Red”. Once it is connected" in panel.about.text()
    shutil.move(tmp_path / "drawer", sticks[1])
    Supplements(desk.context)
    desk.context.backups.rewrite(backed_up)
    wait(qtbot, desk)
    first, second = on_worker(qtbot, desk, lambda session: disposal.certificates(session))
    assert second.supplements == first.number
    assert json.loads(second.document)["residual"] == []
    assert panel.isHidden()


def test_a_wrong_proof_begins_nothing(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    open_wizard: Open,
) -> None:
    wizard = open_wizard([records.old])
    go_on(qtbot, desk, wizard)
    step = wizard.approve
    assert step is not None and step.proof is not None
    step.numbers[records.old].setText("0001")
    step.proof.typed.setText("another passphrase")
    go_on(qtbot, desk, wizard)
    assert at(wizard, step)
    assert "does not open this vault" in step.notice.text
    assert on_worker(qtbot, desk, disposal.list_disposals) == []


def test_left_after_the_beginning_it_opens_where_it_stood(
    qtbot: QtBot, desk: Desk, records: ClosedRecords, window: QWidget
) -> None:
    def begin(session: Session) -> None:
        session.step_up("\n".join(recovery_sheet()).encode())
        approval = Approval(
            confirmations={records.old: "0001"},
            acceptance="The stick is at the bank.",
            approved_by="Robin Keller",
        )
        disposal.begin(session, [records.old], approval)

    on_worker(qtbot, desk, begin)
    panel = DisposalPanel(desk.context)
    qtbot.addWidget(panel)
    panel.refresh()
    settle(qtbot, desk)
    assert panel.text.text() == "A disposal waits to be finished"
    [begun] = on_worker(qtbot, desk, disposal.pending)
    again = reopen(desk.context, window, begun)
    wait(qtbot, desk)
    _end_erasure(qtbot, desk, again)
    go_on(qtbot, desk, again)
    go_on(qtbot, desk, again)
    again.secrets.no.click()
    go_on(qtbot, desk, again)
    assert at(again, again.certificate)
    settle(qtbot, desk)
    assert panel.isHidden()


def _end_erasure(qtbot: QtBot, desk: Desk, wizard: DisposalWizard) -> None:
    assert wizard.erase is not None and wizard.erase.proof is not None
    assert wizard.next_button.text() == "Erase now"
    assert_accessible(wizard)
    prove(wizard.erase.proof)
    go_on(qtbot, desk, wizard)
    assert wizard.erase.is_erased


def test_fewer_backups_have_to_be_accepted(
    qtbot: QtBot, desk: Desk, records: ClosedRecords, open_wizard: Open
) -> None:
    wizard = open_wizard([records.old])
    assert wizard.review is not None
    assert "no backup of the last 24 hours" in wizard.review.copies.text
    assert not wizard.next_button.isEnabled()
    wizard.review.acceptance.setText("The stick is at the bank.")
    assert wizard.next_button.isEnabled()
    assert_accessible(wizard)


def test_a_held_record_has_to_be_left_out(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    open_wizard: Open,
) -> None:
    wizard = open_wizard([records.old, records.held])
    assert wizard.review is not None
    assert "Record 0007 cannot go now" in wizard.review.notice.text
    assert not wizard.next_button.isEnabled()
    held = wizard.review.cards[0]
    assert "Subpoena of Doe v. Roe" in _texts(held)
    assert held.leave_out_button is not None
    assert wizard.review.search_link.nextInFocusChain() is held.leave_out_button
    held.leave_out_button.click()
    settle(qtbot, desk)
    assert [one.line.record_number for one in wizard.review.cards] == ["0001"]
    assert wizard.next_button.isEnabled()


def test_a_backup_can_be_made_from_the_review(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    open_wizard: Open,
    clock: object,
) -> None:
    from datetime import timedelta

    from tests.vault_fixtures import StoppedClock

    assert isinstance(clock, StoppedClock)
    clock.advance(timedelta(days=2))
    wizard = open_wizard([records.old])
    assert wizard.review is not None and not wizard.next_button.isEnabled()
    wizard.review.back_up_button.click()
    wait(qtbot, desk)
    assert wizard.answers.review is not None and wizard.answers.review.copies.is_enough
    assert wizard.next_button.isEnabled()
