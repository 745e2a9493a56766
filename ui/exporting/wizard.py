"""Exporting: one question a page, what is not inside before the act, a receipt after it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.dialogs import Question
from ui.exporting.answers import Answers, ExportScope
from ui.exporting.contents_step import ContentsStep
from ui.exporting.form_step import FormStep
from ui.exporting.protection_step import ProtectionStep
from ui.exporting.receipt_step import ReceiptStep
from ui.exporting.step import ExportStep
from ui.exporting.what_step import WhatStep
from ui.exporting.where_step import WhereStep
from ui.widgets.buttons import button, link, primary
from ui.widgets.labels import muted, set_role
from ui.widgets.layouts import PAGE_MARGIN, column, holder, row, scrolling

_NARROW_PX = 560
_SIZE = QSize(720, 660)
_AROUND = QSize(32, 48)
"""What stays to be seen of the window below."""


class ExportWizard(QDialog):
    """Leaving it before the end leaves nothing behind."""

    def __init__(self, context: AppContext, parent: QWidget, scope: ExportScope) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(self.tr("Export"))
        self._context = context
        self.answers = Answers(scope=scope)
        self.what = WhatStep(context, self.answers)
        self.form = FormStep(context, self.answers)
        self.protection = ProtectionStep(context, self.answers)
        self.contents = ContentsStep(context, self.answers)
        self.where = WhereStep(context, self.answers)
        self.receipt = ReceiptStep(context, self.answers)
        self.steps: tuple[ExportStep, ...] = (
            self.what,
            self.form,
            self.protection,
            self.contents,
            self.where,
            self.receipt,
        )
        self._stack = QStackedWidget()
        self._areas: list[QScrollArea] = []
        self._count = muted()
        self.leave_button = link(self.tr("Leave"), self.reject)
        self.back_button = button(self.tr("&Back"), self._on_back)
        self.next_button = primary("", self._on_next)
        self._build()
        for step in self.steps:
            step.changed.connect(self._refresh)
        self.resize(_SIZE.boundedTo(parent.window().size() - _AROUND))
        self._show(self.steps[0])

    def _build(self) -> None:
        for step in self.steps:
            self._areas.append(_framed(step))
            self._stack.addWidget(self._areas[-1])
        foot = QWidget()
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(foot, "foot")
        buttons = row(self.leave_button, self._count, None, self.back_button, self.next_button)
        buttons.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 12)
        foot.setLayout(buttons)
        layout: QVBoxLayout = column(self._stack, foot, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    @property
    def step(self) -> ExportStep:
        """The page in front."""
        return self.steps[self._stack.currentIndex()]

    @property
    def _wanted(self) -> list[ExportStep]:
        return [step for step in self.steps if step.is_wanted]

    def _show(self, step: ExportStep) -> None:
        at = self.steps.index(step)
        self._stack.setCurrentIndex(at)
        step.enter()
        self._areas[at].verticalScrollBar().setValue(0)
        self._refresh()
        (step.first_focus() or self.next_button).setFocus()

    def _refresh(self) -> None:
        wanted, step = self._wanted, self.step
        at, is_busy = wanted.index(step), self.where.is_busy
        said = self.tr("Step %1 of %2").replace("%1", str(at + 1))
        self._count.setText(said.replace("%2", str(len(wanted))))
        self.next_button.setText(step.next_text)
        self.next_button.setEnabled(step.is_complete)
        self.next_button.setDefault(True)
        self.back_button.setVisible(at > 0 and not step.is_last)
        self.back_button.setEnabled(not is_busy)
        self.leave_button.setVisible(not step.is_last)

    def _on_next(self) -> None:
        step = self.step
        if not step.is_complete:
            return
        if step.is_last:
            self.accept()
        else:
            step.proceed(lambda: self._show_after(step))

    def _show_after(self, step: ExportStep) -> None:
        if step is self.step:
            wanted = self._wanted
            self._show(wanted[wanted.index(step) + 1])

    def _on_back(self) -> None:
        wanted = self._wanted
        self._show(wanted[wanted.index(self.step) - 1])

    def reject(self) -> None:
        """Leave; what is being written is called off first, and what was typed is asked about."""
        if self.step.is_last:
            self.accept()
        elif self.where.is_busy:
            self.where.call_off()
        elif self.answers.plan is None:
            self._leave()
        else:
            question = Question(
                title=self.tr("Leave without exporting?"),
                text=self.tr("Nothing was written. What you chose here is forgotten."),
                act=self.tr("Leave"),
            )
            self._context.dialogs.confirm(self, question, self._leave)

    def _leave(self) -> None:
        super().reject()

    def done(self, result: int) -> None:
        """Close, with every secret that was typed here gone from its field."""
        self.answers.forget_secret()
        for step in self.steps:
            step.forget()
        super().done(result)


def _framed(step: ExportStep) -> QScrollArea:
    step.setMaximumWidth(_NARROW_PX)
    middle = row(None, step, None, gap=0)
    middle.setContentsMargins(PAGE_MARGIN, 2 * PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
    middle.setStretch(1, 1000)
    return scrolling(holder(middle))


def open_export(context: AppContext, parent: QWidget, scope: ExportScope) -> ExportWizard:
    """Open the wizard over ``parent``'s window."""
    wizard = ExportWizard(context, parent.window(), scope)
    wizard.open()
    return wizard
