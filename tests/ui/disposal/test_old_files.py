"""Old files that a disk holds fast: the page of the erasure says so, and says it again."""

import errno

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.store.failing_disk import FailingDisk
from tests.ui.accessibility import assert_accessible
from tests.ui.disposal.conftest import Open, approve, at, go_on, wait
from tests.ui.retention.closed_records import ClosedRecords
from tests.ui.unlocked import Desk, on_worker
from ui.disposal.erase_step import EraseStep
from ui.disposal.wizard import reopen
from vault.backup.model import Destination
from vault.session import Session
from vault.store import bundle


def test_old_files_that_stay_are_told_and_again_when_it_is_opened_anew(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    open_wizard: Open,
    window: QWidget,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    disk = FailingDisk(monkeypatch)
    disk.holds_fast(on_worker(qtbot, desk, _records_file), errno.EIO)
    wizard = open_wizard([records.old])
    approve(qtbot, desk, wizard)
    begun = wizard.answers.disposal
    assert wizard.erase is not None and begun is not None
    _tells_of_old_files(wizard.erase)
    wizard.done(0)
    again = reopen(desk.context, window, begun)
    wait(qtbot, desk)
    assert again.erase is not None and at(again, again.erase)
    _tells_of_old_files(again.erase)
    assert_accessible(again)
    again.erase.again_button.click()
    wait(qtbot, desk)
    assert again.erase.notice.property("role") == "notice-danger"
    assert again.erase.again_button.isVisible()
    go_on(qtbot, desk, again)
    assert at(again, again.copies)
    disk.works()


def test_they_are_removed_by_a_click_once_nobody_holds_them(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    open_wizard: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    disk = FailingDisk(monkeypatch)
    disk.holds_fast(on_worker(qtbot, desk, _records_file), errno.EIO)
    wizard = open_wizard([records.old])
    approve(qtbot, desk, wizard)
    assert wizard.erase is not None and wizard.erase.again_button.isVisible()
    disk.works()
    wizard.erase.again_button.click()
    wait(qtbot, desk)
    assert wizard.erase.head.text() == "Gone from this vault"
    assert "overwritten and removed" in wizard.erase.notice.text
    assert not wizard.erase.again_button.isVisible()


def test_the_click_tells_who_may_hold_them(
    qtbot: QtBot,
    desk: Desk,
    records: ClosedRecords,
    backed_up: list[Destination],
    open_wizard: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    disk = FailingDisk(monkeypatch)
    name = on_worker(qtbot, desk, _records_file)
    disk.holds_fast(name, errno.EACCES)
    disk.refuses_writing(name, errno.EACCES)
    wizard = open_wizard([records.old])
    approve(qtbot, desk, wizard)
    assert wizard.erase is not None
    wizard.erase.again_button.click()
    wait(qtbot, desk)
    assert "Another program has an old file open" in wizard.erase.notice.text
    assert "another place" not in wizard.erase.notice.text
    assert wizard.erase.again_button.isVisible()


def _records_file(session: Session) -> str:
    return bundle.records_file(session.opened.header.records)


def _tells_of_old_files(step: EraseStep) -> None:
    assert step.head.text() == "Gone from the records"
    assert "could not be removed yet" in step.notice.text
    assert step.notice.property("role") == "notice-attention"
