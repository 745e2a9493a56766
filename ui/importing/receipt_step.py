"""What came in, what did not and why; to be copied or saved, and how it is taken back."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from ui.context import AppContext
from ui.importing import summary
from ui.importing.answers import Answers
from ui.importing.step import ImportStep
from ui.widgets.buttons import button, tinted
from ui.widgets.labels import muted
from ui.widgets.layouts import row
from ui.wizard.parts import fact_card


class ReceiptStep(ImportStep):
    """The last page. The receipt has no client's name in it."""

    is_last = True

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(context, answers, self.tr("It came in"), "")
        self._place = QVBoxLayout()
        self.copy_button = button(self.tr("Copy the receipt"), self._on_copy)
        tinted(self.copy_button, context.theme, "copy")
        self.content.addLayout(self._place)
        self.content.addLayout(row(self.copy_button, None))
        hint = self.tr(
            "Settings, Imports, has this import with all others; “Take back…” there removes the"
            " whole of it, as long as nothing of it is in use."
        )
        self.content.addWidget(muted(hint, wrap=True))
        self.content.addStretch(1)

    @property
    def next_text(self) -> str:
        """Back to the work."""
        return self.tr("Done")

    def enter(self) -> None:
        """Show what the vault says came in."""
        batch = self.answers.batch
        if batch is None:
            return
        self.lead.setText(self.tr("All of it stands in the vault now."))
        self._place.addWidget(fact_card(self.tr("Brought in"), *summary.count_lines(batch.counts)))
        why = summary.left_out_lines(self.answers)
        if why:
            self._place.addWidget(fact_card(self.tr("Left out, and why"), *why))

    def _on_copy(self) -> None:
        batch = self.answers.batch
        if batch is not None:
            QGuiApplication.clipboard().setText(summary.receipt_text(self.answers, batch))
            self.notice.say(self.tr("The receipt was copied. It names no client."), "good")
