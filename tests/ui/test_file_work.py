"""Long work beside the session's thread: told, cancelled, and ended at lock."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.file_work import FileWorker
from ui.worker import Token
from vault.errors import Cancelled, NotFound, SessionClosed, VaultError


@pytest.fixture
def files(qtbot: QtBot) -> Iterator[FileWorker]:
    made = FileWorker("files")
    yield made
    made.stop()


def _idle(qtbot: QtBot, files: FileWorker) -> None:
    qtbot.waitUntil(lambda: files.is_idle)


def test_work_runs_beside_and_is_heard_in_the_gui_thread(qtbot: QtBot, files: FileWorker) -> None:
    owner, heard = QWidget(), list[tuple[int, int]]()

    def work() -> int:
        return threading.get_ident()

    files.ask(owner, work, lambda ran_on: heard.append((ran_on, threading.get_ident())))
    _idle(qtbot, files)
    [(ran_on, heard_on)] = heard
    assert heard_on == threading.get_ident() != ran_on


def test_each_step_is_told_until_it_is_cancelled(qtbot: QtBot, files: FileWorker) -> None:
    owner, steps, refused, token = QWidget(), list[int](), list[VaultError](), Token()
    progress = files.progress(token, lambda name, done, total: steps.append(done))

    def work() -> None:
        for done in range(1_000):
            progress("seal", done, 1_000)
            if done == 3:
                token.cancel()

    files.ask(owner, work, on_error=refused.append)
    _idle(qtbot, files)
    assert steps == [0, 1, 2, 3]
    assert isinstance(refused[0], Cancelled), "what was planned must be cleared away"


def test_what_fails_after_it_was_taken_back_is_nobodys_business(
    qtbot: QtBot, files: FileWorker
) -> None:
    owner, heard, token = QWidget(), list[VaultError](), Token()

    def work() -> None:
        token.cancel()
        raise NotFound

    with qtbot.assertNotEmitted(files.failed):
        files.ask(owner, work, on_error=heard.append, token=token)
        _idle(qtbot, files)
    assert heard == []


def test_at_lock_what_runs_is_cancelled_and_nothing_starts(qtbot: QtBot, files: FileWorker) -> None:
    owner, started, gate = QWidget(), threading.Event(), threading.Event()
    refused, ran = list[VaultError](), list[int]()
    progress = files.progress(Token(), lambda *_: None)

    def work() -> None:
        started.set()
        gate.wait(5)
        progress("seal", 1, 2)
        ran.append(1)

    files.ask(owner, work, on_error=refused.append)
    files.ask(owner, lambda: ran.append(2), on_error=refused.append)
    assert started.wait(5)
    files.end()
    gate.set()
    files.ask(owner, lambda: ran.append(3), on_error=refused.append)
    _idle(qtbot, files)
    assert ran == []
    assert [type(error) for error in refused] == [Cancelled, SessionClosed, SessionClosed]


def test_a_thread_that_was_never_asked_stops_at_once(qtbot: QtBot) -> None:
    FileWorker("files").stop()
