"""What is under way, on the page and not before it: the person works on."""

from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from ui.backup.runner import Task
from ui.backup.task_words import step_words, task_title
from ui.context import AppContext
from ui.widgets.buttons import button
from ui.widgets.labels import muted, set_role, strong
from ui.widgets.layouts import column, row

_MOST = 1000


class ProgressPanel(QFrame):
    """Step and count of the task under way, and a way to stop it; hidden where there is none."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        set_role(self, "card")
        self.title = strong()
        self.step = muted()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop_button = button(self.tr("Stop"), self._on_stop)
        self.setLayout(self._build())
        context.backups.changed.connect(self._on_changed)
        context.backups.progressed.connect(self._show)
        self._on_changed()

    def _build(self) -> QVBoxLayout:
        words = column(self.title, self.step, gap=2)
        top = row(words, self.stop_button)
        top.setStretch(0, 1)
        layout = column(top, self.bar)
        layout.setContentsMargins(16, 12, 16, 14)
        return layout

    def _on_changed(self) -> None:
        now = self._context.backups.now
        self.setVisible(now is not None)
        self.stop_button.setEnabled(now is not None)
        if now is not None:
            self._show(now)

    def _show(self, task: Task) -> None:
        self.title.setText(task_title(task))
        self.step.setText(step_words(task))
        self.bar.setAccessibleName(task_title(task))
        # In thousandths: a bar counts to two thousand millions, and bytes may be more.
        self.bar.setRange(0, _MOST if task.total else 0)
        self.bar.setValue(_MOST * task.done // task.total if task.total else 0)

    def _on_stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.step.setText(self.tr("Stopping…"))
        self._context.backups.cancel()
