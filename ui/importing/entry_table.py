"""The table of a dry run: what a row says is made when the row is seen, however many there are."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.importing.presenter import Cells
from ui.theme import Theme, grown

Index = QModelIndex | QPersistentModelIndex

_ROW_PX = 28
_NO_INDEX = QModelIndex()


class EntryModel(QAbstractTableModel):
    """Rows are keys into the plan; ``cells_of`` says what a key's row shows."""

    def __init__(
        self,
        theme: Theme,
        headings: Sequence[str],
        cells_of: Callable[[int], Cells],
        toned: int,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._headings = tuple(headings)
        self._cells_of = cells_of
        self._toned = toned
        self._keys: Sequence[int] = ()
        self._made: dict[int, Cells] = {}

    @property
    def keys(self) -> Sequence[int]:
        """The keys in the order of the rows."""
        return self._keys

    def show_keys(self, keys: Sequence[int]) -> None:
        """Show these rows and no others."""
        self.beginResetModel()
        self._keys = keys
        self._made.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """Make the rows anew as they are seen; the choice of rows stays."""
        self._made.clear()
        if self._keys:
            last = self.index(len(self._keys) - 1, len(self._headings) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text, or its color where it needs an answer."""
        if not index.isValid():
            return None
        cells = self._cells(self._keys[index.row()])
        text = cells.texts[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings[index.column()]}: {text or self.tr('none')}"
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == self._toned and cells.tone:
            return self._theme.color(cells.tone)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._headings[section]
        return None

    def _cells(self, key: int) -> Cells:
        if key not in self._made:
            self._made[key] = self._cells_of(key)
        return self._made[key]


class EntryTable(QTableView):
    """``chosen`` says which key the cursor stands on, ``None`` for no row."""

    chosen = Signal(object)

    def __init__(self, model: EntryModel, name: str, widths: Sequence[int]) -> None:
        super().__init__()
        self.entries = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(grown(_ROW_PX))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self.selectionModel().currentRowChanged.connect(self._on_row)

    def show_keys(self, keys: Sequence[int]) -> None:
        """Show these rows, the cursor where it was if that row is still there, else at the top."""
        before = self.key
        self.entries.show_keys(keys)
        self.go_to(before if before in keys else (keys[0] if keys else None))
        if not keys:
            self.chosen.emit(None)

    def go_to(self, key: int | None) -> None:
        """Put the cursor on a key's row."""
        if key is not None:
            at = self.entries.index(self.entries.keys.index(key), 0)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(at, flags.ClearAndSelect | flags.Rows)

    @property
    def key(self) -> int | None:
        """The key the cursor stands on."""
        row = self.currentIndex().row()
        return self.entries.keys[row] if 0 <= row < len(self.entries.keys) else None

    def _on_row(self, _: QModelIndex) -> None:
        self.chosen.emit(self.key)
