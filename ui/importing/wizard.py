"""Bringing in records: one question a page, a dry run before the act, a receipt after it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton, QStackedWidget, QVBoxLayout, QWidget

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
from ui.importing.step import ImportStep
from ui.importing.summary_step import SummaryStep
from ui.importing.what_step import WhatStep
from ui.widgets.buttons import button, link, primary
from ui.widgets.labels import muted, set_role
from ui.widgets.layouts import PAGE_MARGIN, column, holder, row, scrolling

_NARROW_PX = 560
_SIZE = QSize(1040, 660)
_AROUND = QSize(32, 48)
"""What stays to be seen of the window below."""
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


class ImportWizard(QDialog):
    """Leaving it before the end leaves nothing behind. ``done_with`` gives what came in."""

    done_with = Signal(object)
    """A ``Batch``."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(self.tr("Bring in records"))
        self._context = context
        self.answers = Answers()
        self.steps: tuple[ImportStep, ...] = tuple(kind(context, self.answers) for kind in _STEPS)
        self._stack = QStackedWidget()
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
            self._stack.addWidget(_framed(step))
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
    def step(self) -> ImportStep:
        """The page in front."""
        return self.steps[self._stack.currentIndex()]

    @property
    def _wanted(self) -> list[ImportStep]:
        return [step for step in self.steps if step.is_wanted]

    def _show(self, step: ImportStep) -> None:
        self._stack.setCurrentIndex(self.steps.index(step))
        step.enter()
        self._refresh()
        (step.first_focus() or self.next_button).setFocus()

    def _refresh(self) -> None:
        wanted, step = self._wanted, self.step
        at = wanted.index(step)
        said = self.tr("Step %1 of %2").replace("%1", str(at + 1))
        # Before the kind is chosen nobody knows how many there are.
        self._count.setText(said.replace("%2", str(len(wanted))) if self.answers.kind else "")
        self.next_button.setText(step.next_text)
        self.next_button.setEnabled(step.is_complete)
        self.next_button.setDefault(True)
        self.back_button.setVisible(at > 0 and not step.is_last)
        self.leave_button.setVisible(not step.is_last)

    def _on_next(self) -> None:
        step = self.step
        if not step.is_complete:
            return
        if step.is_last:
            self._finish()
        else:
            step.proceed(lambda: self._show_after(step))

    def _show_after(self, step: ImportStep) -> None:
        if step is self.step:
            wanted = self._wanted
            self._show(wanted[wanted.index(step) + 1])

    def _on_back(self) -> None:
        wanted = self._wanted
        self._show(wanted[wanted.index(self.step) - 1])

    def _finish(self) -> None:
        batch = self.answers.batch
        self.accept()
        if batch is not None:
            self.done_with.emit(batch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the button it is on; on a page with a table it never goes on by itself."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        focused = self.focusWidget()
        if is_return and isinstance(focused, QPushButton):
            focused.click()
        elif not (is_return and self.step.is_wide):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Leave; ask first if something was read and chosen."""
        if self.step.is_last:
            self._finish()
        elif self.answers.content is None:
            super().reject()
        else:
            question = Question(
                title=self.tr("Leave without bringing anything in?"),
                text=self.tr("Nothing was written. What you chose here is forgotten."),
                act=self.tr("Leave"),
            )
            self._context.dialogs.confirm(self, question, super().reject)


def _framed(step: ImportStep) -> QWidget:
    """A table takes the whole page; a question stands in a column of readable width."""
    if step.is_wide:
        outer = column(step)
        outer.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, 12)
        return holder(outer)
    step.setMaximumWidth(_NARROW_PX)
    middle = row(None, step, None, gap=0)
    middle.setContentsMargins(PAGE_MARGIN, 2 * PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
    middle.setStretch(1, 1000)
    return scrolling(holder(middle))


def open_import(context: AppContext, parent: QWidget) -> ImportWizard:
    """Open the wizard over ``parent``'s window."""
    wizard = ImportWizard(context, parent.window())
    wizard.open()
    return wizard
