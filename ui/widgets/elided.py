"""A label that ends in … where its place is too narrow; the tooltip has all of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.theme import scaled
from ui.widgets.labels import set_role


class ElidedLabel(QLabel):
    """One line of plain text. ``factor`` is its size, 1.5 for a title."""

    def __init__(self, factor: float, *, is_strong: bool = True) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        weight = self.font().Weight.DemiBold if is_strong else self.font().Weight.Normal
        self.setFont(scaled(factor, weight))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show another text."""
        self.setText(" ".join(text.split()))
        self.setToolTip(self.text())

    def give_way(self) -> None:
        """Have what room the others leave; in its row it needs a stretch."""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """May become as narrow as the page needs."""
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what has room."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(self.rect(), flags | Qt.AlignmentFlag.AlignVCenter, shown)


def subtitle_label(text: str) -> ElidedLabel:
    """Return what stands muted beside a heading and gives way first."""
    result = ElidedLabel(1.0, is_strong=False)
    set_role(result, "muted")
    result.say(text)
    return result
