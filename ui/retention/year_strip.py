"""A calendar by year: how many records become eligible in each. Choosing one narrows the list."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.context import AppContext
from ui.theme import Theme, grown, grown_size, scaled
from ui.wording import counted

_CELL = QSize(60, 76)
_STRIP_PX = 92
_BAR_PX, _BAR_MOST, _WORD_PX, _AROUND_PX = 24, 32, 16, 4
_YEAR_ROLE = Qt.ItemDataRole.UserRole
_COUNT_ROLE = Qt.ItemDataRole.UserRole + 1


class YearStrip(QListWidget):
    """``chosen`` carries a year, or ``None`` for all of them."""

    chosen = Signal(object)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._years: tuple[tuple[int, int], ...] = ()
        self.setAccessibleName(self.tr("Calendar: in which year records become eligible"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "results")
        self.setFixedHeight(grown(_STRIP_PX))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_YearDelegate(context.theme, self))
        context.theme.changed.connect(self.viewport().update)
        self.currentItemChanged.connect(self._on_current)

    @property
    def year(self) -> int | None:
        """The year that is chosen; ``None`` for all."""
        place = self.currentRow()
        return self._years[place - 1][0] if place > 0 else None

    def show_years(self, years: Sequence[tuple[int, int]]) -> None:
        """Show years and how many there are in each; the year chosen stays, if it is there."""
        if tuple(years) == self._years:
            return
        before, self._years = self.year, tuple(years)
        self.blockSignals(True)
        self.clear()
        self._add(self.tr("All"), None, sum(count for _, count in years))
        for year, count in years:
            self._add(str(year), year, count)
        places = [year for year, _ in years]
        self.setCurrentRow(places.index(before) + 1 if before in places else 0)
        self.blockSignals(False)
        if self.year != before:
            self.chosen.emit(self.year)

    def _add(self, text: str, year: int | None, count: int) -> None:
        records = counted(count, self.tr("1 record"), self.tr("%1 records"))
        item = QListWidgetItem(text)
        item.setData(_YEAR_ROLE, year)
        item.setData(_COUNT_ROLE, count)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text}: {records}")
        item.setToolTip(f"{text}: {records}")
        item.setSizeHint(grown_size(_CELL))
        self.addItem(item)

    @property
    def most(self) -> int:
        """The greatest number of records in one year."""
        return max((count for _, count in self._years), default=1)

    def _on_current(self) -> None:
        self.chosen.emit(self.year)


class _YearDelegate(QStyledItemDelegate):
    """The count, a bar as high as it is great, and the year below."""

    def __init__(self, theme: Theme, strip: YearStrip) -> None:
        super().__init__(strip)
        self._theme, self._strip = theme, strip
        self._small, self._strong = scaled(0.9), scaled(0.9, QFont.Weight.DemiBold)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one year."""
        area: QRect = option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_chosen:
            painter.fillRect(area.adjusted(2, 2, -2, -2), self._theme.color("tint"))
        count, year = index.data(_COUNT_ROLE), index.data(_YEAR_ROLE)
        above = QRect(area.x(), area.y() + _AROUND_PX, area.width(), grown(_WORD_PX))
        self._write(painter, above, f"{count:,}", True)
        if year is not None:
            self._draw_bar(painter, area, count)
        below = above.translated(0, area.height() - above.height() - 2 * _AROUND_PX)
        self._write(painter, below, str(index.data()), is_chosen)
        painter.restore()

    def _draw_bar(self, painter: QPainter, area: QRect, count: int) -> None:
        height = max(3, round(_BAR_MOST * count / self._strip.most))
        left = area.x() + (area.width() - _BAR_PX) // 2
        bottom = area.bottom() - grown(_WORD_PX) - 2 * _AROUND_PX
        bar = QRect(left, bottom - height, _BAR_PX, height)
        painter.fillRect(bar, self._theme.color("accent"))

    def _write(self, painter: QPainter, place: QRect, text: str, is_strong: bool) -> None:
        painter.setFont(self._strong if is_strong else self._small)
        painter.setPen(self._theme.color("text" if is_strong else "muted"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
