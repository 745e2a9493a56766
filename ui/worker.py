"""Threads of our own: one owns the session. The GUI thread asks them and hears back.

The object that signals lives in the GUI thread, so every callback runs there. A callback is
bound to the widget that asked and dies with it; the job itself runs all the same unless its
token was cancelled, for a page that closes may have asked for something to be saved.
"""

from __future__ import annotations

import logging
import queue
import sys
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from vault.errors import Cancelled, VaultError

if TYPE_CHECKING:
    from vault.session import Session

T = TypeVar("T")
Failed = Callable[[VaultError], None]

_log = logging.getLogger(__name__)

_SWITCH_S = 0.0005
"""How long a job that computes in Python may keep the GUI thread waiting; Python's own is 5 ms."""


class Token:
    """Lets the person who asked for something take it back, from any thread."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Take the question back: the job is skipped or ends early, and nobody is called."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Return whether the question was taken back; long jobs look at it as they go."""
        return self._cancelled.is_set()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Job:
    owner: weakref.ref[QObject]
    work: Callable[[], Any]
    on_done: Callable[[Any], None] | None
    on_error: Failed | None
    token: Token | None
    is_alone: bool

    @property
    def is_cancelled(self) -> bool:
        return self.token is not None and self.token.is_cancelled()


class JobThread(QObject):
    """One plain thread and its queue, first in, first out. It starts with its first job."""

    failed = Signal(object, object)
    """A widget (or None) and the ``VaultError`` that nobody handled."""
    broke = Signal()
    """A job raised what no job should raise: a bug of ours."""
    _delivered = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._given_back: list[_Job | None] = []
        """What was taken from the queue too early; the thread's own."""
        self._waiting: set[_Job] = set()
        # Queued by itself, since it is emitted on the other thread alone.
        self._delivered.connect(self._on_delivered)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        sys.setswitchinterval(_SWITCH_S)

    def ask(
        self,
        widget: QObject,
        work: Callable[[], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Failed | None = None,
        token: Token | None = None,
        *,
        is_alone: bool = False,
    ) -> None:
        """Run ``work`` on this thread, then ``on_done`` with its result in the GUI's.

        A ``VaultError`` goes to ``on_error``, or to the ``failed`` signal without one. A bug goes
        to ``on_error`` as a plain ``VaultError``, and to the ``broke`` signal in any case. What
        ``is_alone`` never runs between two steps of a long job: that one gives way to it.
        """
        job = _Job(
            owner=weakref.ref(widget),
            work=work,
            on_done=on_done,
            on_error=on_error,
            token=token,
            is_alone=is_alone,
        )
        self._waiting.add(job)
        self._jobs.put(job)
        if self._thread.ident is None:
            self._thread.start()

    def run_waiting(self) -> None:
        """Run the jobs that wait, each as a whole: a long job calls this between two steps.

        Raises ``Cancelled`` where one of them must run alone, or the thread shall end.
        """
        while not self._given_back and not self._jobs.empty():
            job = self._jobs.get()
            if job is None or job.is_alone:
                self._given_back.append(job)
            else:
                self._delivered.emit(self._outcome(job))
        if self._given_back:
            raise Cancelled

    def report_to(self, widget: QObject, callback: Callable[..., None]) -> Callable[..., None]:
        """Return a function for a job to call; ``callback`` then runs in the GUI thread."""
        owner = weakref.ref(widget)

        def tell(*values: object) -> None:
            if _alive(owner) is not None:
                callback(*values)

        def report(*values: object) -> None:
            self._delivered.emit(lambda: tell(*values))

        return report

    @property
    def is_idle(self) -> bool:
        """Whether every job asked for has run and its callback was called."""
        return not self._waiting

    def cancel_all(self) -> None:
        """Cancel every job that can be cancelled. What saves something has no token and runs."""
        for job in tuple(self._waiting):  # the files' thread asks this one too, in between
            if job.token is not None:
                job.token.cancel()

    def stop(self, timeout_s: float = 5.0) -> None:
        """Let the thread end after the jobs it has."""
        self._jobs.put(None)
        if self._thread.ident is not None:
            self._thread.join(timeout_s)

    def _run(self) -> None:
        while (job := self._take()) is not None:
            self._delivered.emit(self._outcome(job))

    def _take(self) -> _Job | None:
        return self._given_back.pop() if self._given_back else self._jobs.get()

    def _outcome(self, job: _Job) -> Callable[[], None]:
        """Run the job here, on the job's thread, and return what the GUI thread shall do."""
        if job.is_cancelled:
            return lambda: self._end(job)
        try:
            self._prepare()
            result = job.work()
        except VaultError as error:
            # Kept without its frames: they hold what the job was working on.
            bare = error.with_traceback(None)
            return lambda: self._fail(job, bare)
        except Exception as error:
            # One of the two outermost places; the other is in app.py.
            _log.error("a job broke: %s at %s", type(error).__name__, _place(error))
            return lambda: self._break(job)
        return lambda: self._finish(job, result)

    def _prepare(self) -> None:
        """Do what comes before a job, on its thread; while this raises, no job runs."""

    def _on_delivered(self, act: Callable[[], None]) -> None:
        act()

    def _end(self, job: _Job) -> None:
        self._waiting.discard(job)

    def _finish(self, job: _Job, result: object) -> None:
        self._end(job)
        if job.on_done is not None and not job.is_cancelled and _alive(job.owner) is not None:
            job.on_done(result)

    def _fail(self, job: _Job, error: VaultError) -> None:
        self._end(job)
        if job.is_cancelled and isinstance(error, Cancelled):
            return
        owner = _alive(job.owner)
        if job.on_error is None:
            self.failed.emit(owner, error)
        elif owner is not None:
            job.on_error(error)

    def _break(self, job: _Job) -> None:
        """A page that waits for the answer ends its waiting in general words; the bug is told."""
        self._end(job)
        if job.on_error is not None and not job.is_cancelled and _alive(job.owner) is not None:
            job.on_error(VaultError())
        self.broke.emit()


class Worker(JobThread):
    """The thread that owns the session.

    ``before_first`` runs on that thread before the first job, and again before every other until
    it went well: while it raises, no job runs, and each fails with what it raised.
    """

    def __init__(
        self, parent: QObject | None = None, *, before_first: Callable[[], None] | None = None
    ) -> None:
        super().__init__("vault", parent)
        self._before_first = before_first
        self.session: Session | None = None
        """The open vault. Touched in jobs alone, which run on the worker's thread."""

    def _prepare(self) -> None:
        if self._before_first is not None:
            self._before_first()
            self._before_first = None


def _alive(owner: weakref.ref[QObject]) -> QObject | None:
    widget = owner()
    return widget if widget is not None and shiboken6.isValid(widget) else None


def _place(error: BaseException) -> str:
    """Return the function and line where it broke: no values, they may be a client's."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    code = trace.tb_frame.f_code
    return f"{code.co_qualname}:{trace.tb_lineno}"
