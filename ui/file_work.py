"""A thread for long work with files, and for looking at them: it has no session.

A document is planned and entered on the worker, in a moment; it is sealed, opened or drawn here,
however long that takes, while the worker saves what is typed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ui.worker import Failed, JobThread, Token
from vault.errors import Cancelled, SessionClosed, VaultError
from vault.progress import Progress

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

T = TypeVar("T")


class FileWorker(JobThread):
    """Callbacks come as the worker's do. All of it is cancelled at lock."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(name, parent)
        self._is_ended = False

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
        """Run ``work`` on this thread; after ``end`` it fails with ``SessionClosed``.

        A cancelled ``token`` silences both callbacks, whatever the error.
        """

        def unless_ended() -> T:
            if self._is_ended:
                raise SessionClosed
            try:
                return work()
            except VaultError as error:
                if token is not None and token.is_cancelled():
                    raise Cancelled from error
                raise

        super().ask(widget, unless_ended, on_done, on_error, token, is_alone=is_alone)

    def progress(self, token: Token, report: Progress) -> Progress:
        """Return what long work calls as it goes on: it tells ``report``.

        It raises ``Cancelled`` once ``token`` was cancelled, or the vault is being locked. Who
        must hear of that, to clear away what was planned, does not hand the token to ``ask``.
        """

        def step(name: str, done: int, total: int) -> None:
            if self._is_ended or token.is_cancelled():
                raise Cancelled
            report(name, done, total)

        return step

    def end(self) -> None:
        """Cancel all there is and take no more: the vault is being locked."""
        self._is_ended = True
        self.cancel_all()
