"""A dense table of rows that are chosen as a whole; the widths of its columns are remembered."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from ui.preferences import Preferences
from ui.theme import grown

_ROW_PX, _AROUND_HEADING_PX = 28, 20


class DenseTable(QTableView):
    """Shares its room among its columns until a person has dragged one.

    Large letters widen the first ones, as far as the last one keeps room beside them.
    """

    def __init__(self, widths_px: Sequence[int], preferences: Preferences, key: str) -> None:
        super().__init__()
        self._widths_px = tuple(widths_px)
        self._preferences = preferences
        # What was dragged for small letters would cut large ones.
        self._key = key if grown(100) == 100 else f"{key}_{grown(100)}"
        self._is_sharing = False

    def restore_columns(self) -> None:
        """Give the columns the widths that were kept, and keep the next ones."""
        header = self.horizontalHeader()
        for column, width in enumerate(self._widths_px):
            header.resizeSection(column, width)
        kept = self._preferences.kept(self._key)
        if kept is not None and header.restoreState(kept):
            self._widths_px = ()
        header.sectionResized.connect(lambda *_: self._on_resized())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room, until a person has."""
        self._is_sharing = True
        super().resizeEvent(event)
        self._is_sharing = False
        self._share_room()

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """Hide or show a column; the others share its room."""
        super().setColumnHidden(column, hide)
        self._share_room()

    def _share_room(self) -> None:
        """Give each column its heading, and the same part of what it wants beyond that."""
        if self.model() is None:  # it may go before its table does
            return
        header = self.horizontalHeader()
        shown = [at for at in range(len(self._widths_px)) if not self.isColumnHidden(at)]
        least = [self._heading_px(at) for at in shown]
        more = [max(0, self._wanted_px(at) - has) for at, has in zip(shown, least, strict=True)]
        room = self.viewport().width() - self._last_px() - sum(least)
        part = min(1.0, max(0, room) / max(1, sum(more)))
        self._is_sharing = True
        for at, has, beyond in zip(shown, least, more, strict=True):
            header.resizeSection(at, has + int(beyond * part))
        self._is_sharing = False

    def _wanted_px(self, column: int) -> int:
        """What takes the room that is left wants none of it for itself."""
        mode = self.horizontalHeader().sectionResizeMode(column)
        is_last = mode is QHeaderView.ResizeMode.Stretch
        return 0 if is_last else grown(self._widths_px[column])

    def _last_px(self) -> int:
        """Return the least for the column that has no width of its own, if there is one."""
        has_width = len(self._widths_px) == self.model().columnCount()
        return 0 if has_width else self.horizontalHeader().defaultSectionSize()

    def _heading_px(self, column: int) -> int:
        heading = self.model().headerData(column, Qt.Orientation.Horizontal)
        letters = self.horizontalHeader().fontMetrics()
        return letters.horizontalAdvance(str(heading)) + _AROUND_HEADING_PX

    def _on_resized(self) -> None:
        if QApplication.mouseButtons() and not self._is_sharing:
            self._widths_px = ()
            self._preferences.keep(self._key, self.horizontalHeader().saveState())


def dense_table(
    model: QAbstractItemModel,
    name: str,
    widths_px: Sequence[int],
    preferences: Preferences,
    key: str,
    *,
    row_px: int = _ROW_PX,
    last_px: int | None = None,
) -> DenseTable:
    """Return a table called ``name``; ``key`` is where ``preferences`` keep its columns' widths.

    ``widths_px`` are those of the first columns to begin with. The last one takes what room is
    left; ``last_px`` is the least that it asks for, where that is less than Qt's own.
    """
    table = DenseTable(widths_px, preferences, key)
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(grown(row_px))
    header = table.horizontalHeader()
    if last_px is not None:
        header.setDefaultSectionSize(last_px)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setStretchLastSection(True)
    table.restore_columns()
    return table
