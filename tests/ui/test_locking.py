"""Locking: what is typed is saved, the vault is closed, and only then is the process replaced."""

import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import Desk, clock, desk
from ui.file_work import FileWorker
from ui.locking import PATIENCE_MS, Locking
from ui.worker import Token
from vault.errors import SessionClosed

__all__ = ["clock", "desk"]


def _let_pass(qtbot: QtBot, duration_ms: int) -> None:
    """Let time go by in which something must not happen."""
    deadline = QTimer()
    with qtbot.waitSignal(deadline.timeout):
        deadline.start(duration_ms)


def test_saves_first_then_closes_then_replaces(qtbot: QtBot, desk: Desk) -> None:
    order, owner = list[str](), QWidget()
    context = desk.context

    def save() -> None:
        context.ask(owner, lambda session: order.append(f"saved {session.vault_name != ''}"))

    context.about_to_lock.connect(save)
    Locking(context, lambda: order.append("replaced")).begin()
    qtbot.waitUntil(lambda: order == ["saved True", "replaced"])
    assert context.worker.session is None
    with pytest.raises(SessionClosed):
        desk.session.rows.one("SELECT 1")


def test_a_long_job_is_cancelled(qtbot: QtBot, desk: Desk) -> None:
    token, replaced, owner = Token(), list[int](), QWidget()
    started = threading.Event()

    def long_job() -> None:
        started.set()
        while not token.is_cancelled():
            threading.Event().wait(0.005)

    desk.context.worker.ask(owner, long_job, token=token)
    assert started.wait(5)
    Locking(desk.context, lambda: replaced.append(1)).begin()
    qtbot.waitUntil(lambda: replaced == [1], timeout=1_000)


def test_closing_that_takes_too_long_is_cut_short(qtbot: QtBot, desk: Desk) -> None:
    gate, replaced, owner = threading.Event(), list[int](), QWidget()
    locking = Locking(desk.context, lambda: replaced.append(1))
    context = desk.context
    locking.begin()
    context.worker.ask(owner, lambda: gate.wait(5))
    qtbot.waitUntil(lambda: replaced == [1], timeout=1_500)
    gate.set()


def test_a_save_that_takes_long_is_waited_for(qtbot: QtBot, desk: Desk) -> None:
    gate, order, owner = threading.Event(), list[str](), QWidget()

    def slow_save() -> None:
        gate.wait(5)
        order.append("saved")

    desk.context.about_to_lock.connect(lambda: desk.context.worker.ask(owner, slow_save))
    Locking(desk.context, lambda: order.append("replaced")).begin()
    _let_pass(qtbot, PATIENCE_MS + 100)
    assert order == []
    gate.set()
    qtbot.waitUntil(lambda: order == ["saved", "replaced"])


@pytest.mark.parametrize("name", ["files", "copies"])
def test_what_is_written_elsewhere_clears_up_first(qtbot: QtBot, desk: Desk, name: str) -> None:
    gate, started, order, owner = threading.Event(), threading.Event(), list[str](), QWidget()

    def write() -> None:
        started.set()
        gate.wait(5)
        order.append("cleared up")

    thread: FileWorker = getattr(desk.context, name)
    thread.ask(owner, write)
    assert started.wait(5)
    Locking(desk.context, lambda: order.append("replaced")).begin()
    _let_pass(qtbot, PATIENCE_MS // 3)
    assert order == []
    gate.set()
    qtbot.waitUntil(lambda: order == ["cleared up", "replaced"])


def test_a_second_lock_does_nothing(qtbot: QtBot, desk: Desk) -> None:
    replaced = list[int]()
    locking = Locking(desk.context, lambda: replaced.append(1))
    locking.begin()
    locking.begin()
    qtbot.waitUntil(lambda: replaced == [1])
    _let_pass(qtbot, 50)
    assert replaced == [1]
