"""Progress that names the step and the count, can be cancelled, and shows after 0.4 s."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from ui.theme import grown
from ui.widgets.buttons import button
from ui.widgets.labels import muted, section
from ui.widgets.layouts import GAP, PAGE_MARGIN, column, row

SHOWN_AFTER_MS = 400
_WIDTH = 400


class ProgressDialog(QDialog):
    """Call ``step`` as the work goes on and ``end`` when it is over, well or not."""

    def __init__(
        self, parent: QWidget, title: str, on_cancel: Callable[[], None] | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self._on_cancel = on_cancel
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._step = muted(self.tr("A moment…"), wrap=True)
        self.setLayout(self._build(title))
        self.setFixedWidth(grown(_WIDTH))
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self.open)
        self._delay.start(SHOWN_AFTER_MS)

    def _build(self, title: str) -> QVBoxLayout:
        layout = column(section(title), self._step, self._bar, gap=GAP)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        if self._on_cancel is not None:
            layout.addSpacing(GAP)
            layout.addLayout(row(None, button(self.tr("Cancel"), self.reject)))
        return layout

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        """Name the step; with a ``total`` say how much of it is done."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        count = self.tr("%1 of %2").replace("%1", f"{done:,}").replace("%2", f"{total:,}")
        self._step.setText(f"{name}: {count}" if total else name)

    @property
    def step_text(self) -> str:
        """What the dialog says now."""
        return self._step.text()

    def end(self) -> None:
        """Close, whether it was shown or not."""
        self._delay.stop()
        self._on_cancel = None
        self.done(QDialog.DialogCode.Accepted)
        self.deleteLater()

    def reject(self) -> None:
        """Cancel, if that is possible; the dialog stays until the work has ended."""
        if self._on_cancel is not None:
            self._step.setText(self.tr("Stopping…"))
            self._on_cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window means the same as Cancel."""
        if self._on_cancel is not None or self._delay.isActive():
            event.ignore()
            self.reject()
