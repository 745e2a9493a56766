"""The recovery sheet: printed, or written down by hand, or (with a warning) saved as a PDF."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox

from ui.context import AppContext
from ui.dialogs import Question
from ui.first_run.answers import Answers
from ui.first_run.step import Step
from ui.widgets.buttons import button, tinted
from ui.widgets.layouts import row
from ui.widgets.sheet_view import SheetView
from vault import clock
from vault.keys.creation import VaultPlan, plan_vault
from vault.printing.saving import save_pdf


class SheetStep(Step):
    """The plan of the vault is made here, so that the sheet exists before the vault does."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Your recovery sheet"),
            self.tr(
                "With this sheet anybody can open the vault. Keep it where you keep a passport."
            ),
        )
        self._view: SheetView | None = None
        self.print_button = button(self.tr("&Print…"), self._on_print)
        tinted(self.print_button, context.theme, "printer")
        self.save_button = button(self.tr("&Save as PDF…"), self._on_save)
        tinted(self.save_button, context.theme, "save")
        self.has_it = QCheckBox(self.tr("I have the sheet on &paper, printed or written by hand"))
        self.has_it.setMinimumHeight(32)
        self.has_it.toggled.connect(self.changed)
        self.content.addLayout(row(self.print_button, self.save_button, None))
        self.content.addWidget(self.notice)
        self.content.addWidget(self.has_it)
        self.content.addStretch(1)
        self._set_ready(False)

    @property
    def is_complete(self) -> bool:
        """The person says that the sheet is on paper; the next page proves it."""
        return self.answers.plan is not None and self.has_it.isChecked()

    def enter(self) -> None:
        """Make the plan, on the worker; anew where the vault's name changed."""
        plan, name = self.answers.plan, self.answers.name
        if plan is None or plan.name != name:
            self.answers.plan = None
            self.has_it.setChecked(False)
            self._set_ready(False)
            self.context.worker.ask(self, lambda: plan_vault(name), self._on_planned)

    def _set_ready(self, is_ready: bool) -> None:
        for widget in (self.print_button, self.save_button, self.has_it):
            widget.setEnabled(is_ready)

    def _on_planned(self, plan: VaultPlan) -> None:
        self.answers.plan = plan
        self._drop_view()
        self._view = SheetView(plan.sheet)
        self.content.insertWidget(2, self._view)
        self._set_ready(True)
        self.print_button.setFocus()
        self.changed.emit()

    def _drop_view(self) -> None:
        if self._view is not None:
            self.content.removeWidget(self._view)
            self._view.deleteLater()
            self._view = None

    def _on_print(self) -> None:
        self._with_pdf(lambda pdf: self.context.dialogs.print_pdf(self, pdf, self._on_printed))

    def _on_printed(self) -> None:
        text = self.tr("Sent to the printer. Compare the paper with the lines above.")
        self.notice.say(text, "good")
        self.has_it.setFocus()

    def _on_save(self) -> None:
        question = Question(
            title=self.tr("Save the sheet as a file"),
            text=self.tr(
                "A file of this sheet opens the vault for whoever finds it. Backups, sync services "
                "and printers' queues keep copies. Save it only to a stick that you lock away, "
                "never beside the vault."
            ),
            act=self.tr("Save the sheet…"),
        )
        self.context.dialogs.confirm(self, question, self._on_save_anyway)

    def _on_save_anyway(self) -> None:
        self.context.dialogs.choose_save(
            self,
            self.tr("Save the recovery sheet"),
            Path.home() / "recovery-sheet.pdf",
            self.tr("PDF file (*.pdf)"),
            self._on_place,
        )

    def _on_place(self, file: Path) -> None:
        plan = self._plan()
        self.context.worker.ask(self, lambda: save_pdf(file, sheet_pdf(plan)), self._on_saved)

    def _on_saved(self, _: None) -> None:
        self.answers.has_saved_pdf = True
        text = self.tr("Saved. Print it, or keep that file apart from the vault and its backups.")
        self.notice.say(text, "attention")

    def _plan(self) -> VaultPlan:
        if self.answers.plan is None:
            raise RuntimeError("the buttons are enabled before the plan is there")
        return self.answers.plan

    def _with_pdf(self, use: Callable[[bytes], None]) -> None:
        plan = self._plan()
        self.context.worker.ask(self, lambda: sheet_pdf(plan), use)

    def forget(self) -> None:
        """Take the sheet off the screen."""
        self._drop_view()
        self.answers.plan = None


def sheet_pdf(plan: VaultPlan) -> bytes:
    """Return the sheet as PDF/A, in memory; runs on the worker's thread."""
    # Loads there too: what draws PDFs takes a quarter of a second.
    from vault.printing.sheet_pdf import SheetContent, render_recovery_sheet

    content = SheetContent(
        vault_name=plan.name,
        vault_id=plan.vault_id,
        created_on=clock.local_day(clock.utc_now()),
        slot_label="Recovery sheet 1",
        secret=plan.sheet,
        qr_text=plan.qr_text,
        fingerprint=plan.fingerprint,
    )
    return render_recovery_sheet(content)
