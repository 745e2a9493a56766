"""One thread, callbacks in the GUI thread, bound to who asked."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.worker import Token, Worker
from vault.errors import Cancelled, NotFound, SelfTestFailed, VaultError


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    made = Worker()
    yield made
    made.stop()


def _idle(qtbot: QtBot, worker: Worker) -> None:
    qtbot.waitUntil(lambda: worker.is_idle)


def test_jobs_run_on_one_thread_and_callbacks_in_the_gui_thread(
    qtbot: QtBot, worker: Worker
) -> None:
    owner, ran_on, heard_on = QWidget(), set[int](), set[int]()

    def job() -> None:
        ran_on.add(threading.get_ident())

    for _ in range(20):
        worker.ask(owner, job, lambda _: heard_on.add(threading.get_ident()))
    _idle(qtbot, worker)
    assert len(ran_on) == 1
    assert heard_on == {threading.get_ident()}
    assert ran_on.isdisjoint(heard_on)


def test_answers_come_in_the_order_of_the_questions(qtbot: QtBot, worker: Worker) -> None:
    owner, heard = QWidget(), list[int]()
    for number in range(50):
        worker.ask(owner, partial(int, number), heard.append)
    _idle(qtbot, worker)
    assert heard == list(range(50))


def test_a_callback_dies_with_its_widget_and_the_job_still_runs(
    qtbot: QtBot, worker: Worker
) -> None:
    owner, gate, ran, heard = QObject(), threading.Event(), list[int](), list[int]()

    def job() -> int:
        gate.wait(5)
        ran.append(1)
        return 1

    worker.ask(owner, job, heard.append)
    del owner
    gate.set()
    _idle(qtbot, worker)
    assert ran == [1]
    assert heard == []


def test_a_cancelled_job_neither_runs_nor_answers(qtbot: QtBot, worker: Worker) -> None:
    owner, gate, ran, token = QWidget(), threading.Event(), list[int](), Token()
    worker.ask(owner, lambda: gate.wait(5))
    worker.ask(owner, lambda: ran.append(1), lambda _: ran.append(2), token=token)
    token.cancel()
    gate.set()
    _idle(qtbot, worker)
    assert ran == []


def test_a_job_cancelled_while_it_runs_does_not_answer(qtbot: QtBot, worker: Worker) -> None:
    owner, started, gate, token = QWidget(), threading.Event(), threading.Event(), Token()
    heard = list[int]()

    def job() -> int:
        started.set()
        gate.wait(5)
        return 1

    worker.ask(owner, job, heard.append, token=token)
    assert started.wait(5)
    token.cancel()
    gate.set()
    _idle(qtbot, worker)
    assert heard == []


def test_cancel_all_spares_what_saves_something(qtbot: QtBot, worker: Worker) -> None:
    owner, gate, ran = QWidget(), threading.Event(), list[str]()
    worker.ask(owner, lambda: gate.wait(5))
    worker.ask(owner, lambda: ran.append("save"))
    worker.ask(owner, lambda: ran.append("look"), token=Token())
    worker.cancel_all()
    gate.set()
    _idle(qtbot, worker)
    assert ran == ["save"]


def _fail() -> None:
    raise NotFound


def test_an_error_goes_to_who_asked(qtbot: QtBot, worker: Worker) -> None:
    owner, heard = QWidget(), list[VaultError]()
    worker.ask(owner, _fail, on_error=heard.append)
    _idle(qtbot, worker)
    assert isinstance(heard[0], NotFound)
    assert heard[0].__traceback__ is None, "frames hold what the job was working on"


def test_an_error_nobody_handles_goes_to_the_center(qtbot: QtBot, worker: Worker) -> None:
    owner = QWidget()
    with qtbot.waitSignal(worker.failed) as heard:
        worker.ask(owner, _fail)
    assert isinstance(heard.args[1], NotFound)


def test_no_job_runs_until_what_comes_before_the_first_went_well(qtbot: QtBot) -> None:
    owner, ran, refused, answers = QWidget(), list[int](), list[VaultError](), [False, False, True]

    def self_test() -> None:
        if not answers.pop(0):
            raise SelfTestFailed("scrypt")

    worker = Worker(before_first=self_test)
    for number in range(4):
        worker.ask(owner, partial(ran.append, number), on_error=refused.append)
    _idle(qtbot, worker)
    worker.stop()
    assert [type(error) for error in refused] == [SelfTestFailed, SelfTestFailed]
    assert ran == [2, 3], "and once it went well it is not asked again"


@pytest.mark.announced_log("ui.worker", level="ERROR")
def test_a_bug_in_a_job_is_logged_without_values_and_ends_nothing(
    qtbot: QtBot, worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    owner, heard = QWidget(), list[int]()

    def job() -> None:
        raise ValueError("Amara Osei")

    with qtbot.waitSignal(worker.broke):
        worker.ask(owner, job)
    worker.ask(owner, lambda: 1, heard.append)
    _idle(qtbot, worker)
    assert heard == [1]
    assert "Amara" not in caplog.text
    assert "ValueError" in caplog.text


@pytest.mark.announced_log("ui.worker", level="ERROR")
@pytest.mark.parametrize("bug", [MemoryError, ValueError])
def test_who_waits_for_a_job_that_broke_hears_of_it_and_the_bug_is_told(
    qtbot: QtBot, worker: Worker, bug: type[Exception]
) -> None:
    owner, heard, done = QWidget(), list[VaultError | str](), list[int]()
    worker.broke.connect(lambda: heard.append("broke"))

    def job() -> int:
        raise bug

    worker.ask(owner, job, done.append, heard.append)
    _idle(qtbot, worker)
    assert [type(one) for one in heard] == [VaultError, str], "the page ends before the bug is told"
    assert done == []


@pytest.mark.announced_log("ui.worker", level="ERROR")
def test_a_job_that_broke_after_it_was_taken_back_is_told_as_a_bug_alone(
    qtbot: QtBot, worker: Worker
) -> None:
    owner, heard, token = QWidget(), list[VaultError](), Token()

    def job() -> None:
        token.cancel()
        raise ValueError

    with qtbot.waitSignal(worker.broke):
        worker.ask(owner, job, on_error=heard.append, token=token)
    assert heard == []


def test_progress_is_told_in_the_gui_thread(qtbot: QtBot, worker: Worker) -> None:
    owner, heard = QWidget(), list[tuple[int, int]]()
    report = worker.report_to(owner, lambda n: heard.append((n, threading.get_ident())))
    worker.ask(owner, lambda: [report(number) for number in range(3)])
    _idle(qtbot, worker)
    assert heard == [(number, threading.get_ident()) for number in range(3)]


def test_a_long_job_lets_the_waiting_ones_through_on_the_same_thread(
    qtbot: QtBot, worker: Worker
) -> None:
    owner, started, asked = QWidget(), threading.Event(), threading.Event()
    order, threads, heard = list[str](), set[int](), list[str]()

    def long_job() -> None:
        threads.add(threading.get_ident())
        started.set()
        asked.wait(5)
        worker.run_waiting()
        order.append("long")

    def short(name: str) -> str:
        threads.add(threading.get_ident())
        order.append(name)
        return name

    worker.ask(owner, long_job)
    assert started.wait(5)
    for name in ("first", "second"):
        worker.ask(owner, partial(short, name), heard.append)
    asked.set()
    _idle(qtbot, worker)
    assert order == ["first", "second", "long"]
    assert heard == ["first", "second"]
    assert len(threads) == 1


def test_a_long_job_gives_way_to_what_must_run_alone(qtbot: QtBot, worker: Worker) -> None:
    owner, started, asked = QWidget(), threading.Event(), threading.Event()
    order, errors = list[str](), list[VaultError]()

    def long_job() -> None:
        started.set()
        asked.wait(5)
        worker.run_waiting()
        order.append("long")

    worker.ask(owner, long_job, on_error=errors.append)
    assert started.wait(5)
    worker.ask(owner, lambda: order.append("saved"))
    worker.ask(owner, lambda: order.append("alone"), is_alone=True)
    worker.ask(owner, lambda: order.append("later"))
    asked.set()
    _idle(qtbot, worker)
    assert order == ["saved", "alone", "later"]
    assert [type(error) for error in errors] == [Cancelled]


def test_a_thread_that_shall_end_cancels_its_long_job(qtbot: QtBot) -> None:
    worker, owner, started, asked = Worker(), QWidget(), threading.Event(), threading.Event()
    ended = list[str]()

    def long_job() -> None:
        started.set()
        asked.wait(5)
        try:
            worker.run_waiting()
        except Cancelled:
            ended.append("cancelled")

    worker.ask(owner, long_job)
    assert started.wait(5)
    threading.Timer(0.05, asked.set).start()
    worker.stop()
    assert ended == ["cancelled"]
