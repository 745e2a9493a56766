"""Asking the session from the files' thread, in the middle of long work."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from vault.errors import Cancelled, SessionClosed, VaultError

if TYPE_CHECKING:
    from ui.worker import Token, Worker
    from vault.session import Session

T = TypeVar("T")

_LOOK_S = 0.02
"""How soon who waits sees that all was called off: the worker may be busy, or end, meanwhile."""


class OnWorker:
    """Runs short jobs with the session for a thread that has none, and waits for each.

    Called off, it waits no longer: a job that has not begun never runs, one that runs is
    waited for, so that who asked knows what was done.
    """

    def __init__(self, worker: Worker, token: Token) -> None:
        self._worker = worker
        self._token = token

    def __call__(self, job: Callable[[Session], T], /) -> T:
        """Return what ``job`` returns; raise what it raises, ``SessionClosed`` or ``Cancelled``.

        Never called on the worker's thread, which would wait for itself.
        """
        errand = _Errand(job)
        self._worker.ask(self._worker, lambda: errand.run(self._worker.session))
        return errand.wait(self._token)


class _Errand(Generic[T]):
    """One job. The worker takes it to run, or who waits takes it back; never both."""

    def __init__(self, job: Callable[[Session], T]) -> None:
        self._job = job
        self._taken = threading.Lock()
        self._is_over = threading.Event()
        self._answers: list[T] = []
        self._error: VaultError | None = None

    def run(self, session: Session | None) -> None:
        """On the worker's thread: do it, unless it was taken back."""
        if not self._taken.acquire(blocking=False):
            return
        try:
            if session is None:
                raise SessionClosed
            self._answers.append(self._job(session))
        except VaultError as error:
            # Kept without its frames: they hold what the job was working on.
            self._error = error.with_traceback(None)
        finally:
            self._is_over.set()

    def wait(self, token: Token) -> T:
        """On the other thread: wait for the answer, unless all is called off before it begins."""
        while not self._is_over.wait(_LOOK_S):
            if token.is_cancelled() and self._taken.acquire(blocking=False):
                raise Cancelled
        if self._error is not None:
            raise self._error
        if not self._answers:
            raise Cancelled  # the job broke; the worker has told that
        return self._answers[0]
