"""Small pictures of a document's pages. Drawn when they come into sight, kept in memory alone."""

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.widgets.labels import set_role

Index = QModelIndex | QPersistentModelIndex

LONGEST_PX = 96
_MOST_KEPT = 120
_WIDTH = 132
_CELL = QSize(_WIDTH - 16, LONGEST_PX + 40)
_FRAME_PX = 3
_NUMBER_PX = 24
_NO_INDEX = QModelIndex()


class PagesModel(QAbstractListModel):
    """As many rows as pages. A row that is painted without its picture asks for it once."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._asked: set[int] = set()
        self._blank = QPixmap(LONGEST_PX, LONGEST_PX)
        self._blank.fill(Qt.GlobalColor.transparent)

    def show_pages(self, count: int) -> None:
        """Forget the pictures there are; show that many pages."""
        self.beginResetModel()
        self._count = count
        self._pictures.clear()
        self._asked.clear()
        self.endResetModel()

    def take(self, page: int, image: QImage | None) -> None:
        """Show a page's picture; ``None`` is one that cannot be drawn, and is not asked again."""
        if page >= self._count or image is None:
            return
        self._asked.discard(page)
        self._pictures[page] = QPixmap.fromImage(image)
        while len(self._pictures) > _MOST_KEPT:
            self._pictures.popitem(last=False)
        self.dataChanged.emit(self.index(page), self.index(page))

    @property
    def kept(self) -> int:
        """How many pictures are in memory."""
        return len(self._pictures)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many pages there are."""
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a page's number or picture."""
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Page %1").replace("%1", str(index.row() + 1))
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(index.row())
        return None

    def _picture(self, page: int) -> QPixmap:
        found = self._pictures.get(page)
        if found is not None:
            self._pictures.move_to_end(page)
            return found
        if page not in self._asked:
            self._asked.add(page)
            self.wanted.emit(page)
        return self._blank


class PageDelegate(QStyledItemDelegate):
    """Paints a page as it is, in a frame if it is the one that is shown; its number below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Take the whole cell, so that pages of any shape stand in its middle."""
        return _CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one page."""
        cell: QRect = option.rect
        is_shown = bool(option.state & QStyle.StateFlag.State_Selected)
        picture: QPixmap = index.data(Qt.ItemDataRole.DecorationRole)
        place = QRect(cell.topLeft(), picture.deviceIndependentSize().toSize())
        place.moveCenter(cell.adjusted(0, 0, 0, -_NUMBER_PX).center())
        colors = QGuiApplication.palette()
        painter.save()
        if is_shown:
            painter.setPen(QPen(_accent(colors), _FRAME_PX))
            painter.drawRect(place.adjusted(-2, -2, 1, 1))
            font = painter.font()
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
        painter.drawPixmap(place.topLeft(), picture)
        painter.setPen(colors.color(QPalette.ColorRole.WindowText))
        below = QRect(cell.left(), cell.bottom() - _NUMBER_PX, cell.width(), _NUMBER_PX)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()


def _accent(colors: QPalette) -> QColor:
    return colors.color(QPalette.ColorRole.Highlight)


class PageStrip(QListView):
    """Beside the page; arrows go through the document."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.pages = PagesModel()
        self.setModel(self.pages)
        self.setItemDelegate(PageDelegate(self))
        self.setAccessibleName(self.tr("Pages"))
        set_role(self, "desk")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(LONGEST_PX, LONGEST_PX))
        self.setGridSize(_CELL)
        self.setFixedWidth(_WIDTH)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_page(self, page: int) -> None:
        """Mark the page that is shown."""
        self.setCurrentIndex(self.pages.index(page))

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.row())
