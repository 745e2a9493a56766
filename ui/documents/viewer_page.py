"""The ground on which a page of a PDF or a picture lies, darker than paper."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.widgets.labels import set_role
from vault.viewing.model import PageSize

_MARGIN = 16


class Sheet(QWidget):
    """One page. While another size is being drawn, the one there is stands stretched."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._page = QSize()

    def show_image(self, image: QImage | None) -> None:
        """Show another picture, or an empty sheet while there is none."""
        self._image = image
        self.update()

    def lay(self, page: QSize) -> None:
        """Give the page its size on the screen."""
        self._page = page
        self.setMinimumSize(page + QSize(2 * _MARGIN, 2 * _MARGIN))
        self.update()

    @property
    def has_image(self) -> bool:
        """Whether a page is to be seen."""
        return self._image is not None

    def _place(self) -> QRect:
        left = max(_MARGIN, (self.width() - self._page.width()) // 2)
        return QRect(QPoint(left, _MARGIN), self._page)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet white, for what is transparent, and the page on it."""
        painter = QPainter(self)
        place = self._place()
        painter.fillRect(place, Qt.GlobalColor.white)
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)


class PageGround(QScrollArea):
    """Scrolls a page; Page Down at its foot goes to the next."""

    turned = Signal(int)
    """Another page is wanted: 1 for the next, -1 for the one before."""
    zoomed = Signal(int)
    """A step larger (1) or smaller (-1) is wanted."""
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet()
        set_role(self, "desk")
        set_role(self.sheet, "plain")
        self.setWidget(self.sheet)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def room(self) -> int:
        """Return the width in pixels that a page may have without scrolling sideways."""
        bar = self.verticalScrollBar().sizeHint().width()
        return max(40, self.width() - 2 * _MARGIN - bar - 2 * self.frameWidth())

    def lay(self, size: PageSize, scale: float) -> None:
        """Lay a page of ``size`` at ``scale``."""
        self.sheet.lay(QSize(max(1, round(size.width * scale)), max(1, round(size.height * scale))))

    def to_top(self, *, is_foot: bool = False) -> None:
        """Scroll to a page's head, or to its foot."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if is_foot else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the page where there is no more of it."""
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_Space) and bar.value() == bar.maximum():
            self.turned.emit(1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.turned.emit(-1)
        elif event.key() == Qt.Key.Key_Space:
            bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl held."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say that there is another room for the page."""
        super().resizeEvent(event)
        self.resized.emit()
