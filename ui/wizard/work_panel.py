"""Work under way, on the page itself: what is done now, how far, and a way to stop it."""

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QWidget

from ui.widgets.buttons import button
from ui.widgets.labels import muted
from ui.widgets.layouts import column, row

_MOST = 1000


class WorkPanel(QWidget):
    """Hidden until ``begin``, and again after ``end``; without ``on_stop`` nobody can stop it."""

    def __init__(self, name: str, on_stop: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.words = muted()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(name)
        self.stop_button = button(self.tr("Stop"), self._on_stop)
        self._on_stop_asked = on_stop
        layout = column(self.words, self.bar, gap=8)
        if on_stop is not None:
            layout.addLayout(row(None, self.stop_button))
        self.setLayout(layout)
        self.hide()

    def begin(self, words: str) -> None:
        """Show it; nobody knows yet how long it takes."""
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self.stop_button.setEnabled(True)
        self.show()

    def step(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say what is done now; after Stop only how far it is."""
        if self.stop_button.isEnabled():
            self.words.setText(words)
        # In thousandths: a bar counts to two thousand millions, and bytes may be more.
        self.bar.setRange(0, _MOST if total else 0)
        self.bar.setValue(_MOST * done // total if total else 0)

    def end(self) -> None:
        """It is over, well or not."""
        self.hide()

    def _on_stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.words.setText(self.tr("Stopping…"))
        if self._on_stop_asked is not None:
            self._on_stop_asked()
