"""All of it in a few lines, before the act."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.context import AppContext
from ui.importing import summary
from ui.importing.acting import bring_in
from ui.importing.answers import Answers
from ui.importing.step import ImportStep
from ui.importing.words import kind_name
from ui.widgets.labels import muted
from ui.wizard.parts import fact_card, filled_anew
from vault.errors import Cancelled, ImportStale, RecordNumberTaken, VaultError
from vault.importers.batch_model import Batch


class SummaryStep(ImportStep):
    """The button names what comes in. What fails or is cancelled leaves nothing behind."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(context, answers, self.tr("Shall this come in?"), "")
        self._place = QVBoxLayout()
        self._is_stale = False
        self.content.addLayout(self._place)
        self.content.addStretch(1)

    @property
    def is_complete(self) -> bool:
        """Whether anything would come in."""
        return not self._is_stale and summary.is_anything(summary.coming(self.answers))

    @property
    def next_text(self) -> str:
        """The act by its object."""
        return summary.act_words(summary.coming(self.answers))

    def enter(self) -> None:
        """Say what will happen."""
        self._is_stale = False
        self.notice.say("")
        self.lead.setText(
            self.tr("Nothing is written yet. It comes in as one unit, and can be taken back whole.")
        )
        filled_anew(self._place, self._cards())

    def _cards(self) -> list[QFrame]:
        counts = summary.coming(self.answers)
        kind, path = self.answers.kind, self.answers.path
        name = f"{kind_name(kind)}: {path.name}" if kind and path else ""
        lines = summary.count_lines(counts) or [self.tr("Nothing would come in.")]
        found = [fact_card(name, *lines)]
        why = summary.left_out_lines(self.answers)
        if why:
            found.append(fact_card(self.tr("Left out, and why"), *why))
        if self.answers.brings_notes:
            words = self.tr(
                "Imported notes say that they were imported and not signed here. They never "
                "change; an original stands with each."
            )
            found.append(muted(words, wrap=True))
        return found

    def proceed(self, then: Callable[[], None]) -> None:
        """Bring it in."""

        def done(batch: Batch) -> None:
            self.answers.batch = batch
            then()

        self.notice.say("")
        bring_in(self.context, self, self.answers, done, self._on_failed)

    def _on_failed(self, error: VaultError) -> None:
        if isinstance(error, Cancelled):
            self.notice.say(self.tr("Cancelled. Nothing came in, and nothing was left behind."))
        else:
            self.say_error(error)
        if isinstance(error, ImportStale | RecordNumberTaken):
            # The vault is not what the preview saw: going back makes it anew.
            self._is_stale = True
            self.answers.forget_plan()
        self.changed.emit()
