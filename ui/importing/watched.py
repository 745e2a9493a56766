"""Long work of the wizard: watched, cancelled by the person or by locking, heard of either way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.importing.words import step_words
from ui.widgets.progress import ProgressDialog
from ui.worker import Failed, Token
from vault.errors import Cancelled, VaultError
from vault.session import Session

T = TypeVar("T")
Report = Callable[[str, int, int], None]
_TELLS_OF_ALL = 200
"""How often progress is told at most: each time costs the window a repaint."""


class Watched:
    """One piece of work in steps. Every way out calls ``end`` once."""

    def __init__(self, context: AppContext, owner: QWidget, title: str) -> None:
        self._context = context
        self._owner = owner
        self._token = Token()
        self._dialog: ProgressDialog | None = ProgressDialog(owner, title, self._token.cancel)
        context.about_to_lock.connect(self._token.cancel)

    def end(self) -> None:
        """The work is over, well or not."""
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            self._context.about_to_lock.disconnect(self._token.cancel)
            dialog.end()

    def report(self) -> Report:
        """Return what the work calls as it goes on; it raises ``Cancelled`` when it shall stop."""
        tell = self._context.worker.report_to(self._owner, self._show)

        def report(name: str, done: int, total: int) -> None:
            if self._token.is_cancelled():
                raise Cancelled
            if done % max(1, total // _TELLS_OF_ALL) == 0:
                tell(name, done, total)

        return report

    def _show(self, name: str, done: int, total: int) -> None:
        if self._dialog is not None:
            self._dialog.step(step_words(name), done, total)

    def on_files(
        self, work: Callable[[Report], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        """Run ``work`` on the files' thread, then ``then``."""
        report = self._context.files.progress(self._token, self.report())
        # Without the token: what was begun is cleared away when it is cancelled.
        self._context.files.ask(self._owner, lambda: work(report), then, failed)

    def on_vault(
        self, work: Callable[[Session, Report], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        """Run ``work`` with the session on the worker, then ``then``."""
        report = self.report()

        def job(session: Session) -> T:
            if self._token.is_cancelled():
                raise Cancelled
            return work(session, report)

        self._context.ask(self._owner, job, then, failed)

    def failing(self, failed: Callable[[VaultError], None]) -> Failed:
        """Return a handler that ends the watch before it says what went wrong."""

        def fail(error: VaultError) -> None:
            self.end()
            failed(error)

        return fail
