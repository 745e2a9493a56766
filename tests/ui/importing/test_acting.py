"""The act itself: cancelled it leaves nothing, a changed vault is said, a receipt names nobody."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from tests.ui.importing.guide import CLIENT_LIST, Guide, note_folder
from tests.ui.small_practice import SmallPractice
from tests.ui.unlocked import on_worker
from ui.importing.client_preview import ClientPreview
from ui.importing.matching_step import MatchingStep
from ui.importing.receipt_step import ReceiptStep
from ui.importing.summary_step import SummaryStep
from ui.widgets.progress import ProgressDialog
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.importers import service
from vault.importers.batch_model import ImportKind


def _press_and(guide: Guide, then: Callable[[], None]) -> None:
    """Press the button while the worker is busy, so that what comes then is in time."""
    gate = threading.Event()
    guide.desk.worker.ask(guide.wizard, gate.wait)
    guide.wizard.next_button.click()
    then()
    gate.set()
    guide.settle()


def _press_and_cancel(guide: Guide) -> None:
    def cancel() -> None:
        [watch] = guide.wizard.step.findChildren(ProgressDialog)
        watch.reject()

    _press_and(guide, cancel)


def test_cancelled_it_leaves_nothing(guide: Guide, practice: SmallPractice, tmp_path: Path) -> None:
    guide.bring_text(ImportKind.CLIENTS, tmp_path, CLIENT_LIST)
    guide.next()
    guide.next()
    _press_and_cancel(guide)
    assert "Nothing came in" in guide.at(SummaryStep).notice.text
    assert not on_worker(guide.qtbot, guide.desk, service.batches)
    guide.next()
    guide.at(ReceiptStep)


def test_cancelled_notes_leave_no_file(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    attachments = guide.desk.session.opened.folder / "attachments"
    guide.bring(ImportKind.NOTES, note_folder(tmp_path))
    guide.at(MatchingStep)._decide(practice.clients[0])
    guide.next()
    guide.next()
    _press_and_cancel(guide)
    guide.at(SummaryStep)
    assert not [one for one in attachments.rglob("*") if one.is_file()]
    assert not on_worker(guide.qtbot, guide.desk, service.batches)


def test_cancelled_while_an_original_is_sealed(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    attachments = guide.desk.session.opened.folder / "attachments"
    guide.bring(ImportKind.NOTES, note_folder(tmp_path))
    guide.at(MatchingStep)._decide(practice.clients[0])
    guide.next()
    guide.next()
    gate = threading.Event()
    guide.desk.context.files.ask(guide.wizard, gate.wait)
    guide.wizard.next_button.click()
    guide.qtbot.waitUntil(lambda: guide.desk.worker.is_idle)
    [watch] = guide.wizard.step.findChildren(ProgressDialog)
    watch.reject()
    gate.set()
    guide.settle()
    assert "nothing was left behind" in guide.at(SummaryStep).notice.text
    assert not [one for one in attachments.rglob("*") if one.is_file()]
    planned = on_worker(
        guide.qtbot,
        guide.desk,
        lambda session: session.rows.value("SELECT count(*) FROM intent"),
    )
    assert not planned


def test_locking_cancels(guide: Guide, practice: SmallPractice, tmp_path: Path) -> None:
    guide.bring_text(ImportKind.CLIENTS, tmp_path, CLIENT_LIST)
    guide.next()
    guide.next()
    _press_and(guide, guide.desk.context.about_to_lock.emit)
    assert not on_worker(guide.qtbot, guide.desk, service.batches)


def test_a_note_file_that_changed_since_the_preview_is_not_taken(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    root = note_folder(tmp_path)
    guide.bring(ImportKind.NOTES, root)
    guide.at(MatchingStep)._decide(practice.clients[0])
    guide.next()
    (root / "Amara" / "2024-03-12.txt").write_text("Something else.", encoding="utf-8")
    guide.next()
    guide.next()
    assert guide.at(SummaryStep).notice.text
    assert not on_worker(guide.qtbot, guide.desk, service.batches)


def test_a_vault_that_changed_meanwhile_is_looked_at_again(
    guide: Guide, practice: SmallPractice, tmp_path: Path
) -> None:
    guide.bring_text(ImportKind.CLIENTS, tmp_path, "Name,Record number\nWren Ito,0417\n")
    guide.next()
    guide.next()
    taken = ClientDetails(legal_name="Somebody Else")
    on_worker(guide.qtbot, guide.desk, lambda one: clients.add(one, taken, "0417"))
    guide.next()
    summary = guide.at(SummaryStep)
    assert "record number" in summary.notice.text
    assert not guide.wizard.next_button.isEnabled()
    guide.back()
    assert guide.at(ClientPreview).plan.rows[0].duplicates, "the preview was made anew"


def test_the_receipt_names_nobody(guide: Guide, practice: SmallPractice, tmp_path: Path) -> None:
    guide.bring_text(ImportKind.CLIENTS, tmp_path, CLIENT_LIST)
    for _ in range(3):
        guide.next()
    guide.at(ReceiptStep).copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "2 new clients" in copied and "SHA-256: " in copied
    assert not any(name in copied for name in ("Amara", "Haddad", "Ito", "Lindqvist"))


@pytest.mark.parametrize("says_yes", [True, False])
def test_leaving_asks_once_something_was_read(
    guide: Guide, practice: SmallPractice, tmp_path: Path, says_yes: bool
) -> None:
    guide.bring_text(ImportKind.CLIENTS, tmp_path, CLIENT_LIST)
    guide.desk.dialogs.says_yes = says_yes
    guide.wizard.leave_button.click()
    assert len(guide.desk.dialogs.questions) == 1
    assert guide.wizard.isVisible() is not says_yes
