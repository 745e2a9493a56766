"""Long work of a wizard: watched, called off by the person or by locking, heard of either way."""

from __future__ import annotations

from collections.abc import Callable, Collection
from time import monotonic
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.widgets.progress import ProgressDialog
from ui.worker import Failed, Token
from vault.errors import Cancelled, VaultError
from vault.progress import Progress
from vault.session import Session

T = TypeVar("T")
_TELL_EVERY_S = 0.05
"""Each time costs the window a repaint."""
_HUNDRED = 100


class Watched:
    """One piece of work in steps. Every way out calls ``end`` once.

    ``words`` names a step; those ``in_bytes`` are shown in hundredths, for bytes outgrow what a
    bar can count.
    """

    def __init__(
        self,
        context: AppContext,
        owner: QWidget,
        title: str,
        words: Callable[[str], str],
        in_bytes: Collection[str] = (),
    ) -> None:
        self._context = context
        self._owner = owner
        self._words = words
        self._in_bytes = in_bytes
        self.token = Token()
        self._last: tuple[str, float] = ("", 0.0)
        self._dialog: ProgressDialog | None = ProgressDialog(owner, title, self.call_off)
        context.about_to_lock.connect(self.call_off)

    def call_off(self) -> None:
        """End it as soon as may be. It stands all the same if it was through."""
        self.token.cancel()

    def end(self) -> None:
        """The work is over, well or not."""
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            self._context.about_to_lock.disconnect(self.call_off)
            dialog.end()

    def report(self) -> Progress:
        """Return what the work calls as it goes on; it raises ``Cancelled`` when it shall stop."""
        tell = self._context.worker.report_to(self._owner, self._show)

        def report(name: str, done: int, total: int) -> None:
            if self.token.is_cancelled():
                raise Cancelled
            last, at = self._last
            if name != last or monotonic() - at > _TELL_EVERY_S:
                self._last = (name, monotonic())
                tell(name, done, total)

        return report

    def _show(self, name: str, done: int, total: int) -> None:
        if self._dialog is None:
            return
        said = self._words(name)
        if name in self._in_bytes:
            self._dialog.step(said, _HUNDRED * done // max(total, 1), _HUNDRED)
        elif done and not total:
            self._dialog.step(f"{said} {done:,}")
        else:
            self._dialog.step(said, done, total)

    def on_files(
        self, work: Callable[[Progress], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        """Run ``work`` on the files' thread, then ``then``."""
        report = self._context.files.progress(self.token, self.report())
        # Without the token: what was begun is cleared away when it is cancelled.
        self._context.files.ask(self._owner, lambda: work(report), then, failed)

    def on_vault(
        self, work: Callable[[Session, Progress], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        """Run ``work`` with the session on the worker, then ``then``."""
        report = self.report()

        def job(session: Session) -> T:
            if self.token.is_cancelled():
                raise Cancelled
            return work(session, report)

        self._context.ask(self._owner, job, then, failed)

    def failing(self, failed: Callable[[VaultError], None]) -> Failed:
        """Return a handler that ends the watch before it says what went wrong."""

        def fail(error: VaultError) -> None:
            self.end()
            failed(error)

        return fail
