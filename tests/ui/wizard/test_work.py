"""Long work: on the page, and under a dialog."""

import threading

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import Desk, settle
from ui.locking import Locking
from ui.widgets.progress import ProgressDialog
from ui.wizard.watched import Watched
from ui.wizard.work_panel import WorkPanel
from vault.errors import Cancelled, VaultError
from vault.progress import Progress
from vault.session import Session


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_more_bytes_than_a_bar_can_count_are_shown(qtbot: QtBot) -> None:
    stopped = list[int]()
    panel = WorkPanel("Restoring", lambda: stopped.append(1))
    qtbot.addWidget(panel)
    panel.begin("Beginning…")
    assert panel.isVisible() and panel.bar.maximum() == 0
    panel.step("Copying", 3 * 10**9, 4 * 10**9)
    assert (panel.bar.value(), panel.bar.maximum()) == (750, 1000)
    panel.stop_button.click()
    panel.step("Copying", 4 * 10**9, 4 * 10**9)
    assert (stopped, panel.words.text(), panel.bar.value()) == ([1], "Stopping…", 1000)
    panel.begin("Once more")
    assert panel.stop_button.isEnabled()
    panel.end()
    assert not panel.isVisible()


def test_steps_are_named_with_their_count_or_in_hundredths(
    qtbot: QtBot, desk: Desk, owner: QWidget
) -> None:
    watch = Watched(desk.context, owner, "Exporting", str.title, in_bytes=("bytes",))
    [dialog] = owner.findChildren(ProgressDialog)
    report = watch.report()
    for told, said in (
        (("notes", 3, 40), "Notes: 3 of 40"),
        (("bytes", 3 * 10**9, 4 * 10**9), "Bytes: 75 of 100"),
        (("pages", 12, 0), "Pages 12"),
        (("check", 0, 0), "Check"),
    ):
        report(*told)
        settle(qtbot, desk)
        assert dialog.step_text == said
    watch.end()


@pytest.mark.parametrize("by_lock", [False, True])
def test_called_off_the_work_stops_and_who_asked_hears(
    qtbot: QtBot, desk: Desk, owner: QWidget, by_lock: bool
) -> None:
    watch = Watched(desk.context, owner, "Reading", str.title)
    begun, go = threading.Event(), threading.Event()
    failed = list[VaultError]()

    def work(report: Progress) -> None:
        begun.set()
        assert go.wait(20)
        report("files", 1, 2)

    watch.on_files(work, lambda _: None, watch.failing(failed.append))
    qtbot.waitUntil(begun.is_set)
    if by_lock:
        Locking(desk.context, lambda: None).begin()
    else:
        watch.call_off()
    go.set()
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], Cancelled)


def test_a_job_with_the_session_is_not_begun_once_called_off(
    qtbot: QtBot, desk: Desk, owner: QWidget
) -> None:
    watch = Watched(desk.context, owner, "Entering", str.title)
    ran, failed = list[Session](), list[VaultError]()
    watch.call_off()

    def work(session: Session, report: Progress) -> None:
        ran.append(session)

    watch.on_vault(work, lambda _: None, watch.failing(failed.append))
    settle(qtbot, desk)
    assert ran == []
    assert [type(one) for one in failed] == [Cancelled]
