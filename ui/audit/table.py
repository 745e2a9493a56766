"""The events as a table that asks for 200 more when its end comes in sight."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

from ui.audit.presenter import AuditLine
from ui.preferences import Preferences
from ui.widgets.table import dense_table

PAGE_ROWS = 200
Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_WIDTHS_PX = (144, 296, 72)
_LAST_PX = 160
_KEPT = "audit_entries"
_TEXT_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


class AuditModel(QAbstractTableModel):
    """``load`` is asked for the page before a sequence number; ``append`` is the answer."""

    def __init__(self, load: Callable[[int | None], None]) -> None:
        super().__init__()
        self._load = load
        self._lines: list[AuditLine] = []
        self._is_asked = False
        self._is_whole = False
        self._headings = (
            self.tr("When"),
            self.tr("What was done"),
            self.tr("Record"),
            self.tr("Detail"),
        )

    @property
    def lines(self) -> Sequence[AuditLine]:
        """What is loaded so far, newest first."""
        return self._lines

    def start_over(self) -> None:
        """Forget what is shown and ask for the newest page."""
        self.beginResetModel()
        self._lines = []
        self._is_whole = False
        self.endResetModel()
        self._is_asked = True
        self._load(None)

    def append(self, lines: Sequence[AuditLine]) -> None:
        """Take the next page; a short one is the last."""
        self._is_asked = False
        self._is_whole = len(lines) < PAGE_ROWS
        if lines:
            last = len(self._lines)
            self.beginInsertRows(_NO_INDEX, last, last + len(lines) - 1)
            self._lines += lines
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and bool(self._lines) and not (self._is_asked or self._is_whole)

    def fetchMore(self, parent: Index) -> None:
        self._is_asked = True
        self._load(self._lines[-1].seq)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        # A cell is asked for six more roles each time it is painted.
        if role not in _TEXT_ROLES or not index.isValid():
            return None
        text = self._lines[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings[index.column()]}: {text or self.tr('none')}"
        return text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None


def audit_table(model: AuditModel, preferences: Preferences, name: str) -> QTableView:
    """Return the table; it remembers the widths of its columns."""
    return dense_table(model, name, _WIDTHS_PX, preferences, _KEPT, last_px=_LAST_PX)
