"""The first run: from nothing to a vault and a recovery sheet in hand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.dialogs import Question
from ui.first_run.answers import Answers
from ui.first_run.place import PlaceStep
from ui.first_run.practice import PracticeStep
from ui.first_run.receipt import ReceiptStep
from ui.first_run.secret import SecretStep
from ui.first_run.sheet import SheetStep
from ui.first_run.step import Step, framed
from ui.first_run.typed_back import TypedBackStep
from ui.first_run.welcome import WelcomeStep
from ui.lock import opening
from ui.widgets.buttons import button, link, primary
from ui.widgets.labels import muted, set_role
from ui.widgets.layouts import PAGE_MARGIN, row
from vault.errors import VaultError


class FirstRunWizard(QWidget):
    """One question a page. Leaving it before the end leaves nothing behind."""

    unlocked = Signal(object)
    left = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.answers = Answers()
        self.steps: tuple[Step, ...] = tuple(
            kind(context, self.answers)
            for kind in (
                WelcomeStep,
                PracticeStep,
                PlaceStep,
                SecretStep,
                SheetStep,
                TypedBackStep,
                ReceiptStep,
            )
        )
        self._count = muted()
        self._stack = QStackedWidget()
        self.leave_button = link(self.tr("Leave"), self._on_leave)
        self.back_button = button(self.tr("&Back"), self._on_back)
        self.next_button = primary("", self._on_next)
        self._build()
        for step in self.steps:
            step.changed.connect(self._refresh)
        self._show(0)

    def _build(self) -> None:
        for step in self.steps:
            self._stack.addWidget(framed(step))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack, 1)
        foot = QWidget()
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(foot, "foot")
        buttons = row(self.leave_button, self._count, None, self.back_button, self.next_button)
        buttons.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 12)
        foot.setLayout(buttons)
        layout.addWidget(foot)

    @property
    def step(self) -> Step:
        """The page in front."""
        return self.steps[self._stack.currentIndex()]

    def _show(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.next_button.setFocus()
        self.step.enter()
        self._refresh()

    def _refresh(self) -> None:
        index, last = self._stack.currentIndex(), len(self.steps) - 1
        said = self.tr("Step %1 of %2").replace("%1", str(index + 1))
        self._count.setText(said.replace("%2", str(last + 1)))
        self.next_button.setText(self.step.next_text)
        self.next_button.setEnabled(self.step.is_complete)
        self.next_button.setDefault(True)
        has_failed = isinstance(self.step, ReceiptStep) and self.step.failed is not None
        self.back_button.setVisible(0 < index < last or has_failed)
        self.leave_button.setVisible(index < last or has_failed)

    def _on_next(self) -> None:
        if not self.step.is_complete:
            return
        self.step.leave()
        if isinstance(self.step, ReceiptStep):
            self._open()
        else:
            self._show(self._stack.currentIndex() + 1)

    def _on_back(self) -> None:
        self._show(self._stack.currentIndex() - 1)

    def _on_leave(self) -> None:
        if self._stack.currentIndex() == 0:
            self._leave()
            return
        question = Question(
            title=self.tr("Leave without a vault"),
            text=self.tr(
                "No vault was made, and what you typed here is forgotten. A sheet that you printed "
                "opens nothing; destroy it."
            ),
            act=self.tr("Leave"),
        )
        self._context.dialogs.confirm(self, question, self._leave)

    def _leave(self) -> None:
        self._forget()
        self.left.emit()

    def _forget(self) -> None:
        for step in self.steps:
            step.forget()

    def _open(self) -> None:
        self.next_button.setEnabled(False)
        self.next_button.setText(self.tr("Opening…"))
        folder, way = self.answers.folder, self.answers.way
        self._context.worker.ask(
            self,
            lambda: opening.unlock(self._context, folder, way.kind, [way.typed]),
            self._on_opened,
            self._on_not_opened,
        )

    def _on_opened(self, opened: opening.Opened) -> None:
        self._forget()
        self.unlocked.emit(opened)

    def _on_not_opened(self, error: VaultError) -> None:
        self._refresh()
        self._context.show_error(self, error)
