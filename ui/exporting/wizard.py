"""Exporting: one question a page, what is not inside before the act, a receipt after it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.dialogs import Question
from ui.exporting.answers import Answers, ExportScope
from ui.exporting.contents_step import ContentsStep
from ui.exporting.form_step import FormStep
from ui.exporting.protection_step import ProtectionStep
from ui.exporting.receipt_step import ReceiptStep
from ui.exporting.what_step import WhatStep
from ui.exporting.where_step import WhereStep
from ui.wizard.dialog import WizardDialog

_SIZE = QSize(720, 660)


class ExportWizard(WizardDialog):
    """What is being written when it is left is called off first."""

    def __init__(self, context: AppContext, parent: QWidget, scope: ExportScope) -> None:
        self.answers = answers = Answers(scope=scope)
        self.what = WhatStep(context, answers)
        self.form = FormStep(context, answers)
        self.protection = ProtectionStep(context, answers)
        self.contents = ContentsStep(context, answers)
        self.where = WhereStep(context, answers)
        self.receipt = ReceiptStep(context, answers)
        steps = (
            self.what,
            self.form,
            self.protection,
            self.contents,
            self.where,
            self.receipt,
        )
        super().__init__(context, parent, steps, _SIZE)
        self.setWindowTitle(self.tr("Export"))

    def question(self) -> Question | None:
        """Return what is asked once the vault was."""
        if self.answers.plan is None:
            return None
        return Question(
            title=self.tr("Leave without exporting?"),
            text=self.tr("Nothing was written. What you chose here is forgotten."),
            act=self.tr("Leave"),
        )

    def done(self, result: int) -> None:
        """Close, with every secret that was typed here gone."""
        self.answers.forget_secret()
        super().done(result)


def open_export(context: AppContext, parent: QWidget, scope: ExportScope) -> ExportWizard:
    """Open the wizard over ``parent``'s window."""
    wizard = ExportWizard(context, parent.window(), scope)
    wizard.open()
    return wizard
