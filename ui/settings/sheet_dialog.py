"""A new recovery sheet: on paper first, two lines read back, the proof, then it counts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from ui.context import AppContext
from ui.errors import words_for
from ui.first_run.answers import Answers
from ui.first_run.sheet import SheetStep
from ui.first_run.step import Step
from ui.first_run.typed_back import TypedBackStep
from ui.settings.proof import Proof
from ui.widgets.buttons import button, primary
from ui.widgets.labels import muted, set_role
from ui.widgets.layouts import PAGE_MARGIN, column, row, scrolling
from ui.widgets.notice import Notice
from ui.widgets.progress import ProgressDialog
from vault.errors import SheetLineError, VaultError
from vault.keys import service as keys
from vault.keys.creation import VaultPlan
from vault.keys.model import Slot
from vault.session import Session

_WIDTH, _HEIGHT = 640, 600


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
        self.notice = Notice(context.theme, parent=self)
        self.content.addWidget(self.notice)
        self.content.addWidget(self.proof)
        self.content.addStretch(1)

    @property
    def next_text(self) -> str:
        """The act."""
        return self.tr("Replace the sheet")

    def enter(self) -> None:
        """Begin at the proof."""
        self.proof.focus()

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


class NewSheetDialog(QDialog):
    """``accepted`` means that the new sheet counts."""

    def __init__(self, context: AppContext, parent: QWidget, slots: Sequence[Slot]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("New recovery sheet"))
        self.setModal(True)
        self._context = context
        self.answers = Answers()
        self.sheet_step = NewSheetStep(context, self.answers)
        self.back_step = ReadBackStep(context, self.answers)
        self.proof_step = ProofStep(context, self.answers, slots)
        self.steps: tuple[Step, ...] = (self.sheet_step, self.back_step, self.proof_step)
        self._stack = QStackedWidget()
        self._count = muted()
        self.cancel_button = button(self.tr("Cancel"), self.reject)
        self.back_button = button(self.tr("&Back"), self._on_back)
        self.next_button = primary("", self._on_next)
        self._build()
        self._show(0)

    def _build(self) -> None:
        for step in self.steps:
            holder = column(step)
            holder.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
            framed = QWidget()
            set_role(framed, "plain")
            framed.setLayout(holder)
            self._stack.addWidget(scrolling(framed))
            step.changed.connect(self._refresh)
        self.proof_step.proof.submitted.connect(self._on_next)
        buttons = row(self.cancel_button, self._count, None, self.back_button, self.next_button)
        buttons.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 16)
        layout = column(self._stack, buttons, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.resize(_WIDTH, _HEIGHT)

    def _show(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.steps[index].enter()
        self._refresh()

    def _refresh(self) -> None:
        index = self._stack.currentIndex()
        said = self.tr("Step %1 of %2").replace("%1", str(index + 1))
        self._count.setText(said.replace("%2", str(len(self.steps))))
        self.next_button.setText(self.steps[index].next_text)
        self.next_button.setEnabled(self.steps[index].is_complete)
        self.next_button.setDefault(True)
        self.back_button.setVisible(index > 0)

    def _on_back(self) -> None:
        self._show(self._stack.currentIndex() - 1)

    def _on_next(self) -> None:
        index = self._stack.currentIndex()
        if not self.steps[index].is_complete:
            return
        if index < len(self.steps) - 1:
            self._show(index + 1)
        elif not self.proof_step.proof.is_empty:
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
            self._forget()
            self.accept()

        def failed(error: VaultError) -> None:
            progress.end()
            self._refresh()
            self.proof_step.show_error(error)

        self._context.ask(
            self,
            lambda session: keys.replace_sheet(session, typed, plan.recovery, keyring),
            done,
            failed,
            is_alone=True,
        )

    def _forget(self) -> None:
        for step in self.steps:
            step.forget()

    def reject(self) -> None:
        """Leave: the sheet just made opens nothing, the old one stays."""
        self._forget()
        super().reject()


def _plan(session: Session) -> VaultPlan:
    """Plan a new sheet for the open vault; runs on the worker."""
    return VaultPlan(
        name=session.vault_name,
        vault_id=session.vault_id,
        signing_key=session.opened.signing_key,
        recovery=keys.plan_sheet(session),
    )
