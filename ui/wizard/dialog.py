"""A wizard in a window of its own, over the page that it was opened from."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from ui.context import AppContext
from ui.dialogs import Question
from ui.theme import grown_size
from ui.widgets.layouts import column
from ui.wizard.frame import WizardFrame
from ui.wizard.step import WizardStep

_AROUND = QSize(32, 48)
"""What stays to be seen of the window below."""


class WizardDialog(QDialog):
    """Leaving it before the end leaves nothing behind. Subclasses say ``question``."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        steps: Sequence[WizardStep],
        size: QSize,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self.frame = WizardFrame(steps)
        self.steps = self.frame.steps
        self.leave_button = self.frame.leave_button
        self.back_button = self.frame.back_button
        self.next_button = self.frame.next_button
        self.frame.finished.connect(self.finish)
        self.frame.leaving.connect(self.reject)
        self.setLayout(column(self.frame))
        self.resize(grown_size(size).boundedTo(parent.window().size() - _AROUND))

    @property
    def step(self) -> WizardStep:
        """The page in front."""
        return self.frame.step

    def question(self) -> Question | None:
        """Return what is asked before it is left; ``None`` if nothing would be lost."""
        return None

    def finish(self) -> None:
        """The last page was read."""
        self.accept()

    def reject(self) -> None:
        """Leave; what is under way is called off first, and what was chosen is asked about."""
        if self.step.is_busy:
            self.step.call_off()
        elif not self.step.can_leave:
            self.finish()
        elif (question := self.question()) is None:
            self._leave()
        else:
            self._context.dialogs.confirm(self, question, self._leave)

    def _leave(self) -> None:
        super().reject()

    def done(self, result: int) -> None:
        """Close, with every secret that was typed here gone from its field."""
        self.frame.forget()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the button it is on; on a page with a table it never goes on by itself."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        focused = self.focusWidget()
        if is_return and isinstance(focused, QPushButton):
            focused.click()
        elif not (is_return and self.step.is_wide):
            super().keyPressEvent(event)
