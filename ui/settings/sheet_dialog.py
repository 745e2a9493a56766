"""A new recovery sheet: on paper first, two lines read back, the proof, then it counts."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.errors import words_for
from ui.first_run.answers import Answers
from ui.first_run.sheet import SheetStep
from ui.first_run.step import Step
from ui.first_run.typed_back import TypedBackStep
from ui.settings.proof import Proof
from ui.widgets.progress import ProgressDialog
from ui.wizard.dialog import WizardDialog
from vault.errors import SheetLineError, VaultError
from vault.keys import service as keys
from vault.keys.creation import VaultPlan
from vault.keys.model import Slot
from vault.session import Session

_SIZE = QSize(640, 600)


class NewSheetStep(SheetStep):
    """As in the first run; the plan is that of the open vault with a new sheet."""

    def enter(self) -> None:
        """Plan the sheet, once."""
        if self.answers.plan is None:
            self._set_ready(False)
            self.context.ask(self, _plan, self._on_planned)


class ReadBackStep(TypedBackStep):
    """As in the first run; the proof comes after it."""

    @property
    def next_text(self) -> str:
        """On to the proof."""
        return self.tr("Next")


class ProofStep(Step):
    """The last page: from here on the old sheet opens nothing that is written."""

    is_last = True
    can_leave = True
    """Nothing was changed before it is proven."""

    def __init__(self, context: AppContext, answers: Answers, slots: Sequence[Slot]) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Make it count"),
            self.tr(
                "From now on the old sheet opens nothing that is written. Old copies of the vault"
                " still open with it: destroy it, and make new backups."
            ),
        )
        self.proof = Proof(context, slots)
        self.content.addWidget(self.proof)
        self.content.addStretch(1)

    @property
    def next_text(self) -> str:
        """The act."""
        return self.tr("Replace the sheet")

    def first_focus(self) -> QWidget:
        """The proof."""
        return self.proof.first_field

    def show_error(self, error: VaultError) -> None:
        """Say what is wrong; nothing was changed."""
        self.notice.say(words_for(error).body, "danger")
        if isinstance(error, SheetLineError):
            self.proof.sheet.show_wrong(error.line)
        else:
            self.proof.focus()

    def forget(self) -> None:
        """Empty the fields."""
        self.proof.clear()


class NewSheetDialog(WizardDialog):
    """``accepted`` means that the new sheet counts; left before, the old one stays."""

    def __init__(self, context: AppContext, parent: QWidget, slots: Sequence[Slot]) -> None:
        self.answers = answers = Answers()
        self.sheet_step = NewSheetStep(context, answers)
        self.back_step = ReadBackStep(context, answers)
        self.proof_step = ProofStep(context, answers, slots)
        steps = (self.sheet_step, self.back_step, self.proof_step)
        super().__init__(context, parent, steps, _SIZE)
        self.setWindowTitle(self.tr("New recovery sheet"))
        self.leave_button.setText(self.tr("Cancel"))
        self.proof_step.proof.submitted.connect(self.frame.go_on)

    def finish(self) -> None:
        """Replace the sheet, once something proves who sits here."""
        if not self.proof_step.proof.is_empty:
            self._replace()

    def _replace(self) -> None:
        plan = self.answers.plan
        if plan is None:
            raise RuntimeError("the sheet comes before the proof")
        typed, keyring = self.proof_step.proof.take(), self._context.keyring
        progress = ProgressDialog(self, self.tr("Replacing the sheet"))
        self.next_button.setEnabled(False)

        def done(_: None) -> None:
            progress.end()
            self.accept()

        def failed(error: VaultError) -> None:
            progress.end()
            self.frame.refresh()
            self.proof_step.show_error(error)

        self._context.ask(
            self,
            lambda session: keys.replace_sheet(session, typed, plan.recovery, keyring),
            done,
            failed,
            is_alone=True,
        )


def _plan(session: Session) -> VaultPlan:
    """Plan a new sheet for the open vault; runs on the worker."""
    return VaultPlan(
        name=session.vault_name,
        vault_id=session.vault_id,
        signing_key=session.opened.signing_key,
        recovery=keys.plan_sheet(session),
    )
