"""Pages one at a time over a foot: leave, the count, back, and the one button that goes on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from ui.theme import grown
from ui.widgets.buttons import button, link, primary
from ui.widgets.labels import muted, set_role
from ui.widgets.layouts import PAGE_MARGIN, column, holder, row, scrolling
from ui.wizard.step import WizardStep

_NARROW_PX = 560


class WizardFrame(QWidget):
    """``finished`` comes from the last page's button, ``leaving`` from the one that leaves."""

    finished = Signal()
    leaving = Signal()
    refreshed = Signal()
    """The foot says something new."""

    def __init__(self, steps: Sequence[WizardStep]) -> None:
        super().__init__()
        self.steps = tuple(steps)
        self._stack = QStackedWidget()
        self._count = muted()
        self.leave_button = link(self.tr("Leave"), self.leaving.emit)
        self.back_button = button(self.tr("&Back"), self.go_back)
        self.next_button = primary("", self.go_on)
        self._build()
        for step in self.steps:
            step.changed.connect(self.refresh)
            step.answered.connect(self._on_answered)
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
        layout = column(self._stack, foot, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    @property
    def step(self) -> WizardStep:
        """The page in front."""
        return self.steps[self._stack.currentIndex()]

    @property
    def count_text(self) -> str:
        """Where the page stands among those that are wanted, as the foot says it."""
        return self._count.text()

    @property
    def _wanted(self) -> list[WizardStep]:
        return [step for step in self.steps if step.is_wanted]

    def _show(self, step: WizardStep) -> None:
        self._stack.setCurrentIndex(self.steps.index(step))
        step.enter()
        area = self._stack.currentWidget()
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)
        self.refresh()
        self._focus_first()

    def _focus_first(self) -> None:
        (self.step.first_focus() or self.next_button).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where one begins to work: before it stood in a window, nothing took the focus."""
        super().showEvent(event)
        if not event.spontaneous():
            self._focus_first()

    def refresh(self) -> None:
        """Let the foot say what the page in front is ready for."""
        wanted, step = self._wanted, self.step
        at = wanted.index(step)
        said = self.tr("Step %1 of %2").replace("%1", str(at + 1)).replace("%2", str(len(wanted)))
        self._count.setText(said if step.is_counted else "")
        self.next_button.setText(step.next_text)
        self.next_button.setEnabled(step.is_complete)
        self.next_button.setDefault(True)
        self.back_button.setVisible(at > 0 and step.can_leave and step.can_go_back)
        self.back_button.setEnabled(not step.is_busy)
        self.leave_button.setVisible(step.can_leave)
        if step.is_complete and not step.can_leave:
            self.next_button.setFocus()
        self.refreshed.emit()

    def _on_answered(self) -> None:
        self.refresh()
        self.next_button.setFocus()

    def say_wait(self, words: str) -> None:
        """Show that the last step is being taken, until ``refresh``."""
        self.next_button.setEnabled(False)
        self.next_button.setText(words)

    def go_on(self) -> None:
        """Do what the primary button does, if the page is complete."""
        step = self.step
        if not step.is_complete:
            return
        if step.is_last:
            step.write_down()
            self.finished.emit()
        else:
            step.proceed(lambda: self._show_after(step))

    def _show_after(self, step: WizardStep) -> None:
        # An answer may come late, when the person has long gone back.
        if step is self.step:
            wanted = self._wanted
            self._show(wanted[wanted.index(step) + 1])

    def go_back(self) -> None:
        """Show the page before."""
        wanted = self._wanted
        self._show(wanted[wanted.index(self.step) - 1])

    def forget(self) -> None:
        """Empty what is secret on every page."""
        for step in self.steps:
            step.forget()


def _framed(step: WizardStep) -> QWidget:
    """A table takes the whole page; a question stands in a column of readable width."""
    if step.is_wide:
        outer = column(step)
        outer.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, 12)
        return holder(outer)
    step.setMaximumWidth(grown(_NARROW_PX))
    middle = row(None, step, None, gap=0)
    middle.setContentsMargins(PAGE_MARGIN, 2 * PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
    middle.setStretch(1, 1000)
    return scrolling(holder(middle))
