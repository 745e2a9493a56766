"""The records of one part of the list: number, name, date, rule. Sorted by any column."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ui.context import AppContext
from ui.retention.presenter import Row, Segment
from ui.widgets.table import dense_table
from vault.ids import ClientId

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_ROW_PX = 36
_WIDTHS_PX = (64, 128, 108)
_LAST_PX = 56
_KEPT = "retention_columns"
_NUMBER, _NAME, _DAY = range(3)
_TEXT_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


class RetentionModel(QAbstractTableModel):
    """Names become initials while the privacy shield is up."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._rows: list[Row] = []
        self._column, self._order = _DAY, Qt.SortOrder.AscendingOrder
        self._is_asking = False
        context.shield_changed.connect(self._on_shield)

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown, in its order."""
        return self._rows

    def show_rows(self, rows: Sequence[Row], which: Segment) -> None:
        """Show other records."""
        self.beginResetModel()
        self._is_asking = which is Segment.ASK
        self._rows = sorted(
            rows, key=self._key, reverse=self._order is Qt.SortOrder.DescendingOrder
        )
        self.endResetModel()

    def place_of(self, client_id: ClientId) -> int | None:
        """Return the row of a record, or ``None``."""
        found = (at for at, one in enumerate(self._rows) if one.client_id == client_id)
        return next(found, None)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = column, order
        self.layoutAboutToBeChanged.emit()
        chosen = [(one, self._rows[one.row()]) for one in self.persistentIndexList()]
        self._rows.sort(key=self._key, reverse=order is Qt.SortOrder.DescendingOrder)
        for before, row in chosen:
            self.changePersistentIndex(before, self.index(self._rows.index(row), before.column()))
        self.layoutChanged.emit()

    def _key(self, row: Row) -> tuple[object, ...]:
        if self._column == _NAME:
            return row.name.casefold(), row.record_number
        if self._column == _DAY:
            return row.haste, row.day or date.max, row.record_number
        return (row.record_number,) if self._column == _NUMBER else (row.about, row.record_number)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(_WIDTHS_PX) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _TEXT_ROLES or not index.isValid():
            return None
        row = self._rows[index.row()]
        text = row.cells(is_shielded=self._context.is_shielded)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings()[index.column()]}: {text or self.tr('none')}"
        return text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings()[section]
        return None

    def _headings(self) -> tuple[str, ...]:
        about = self.tr("What is missing") if self._is_asking else self.tr("Why")
        return self.tr("Record"), self.tr("Client"), self.tr("From"), about

    def _on_shield(self) -> None:
        if self._rows:
            last = len(self._rows) - 1
            self.dataChanged.emit(self.index(0, _NAME), self.index(last, _NAME))


def retention_table(context: AppContext, model: RetentionModel, name: str) -> QTableView:
    """Return the table; several records can be chosen, and it remembers its columns' widths."""
    table = dense_table(
        model, name, _WIDTHS_PX, context.preferences, _KEPT, row_px=_ROW_PX, last_px=_LAST_PX
    )
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setSortingEnabled(True)
    table.sortByColumn(_DAY, Qt.SortOrder.AscendingOrder)
    return table
