"""Writing an export: on the files' thread, watched, called off by the person or by locking."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.exporting.answers import Place
from ui.exporting.bridge import OnWorker
from ui.exporting.presenter import plan_object, step_words
from ui.file_work import Progress
from ui.widgets.progress import ProgressDialog
from ui.worker import Failed, Token
from vault.errors import VaultError
from vault.exports import service
from vault.exports.model import ExportPlan, Written

_TELL_EVERY_S = 0.05
"""Each time costs the window a repaint."""
_IN_BYTES = ("documents", "check")


class Writing:
    """One export on its way. Called off, nothing of it remains, and ``failed`` hears of it."""

    def __init__(self, context: AppContext, owner: QWidget, planned: ExportPlan) -> None:
        self._context = context
        self._owner = owner
        self._plan = planned
        self._token = Token()
        self._last: tuple[str, float] = ("", 0.0)
        title = owner.tr("Exporting: %1").replace("%1", plan_object(planned))
        self._watch = ProgressDialog(owner, title, self.call_off)
        context.about_to_lock.connect(self.call_off)

    def call_off(self) -> None:
        """End it as soon as may be. It stands all the same if it was through."""
        self._token.cancel()

    def begin(self, place: Place, then: Callable[[Written], None], failed: Failed) -> None:
        """Write the file; ``then`` or ``failed`` runs once."""
        files, run = self._context.files, OnWorker(self._context.worker, self._token)
        progress = files.progress(self._token, self._report())

        def work() -> Written:
            return service.write(
                self._plan, place.path, run, progress, is_replacing=place.is_replacing
            )

        def done(written: Written) -> None:
            self._end()
            then(written)

        def fail(error: VaultError) -> None:
            self._end()
            failed(error)

        # Without the token: who watches must hear that it was called off.
        files.ask(self._owner, work, done, fail)

    def _end(self) -> None:
        self._context.about_to_lock.disconnect(self.call_off)
        self._watch.end()

    def _report(self) -> Progress:
        tell = self._context.files.report_to(self._watch, self._show)

        def report(name: str, done: int, total: int) -> None:
            last, at = self._last
            if name != last or monotonic() - at > _TELL_EVERY_S:
                self._last = (name, monotonic())
                tell(name, done, total)

        return report

    def _show(self, name: str, done: int, total: int) -> None:
        if name in _IN_BYTES:
            # In hundredths: bytes outgrow what a bar can count.
            self._watch.step(step_words(name), 100 * done // max(total, 1), 100)
        elif total:
            self._watch.step(step_words(name), done, total)
        else:
            self._watch.step(f"{step_words(name)} {done:,}")
