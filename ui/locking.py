"""From "Lock" to the lock window: drafts saved, vault closed, process replaced."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from ui.context import AppContext
from ui.file_work import FileWorker
from vault.errors import VaultError
from vault.keys import service as keys

PATIENCE_MS = 900
LAST_PATIENCE_MS = 10_000


class Locking(QObject):
    """Begins once and does not go back. ``replace`` starts the program anew.

    What saves something runs first; a long job is cancelled, and what it was writing elsewhere is
    gone before the end. Closing may be cut short after 0.9 s, for the file survives that; saving
    is given up after 10 s, when the disk is gone.
    """

    def __init__(self, context: AppContext, replace: Callable[[], None]) -> None:
        super().__init__(context)
        self._context = context
        self._replace = replace
        self._is_begun = False
        self._is_saved = False
        self._is_closed = False
        self._at_work: set[FileWorker] = {context.files, context.copies}
        """Those that may still write somewhere."""
        self._is_late = False
        self._is_over = False

    @property
    def is_begun(self) -> bool:
        """Whether the program is on its way to the lock window."""
        return self._is_begun

    def begin(self) -> None:
        """Save, close and replace. A second call does nothing."""
        if self._is_begun:
            return
        self._is_begun = True
        self._context.about_to_lock.emit()
        worker = self._context.worker
        worker.cancel_all()
        for thread in (self._context.views, self._context.places, *self._at_work):
            thread.end()
        worker.ask(self, lambda: None, self._on_saved)
        worker.ask(self, self._close, self._on_closed, self._on_failed, is_alone=True)
        for thread in tuple(self._at_work):
            # It takes no more work: to be refused means that the work before it cleared up.
            thread.ask(self, lambda: None, on_error=partial(self._on_left, thread))
        QTimer.singleShot(PATIENCE_MS, self, self._on_late)
        QTimer.singleShot(LAST_PATIENCE_MS, self, self._end)

    def _close(self) -> None:
        """Close the vault; runs on the worker's thread."""
        session, self._context.worker.session = self._context.worker.session, None
        if session is not None:
            keys.lock(session, self._context.keyring, "lock")

    def _on_saved(self, _: None) -> None:
        self._is_saved = True
        if self._is_late:
            self._end()

    def _on_closed(self, _: None) -> None:
        self._is_closed = True
        self._end_if_all_is_done()

    def _on_failed(self, _: VaultError) -> None:
        self._is_closed = True
        self._end_if_all_is_done()

    def _on_left(self, thread: FileWorker, _: VaultError) -> None:
        self._at_work.discard(thread)
        self._end_if_all_is_done()

    def _end_if_all_is_done(self) -> None:
        if self._is_closed and not self._at_work:
            self._end()

    def _on_late(self) -> None:
        self._is_late = True
        if self._is_saved:
            self._end()

    def _end(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._replace()
