"""Bringing in records: one question a page, a dry run before the act, a receipt after it."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.dialogs import Question
from ui.importing.answers import Answers
from ui.importing.client_preview import ClientPreview
from ui.importing.columns_step import ColumnsStep
from ui.importing.matching_step import MatchingStep
from ui.importing.note_preview import NotePreview
from ui.importing.past_step import PastStep
from ui.importing.receipt_step import ReceiptStep
from ui.importing.session_preview import SessionPreview
from ui.importing.source_step import SourceStep
from ui.importing.summary_step import SummaryStep
from ui.importing.what_step import WhatStep
from ui.wizard.dialog import WizardDialog

_SIZE = QSize(1040, 660)
_STEPS = (
    WhatStep,
    SourceStep,
    ColumnsStep,
    PastStep,
    MatchingStep,
    ClientPreview,
    SessionPreview,
    NotePreview,
    SummaryStep,
    ReceiptStep,
)


class ImportWizard(WizardDialog):
    """``done_with`` gives what came in."""

    done_with = Signal(object)
    """A ``Batch``."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        self.answers = answers = Answers()
        steps = tuple(kind(context, answers) for kind in _STEPS)
        super().__init__(context, parent, steps, _SIZE)
        self.setWindowTitle(self.tr("Bring in records"))

    def question(self) -> Question | None:
        """Return what is asked once something was read."""
        if self.answers.content is None:
            return None
        return Question(
            title=self.tr("Leave without bringing anything in?"),
            text=self.tr("Nothing was written. What you chose here is forgotten."),
            act=self.tr("Leave"),
        )

    def finish(self) -> None:
        """Say what came in."""
        batch = self.answers.batch
        super().finish()
        if batch is not None:
            self.done_with.emit(batch)


def open_import(context: AppContext, parent: QWidget) -> ImportWizard:
    """Open the wizard over ``parent``'s window."""
    wizard = ImportWizard(context, parent.window())
    wizard.open()
    return wizard
