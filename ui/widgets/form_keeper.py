"""Keeps what is typed into a dialog, at most two seconds after a keystroke, as a note is kept."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from vault.errors import VaultError
from vault.forms import service as forms
from vault.forms.model import Field, Fields, FormKey
from vault.session import Session

LOOK_EVERY_MS = 1_000
"""What stands in the fields is looked at this often: they have no one signal for a change."""


class FormKeeper(QObject):
    """Keeps the changed fields of one dialog until its act is done, or it is left."""

    def __init__(
        self, context: AppContext, dialog: QWidget, typed: Callable[[], dict[str, Field]]
    ) -> None:
        super().__init__(dialog)
        self._context, self._dialog, self._typed = context, dialog, typed
        self._key: FormKey | None = None
        self._before: Fields = {}
        self._last: Fields = {}
        self._ids: list[int] = []
        """The drafts that stand for what is typed here; the worker's own, as is ``_is_over``."""
        self._is_over = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.keep)

    def begin(self, key: FormKey, before: Fields) -> None:
        """Look from now on; ``before`` is what nobody typed."""
        self._key, self._before = key, before
        self._timer.start()

    def go_on_from(self, draft_id: int) -> None:
        """What is typed goes on from a draft: the next one takes its place."""
        self._context.ask(self._dialog, lambda session: self._ids.append(draft_id))

    def keep(self) -> None:
        """Keep what is typed now, if it is not kept yet."""
        key = self._key
        if key is None or not self._dialog.isVisible():
            return
        changed = {n: v for n, v in self._typed().items() if v != self._before.get(n)}
        if changed == self._last:
            return
        self._last = changed

        def failed(_: VaultError) -> None:
            self._last = {}  # the next look tries again; what was typed is still on the screen

        self._context.ask(
            self._dialog, lambda session: self._keep(session, key, changed), None, failed
        )

    def _keep(self, session: Session, key: FormKey, changed: Fields) -> None:
        """The new one stands before the old one goes; runs on the worker."""
        if self._is_over:
            return  # asked for before the act was done, and come after it
        before, self._ids = self._ids, []
        if changed:
            self._ids = [forms.keep(session, key, changed)]
        for one in before:
            forms.forget(session, one)

    def forget(self, session: Session) -> None:
        """What was typed is in the record now, or not wanted; runs on the worker."""
        self._is_over = True
        before, self._ids = self._ids, []
        for one in before:
            forms.forget(session, one)

    def end(self) -> None:
        """Look no more."""
        self._key = None
        self._timer.stop()
