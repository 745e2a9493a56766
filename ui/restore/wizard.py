"""From a backup to an open vault. Leaving it before the end leaves nothing behind."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.first_run.step import Step, framed
from ui.lock import opening
from ui.restore.answers import RestoreAnswers
from ui.restore.place_step import PlaceStep
from ui.restore.proof_step import ProofStep
from ui.restore.run_step import RunStep
from ui.restore.secret_step import DailyStep
from ui.restore.source_step import SourceStep
from ui.restore.step import RestoreStep
from ui.restore.summary_step import SummaryStep
from ui.widgets.buttons import button, link, primary
from ui.widgets.labels import muted, set_role
from ui.widgets.layouts import PAGE_MARGIN, row
from vault.errors import VaultError


class RestoreWizard(QWidget):
    """One question a page; the last one is the receipt."""

    unlocked = Signal(object)
    left = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.answers = RestoreAnswers()
        self.source = SourceStep(context, self.answers)
        self.proof = ProofStep(context, self.answers)
        self.place = PlaceStep(context, self.answers)
        self.daily = DailyStep(context, self.answers)
        self.summary = SummaryStep(context, self.answers)
        self.run = RunStep(context, self.answers)
        self.steps: tuple[Step, ...] = (
            self.source,
            self.proof,
            self.place,
            self.daily,
            self.summary,
            self.run,
        )
        self._count = muted()
        self._stack = QStackedWidget()
        self.leave_button = link(self.tr("Leave"), self._leave)
        self.back_button = button(self.tr("&Back"), self._on_back)
        self.next_button = primary("", self.go_on)
        self._build()
        for step in self.steps:
            step.changed.connect(self._refresh)
        self.source.list.itemActivated.connect(lambda _: self.go_on())
        self.proof.sheet.submitted.connect(self.go_on)
        for field in (self.proof.typed, self.place.name, self.daily.typed, self.daily.again):
            field.returnPressed.connect(self.go_on)
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
        step = self.step
        step.enter()
        self._focus_first()
        self._refresh()

    def _focus_first(self) -> None:
        first = self.step.first_focus() if isinstance(self.step, RestoreStep) else None
        if first is not None:
            first.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where one begins to work: before it stood in a window, nothing took the focus."""
        super().showEvent(event)
        self._focus_first()

    def _refresh(self) -> None:
        index, is_run = self._stack.currentIndex(), self.step is self.run
        said = self.tr("Step %1 of %2").replace("%1", str(index + 1))
        self._count.setText(said.replace("%2", str(len(self.steps))))
        self.next_button.setText(self.step.next_text)
        self.next_button.setEnabled(self.step.is_complete)
        self.next_button.setDefault(True)
        is_over = is_run and (self.run.is_running or self.run.is_complete)
        self.back_button.setVisible(index > 0 and not is_over)
        self.leave_button.setVisible(not is_over)
        if is_run and self.run.is_complete:
            self.next_button.setFocus()

    def go_on(self) -> None:
        """Do what "Next" does, if the page is complete."""
        step = self.step
        if not step.is_complete:
            return
        if step is self.run:
            self._open()
        elif isinstance(step, RestoreStep):
            step.proceed(self._next)
        else:
            step.leave()
            self._next()

    def _next(self) -> None:
        self._show(self._stack.currentIndex() + 1)

    def _on_back(self) -> None:
        self._show(self._stack.currentIndex() - 1)

    def _leave(self) -> None:
        self._forget()
        self.left.emit()

    def _forget(self) -> None:
        for step in self.steps:
            step.forget()
        self.answers.forget()

    def _open(self) -> None:
        self.next_button.setEnabled(False)
        self.next_button.setText(self.tr("Opening…"))
        folder, (way, typed) = self.answers.folder, self.answers.opener
        self._context.worker.ask(
            self,
            lambda: opening.unlock(self._context, folder, way, typed),
            self._on_opened,
            self._on_not_opened,
        )

    def _on_opened(self, opened: opening.Opened) -> None:
        self._context.backups.restored = self.answers.report
        self._forget()
        self.unlocked.emit(opened)

    def _on_not_opened(self, error: VaultError) -> None:
        self._refresh()
        self._context.show_error(self, error)
