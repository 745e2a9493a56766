"""A dense table of rows that are chosen as a whole; the widths of its columns are remembered."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.preferences import Preferences

_ROW_PX = 28


def dense_table(
    model: QAbstractItemModel,
    name: str,
    widths_px: Sequence[int],
    preferences: Preferences,
    key: str,
    *,
    row_px: int = _ROW_PX,
    last_px: int | None = None,
) -> QTableView:
    """Return a table called ``name``; ``key`` is where ``preferences`` keep its columns' widths.

    ``widths_px`` are those of the first columns to begin with. The last one takes what room is
    left; ``last_px`` is the least that it asks for, where that is less than Qt's own.
    """
    table = QTableView()
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
    rows.setDefaultSectionSize(row_px)
    header = table.horizontalHeader()
    if last_px is not None:
        header.setDefaultSectionSize(last_px)
    _set_columns(header, widths_px)
    _remember(header, preferences, key)
    return table


def _set_columns(header: QHeaderView, widths_px: Sequence[int]) -> None:
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setStretchLastSection(True)
    for column, width in enumerate(widths_px):
        header.resizeSection(column, width)


def _remember(header: QHeaderView, preferences: Preferences, key: str) -> None:
    kept = preferences.kept(key)
    if kept is not None:
        header.restoreState(kept)
    header.sectionResized.connect(lambda *_: preferences.keep(key, header.saveState()))
