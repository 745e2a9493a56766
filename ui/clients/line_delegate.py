"""Draws a client in the list: the name, and below it the number and what is next."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.clients.presenter import line_aside
from ui.clients.today import Today
from ui.context import AppContext
from ui.models.paged import LINE_ROLE
from ui.theme import grown, scaled
from ui.wording import shown_name
from vault.clients.model import ClientLine

ROW_PX = 52
_LEFT, _TOP, _LINE_PX, _ICON = 12, 7, 19, 16
_AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute


class ClientLineDelegate(QStyledItemDelegate):
    """One height for all rows, so that a long list scrolls without measuring."""

    def __init__(self, context: AppContext, today: Today, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._today = context, today
        self._name_font = scaled(1.0, QFont.Weight.DemiBold)
        self._aside_font = scaled(0.95)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of every row."""
        return QSize(160, grown(ROW_PX))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row. A name in Arabic or Hebrew begins at the left too: a list has one edge."""
        theme = self._context.theme
        area: QRect = option.rect
        state = option.state
        painter.save()
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, theme.color("tint" if is_chosen else "raised"))
        painter.setPen(theme.color("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if is_chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(area.topLeft(), QSize(3, area.height())), theme.color("accent"))
        line = index.data(LINE_ROLE)
        if isinstance(line, ClientLine):
            self._draw_line(painter, area, line)
        painter.restore()

    def _draw_line(self, painter: QPainter, area: QRect, line: ClientLine) -> None:
        theme = self._context.theme
        room = area.width() - _LEFT - 8 - (_ICON + 8 if line.has_risk else 0)
        place = QRect(area.x() + _LEFT, area.y() + grown(_TOP), room, grown(_LINE_PX))
        name = shown_name(" ".join(line.name.split()), self._context.is_shielded)
        self._draw_text(painter, place, name, self._name_font, "text")
        place.translate(0, place.height())
        aside = line_aside(line, self._today.day)
        self._draw_text(painter, place, aside, self._aside_font, "muted")
        if line.has_risk:
            icon = theme.icon("triangle-alert", "danger")
            icon.paint(
                painter, QRect(area.right() - _ICON - 8, area.y() + grown(_TOP), _ICON, _ICON)
            )

    def _draw_text(
        self, painter: QPainter, place: QRect, text: str, font: QFont, token: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._context.theme.color(token))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, _AT_LEFT | Qt.AlignmentFlag.AlignVCenter, shown)
