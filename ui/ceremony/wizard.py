"""The ceremony, from who holds to the receipt; nothing is entered before its last act."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ui.ceremony.answers import Answers, Seat
from ui.ceremony.hold_step import HoldStep
from ui.ceremony.holders_step import HoldersStep
from ui.ceremony.keys_step import KeysStep
from ui.ceremony.parts_step import PartsStep
from ui.ceremony.receipt_step import ReceiptStep
from ui.context import AppContext
from ui.dialogs import Question
from ui.wizard.dialog import WizardDialog
from vault.session import Session
from vault.succession import plan_service, service

_SIZE = QSize(720, 700)


class CeremonyWizard(WizardDialog):
    """``answers`` say which parts the plan wants."""

    def __init__(self, context: AppContext, parent: QWidget, answers: Answers) -> None:
        self.answers = answers
        self.holders = HoldersStep(context, answers)
        self.parts = PartsStep(context, answers)
        self.keys = KeysStep(context, answers)
        self.hold = HoldStep(context, answers)
        self.receipt = ReceiptStep(context, answers)
        steps = (self.holders, self.parts, self.keys, self.hold, self.receipt)
        super().__init__(context, parent, steps, _SIZE)
        self.setWindowTitle(self.tr("Holders of cards and keys"))

    def question(self) -> Question | None:
        """Cards that were made would open nothing."""
        if not self.answers.cards_made:
            return None
        return Question(
            title=self.tr("Leave the ceremony?"),
            text=self.tr(
                "The cards made so far would open nothing, now or later: destroy them. Holders and"
                " exports stay as they were."
            ),
            act=self.tr("Leave the ceremony"),
            is_destructive=True,
        )


def read_answers(session: Session) -> Answers:
    """Return what the plan says of a ceremony to come; runs on the worker."""
    plan, held = plan_service.current(session), service.current(session)
    return Answers(
        wanted=plan_service.parts_wanted(session),
        caseload_alone=plan is not None and plan.caseload_alone,
        had_ceremony=held is not None,
        seats=tuple(Seat(label=one.label, kind=one.kind) for one in held.holders) if held else (),
    )


def open_ceremony(context: AppContext, parent: QWidget) -> None:
    """Open the wizard over the window of ``parent``."""

    def opened(answers: Answers) -> None:
        CeremonyWizard(context, parent.window(), answers).open()

    context.ask(parent, read_answers, opened)
