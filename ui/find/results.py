"""The list of Find: a model of rows and the delegate that draws them."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.find.presenter import ResultRow, RowKind
from ui.theme import Theme, grown, scaled

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex

_HEADING_PX, _CLIENT_PX, _NOTE_PX = 36, 36, 64
_SIDE, _INDENT, _BAR_PX = 16, 16, 3
_ICON_PX = 16


class ResultModel(QAbstractListModel):
    """The rows of one answer."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ResultRow] = []

    def show_rows(self, rows: list[ResultRow]) -> None:
        """Show another answer."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: Index) -> ResultRow | None:
        """Return the row at an index, or ``None`` for no index."""
        return self._rows[index.row()] if index.isValid() else None

    def next_choice(self, start: int, step: int = 1) -> QModelIndex:
        """Return the first row at ``start`` or beyond that can be chosen; invalid if none."""
        place = start
        while 0 <= place < len(self._rows):
            if self._rows[place].can_be_chosen:
                return self.index(place)
            place += step
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.row(index)
        if found is None:
            return None
        if role == ROW:
            return found
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return found.spoken or f"{found.title} {found.aside}".strip()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = self.row(index)
        if found is None or not found.can_be_chosen:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ResultDelegate(QStyledItemDelegate):
    """Draws a row with plain text layouts: no markup, so a note's text cannot become any."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heights = {
            RowKind.HEADING: _HEADING_PX,
            RowKind.CLIENT: _CLIENT_PX,
            RowKind.NOTE: _NOTE_PX,
            RowKind.DOCUMENT: _NOTE_PX,
        }
        return QSize(0, grown(heights[index.data(ROW).kind]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found: ResultRow = index.data(ROW)
        painter.save()
        area = QRectF(option.rect)
        if found.can_be_chosen and QStyle.StateFlag.State_Selected in option.state:
            painter.fillRect(area, self._theme.color("tint"))
            bar = QRectF(area.topLeft(), QSize(_BAR_PX, option.rect.height()).toSizeF())
            painter.fillRect(bar, self._theme.color("accent"))
        draw = {
            RowKind.HEADING: self._draw_heading,
            RowKind.CLIENT: self._draw_client,
            RowKind.NOTE: self._draw_note,
            RowKind.DOCUMENT: self._draw_document,
        }
        draw[found.kind](painter, area.adjusted(_SIDE, 0, -_SIDE, 0), found)
        painter.restore()

    def _draw_heading(self, painter: QPainter, area: QRectF, found: ResultRow) -> None:
        if not found.is_first:
            painter.setPen(self._theme.color("line"))
            painter.drawLine(area.topLeft(), area.topRight())
        self._draw_pair(painter, area.adjusted(0, 4, 0, 0), found, "text", QFont.Weight.DemiBold)

    def _draw_client(self, painter: QPainter, area: QRectF, found: ResultRow) -> None:
        inner = area.adjusted(_INDENT, 0, 0, 0)
        self._draw_pair(painter, inner, found, "text", QFont.Weight.Medium)

    def _draw_note(self, painter: QPainter, area: QRectF, found: ResultRow) -> None:
        inner = area.adjusted(_INDENT, 6, 0, 0)
        head = QRectF(inner.left(), inner.top(), inner.width(), grown(24))
        self._draw_pair(painter, head, found, "muted", QFont.Weight.Medium)
        body = QRectF(inner.left(), inner.top() + grown(26), inner.width(), grown(24))
        self._draw_snippet(painter, body, found)

    def _draw_document(self, painter: QPainter, area: QRectF, found: ResultRow) -> None:
        icon = QRectF(area.left() - 4, area.top() + grown(10), _ICON_PX, _ICON_PX)
        self._theme.icon("paperclip").paint(painter, icon.toRect())
        self._draw_note(painter, area, found)

    def _draw_pair(
        self, painter: QPainter, area: QRectF, found: ResultRow, token: str, weight: QFont.Weight
    ) -> None:
        painter.setFont(scaled(1.0, weight))
        painter.setPen(self._theme.color(token))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        width = painter.fontMetrics().horizontalAdvance(found.title)
        painter.drawText(area, middle | Qt.TextFlag.TextSingleLine, found.title)
        painter.setFont(scaled(0.9))
        painter.setPen(self._theme.color("muted"))
        painter.drawText(area.adjusted(width + 12, 0, 0, 0), middle, found.aside)

    def _draw_snippet(self, painter: QPainter, area: QRectF, found: ResultRow) -> None:
        layout = QTextLayout(found.text, scaled(1.0))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setFormats([self._format(start, length) for start, length in found.marks])
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        painter.setPen(self._theme.color("text"))
        painter.setClipRect(area)
        layout.draw(painter, QPointF(area.left() - _shift(line, found, area), area.top()))
        painter.setClipping(False)

    def _format(self, start: int, length: int) -> QTextLayout.FormatRange:
        mark = QTextLayout.FormatRange()
        mark.start, mark.length = start, length
        style = QTextCharFormat()
        style.setFontWeight(QFont.Weight.DemiBold)
        # Bold and underlined too: color is never alone.
        style.setForeground(self._theme.color("attention"))
        style.setBackground(self._theme.color("attention_bg"))
        mark.format = style
        return mark


def _shift(line: QTextLine, found: ResultRow, area: QRectF) -> float:
    """Return how far to move a long line left, so that its first found word is in sight."""
    too_long = line.naturalTextWidth() - area.width()
    if too_long <= 0 or not found.marks:
        return 0.0
    start, length = found.marks[0]
    end = _x(line, start + length)
    wanted = end - area.width() * 0.75
    return max(0.0, min(wanted, too_long))


def _x(line: QTextLine, place: int) -> float:
    # The stubs know a float; the call gives the place back beside it.
    at: object = line.cursorToX(place)
    x = at[0] if isinstance(at, tuple) else at
    return x if isinstance(x, float) else 0.0
