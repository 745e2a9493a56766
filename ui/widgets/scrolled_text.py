"""A text as high as it is at its width; where there is less room, it scrolls."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

from ui.widgets.labels import label
from ui.widgets.layouts import column, holder
from ui.widgets.properties import set_named

_PAGING = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class ScrolledText(QScrollArea):
    """``text`` as a label, ``width`` px wide; out of the tab order."""

    def __init__(self, text: str, width: int) -> None:
        super().__init__()
        self.label = label(text, wrap=True)
        self._width = width
        inner = holder(column(self.label, gap=0))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        set_named(self, horizontalScrollBarPolicy="ScrollBarAlwaysOff", focusPolicy="NoFocus")
        self.setWidget(inner)

    def sizeHint(self) -> QSize:
        """As high as all of the text: Qt would take a part of it."""
        return QSize(self._width, self.label.heightForWidth(self._width))

    def minimumSizeHint(self) -> QSize:
        """A few lines: a short text whole."""
        return self.sizeHint().boundedTo(QSize(self._width, 4 * self.fontMetrics().height()))

    def page(self, event: QKeyEvent) -> bool:
        """Scroll by a page if ``event`` is the key for it, and return whether it was."""
        step = _PAGING.get(Qt.Key(event.key()))
        if step is None:
            return False
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep())
        return True
