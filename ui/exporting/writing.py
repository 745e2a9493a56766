"""Writing an export: on the files' thread, watched, called off by the person or by locking."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.exporting.answers import Place
from ui.exporting.bridge import OnWorker
from ui.exporting.presenter import plan_object, step_words
from ui.wizard.watched import Watched
from ui.worker import Failed
from vault.exports import service
from vault.exports.model import ExportPlan, Written
from vault.progress import Progress

_IN_BYTES = ("documents", "check")


class Writing:
    """One export on its way. Called off, nothing of it remains, and ``failed`` hears of it."""

    def __init__(self, context: AppContext, owner: QWidget, planned: ExportPlan) -> None:
        self._plan = planned
        title = owner.tr("Exporting: %1").replace("%1", plan_object(planned))
        self._watch = Watched(context, owner, title, step_words, _IN_BYTES)
        self._run = OnWorker(context.worker, self._watch.token)

    def call_off(self) -> None:
        """End it as soon as may be. It stands all the same if it was through."""
        self._watch.call_off()

    def begin(self, place: Place, then: Callable[[Written], None], failed: Failed) -> None:
        """Write the file; ``then`` or ``failed`` runs once."""

        def work(report: Progress) -> Written:
            return service.write(
                self._plan, place.path, self._run, report, is_replacing=place.is_replacing
            )

        def done(written: Written) -> None:
            self._watch.end()
            then(written)

        self._watch.on_files(work, done, self._watch.failing(failed))
