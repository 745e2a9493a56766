"""Jobs with the session for the files' thread: answered, refused, called off, never stuck."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import Desk, on_worker, settle
from ui.exporting.bridge import OnWorker
from ui.worker import Token
from vault.errors import Cancelled, NotFound, SessionClosed, VaultError
from vault.session import Session


class Asker:
    """Asks over the bridge on the files' thread, and keeps what came of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._owner = QWidget()
        self.token = Token()
        self.answers: list[object] = []
        self.errors: list[VaultError] = []
        self.run = OnWorker(desk.worker, self.token)

    def ask(self, work: Callable[[], object]) -> None:
        self._desk.context.files.ask(self._owner, work, self.answers.append, self.errors.append)


def thread_of(session: Session) -> tuple[str, int]:
    return session.vault_id, threading.get_ident()


def test_a_job_runs_where_the_session_lives(qtbot: QtBot, desk: Desk) -> None:
    home = on_worker(qtbot, desk, thread_of)
    asker = Asker(desk)
    asker.ask(lambda: (asker.run(thread_of), threading.get_ident()))
    settle(qtbot, desk)
    [answer] = asker.answers
    assert isinstance(answer, tuple)
    assert answer[0] == home
    assert answer[1] not in (home[1], threading.get_ident())


def test_what_a_job_raises_comes_to_who_asked_and_to_nobody_else(qtbot: QtBot, desk: Desk) -> None:
    on_worker(qtbot, desk, thread_of)

    def refuse(session: Session) -> None:
        raise NotFound

    asker = Asker(desk)
    with qtbot.assertNotEmitted(desk.worker.failed):
        asker.ask(lambda: asker.run(refuse))
        settle(qtbot, desk)
    assert [type(error) for error in asker.errors] == [NotFound]


def test_without_a_session_it_is_closed(qtbot: QtBot, desk: Desk) -> None:
    on_worker(qtbot, desk, thread_of)
    desk.worker.session = None
    asker = Asker(desk)
    asker.ask(lambda: asker.run(thread_of))
    settle(qtbot, desk)
    assert [type(error) for error in asker.errors] == [SessionClosed]


def test_called_off_it_waits_for_nothing_and_the_job_never_runs(qtbot: QtBot, desk: Desk) -> None:
    on_worker(qtbot, desk, thread_of)
    gate, ran, owner = threading.Event(), list[int](), QWidget()
    desk.worker.ask(owner, lambda: gate.wait(10))
    asker = Asker(desk)
    asker.ask(lambda: asker.run(lambda session: ran.append(1)))
    asker.token.cancel()
    qtbot.waitUntil(lambda: bool(asker.errors))
    assert isinstance(asker.errors[0], Cancelled)
    assert not gate.is_set(), "the worker was busy all the time"
    gate.set()
    settle(qtbot, desk)
    assert ran == []


def test_a_job_that_runs_already_is_waited_for(qtbot: QtBot, desk: Desk) -> None:
    on_worker(qtbot, desk, thread_of)
    gate, begun = threading.Event(), threading.Event()

    def slow(session: Session) -> str:
        begun.set()
        gate.wait(10)
        return "done"

    asker = Asker(desk)
    asker.ask(lambda: asker.run(slow))
    assert begun.wait(5)
    asker.token.cancel()
    assert asker.answers == []
    gate.set()
    settle(qtbot, desk)
    assert asker.answers == ["done"], "who asked knows what was done"


def test_after_the_worker_ended_nobody_waits_for_ever(qtbot: QtBot, desk: Desk) -> None:
    on_worker(qtbot, desk, thread_of)
    desk.worker.stop()
    asker = Asker(desk)
    asker.ask(lambda: asker.run(thread_of))
    asker.token.cancel()
    qtbot.waitUntil(lambda: bool(asker.errors))
    assert isinstance(asker.errors[0], Cancelled)


@pytest.mark.announced_log("ui.worker", level="ERROR")
def test_a_job_that_breaks_is_told_once_and_ends_the_work(qtbot: QtBot, desk: Desk) -> None:
    on_worker(qtbot, desk, thread_of)

    def broken(session: Session) -> None:
        raise ZeroDivisionError

    asker = Asker(desk)
    with qtbot.waitSignal(desk.worker.broke), qtbot.assertNotEmitted(desk.context.files.broke):
        asker.ask(lambda: asker.run(broken))
        settle(qtbot, desk)
    assert isinstance(asker.errors[0], Cancelled)
