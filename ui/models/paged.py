"""A list on ids: what a row shows is loaded by pages of 200 when the view asks for it."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

K = TypeVar("K")
L = TypeVar("L")
Index = QModelIndex | QPersistentModelIndex

PAGE_ROWS = 200
LINE_ROLE = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()


class PagedModel(QAbstractListModel, Generic[K, L]):
    """``load`` is asked for the lines of up to 200 ids and calls back with those it found.

    A stale answer (the ids changed meanwhile) is dropped. Rows not loaded yet show nothing.
    """

    def __init__(
        self,
        load: Callable[[Sequence[K], Callable[[Sequence[L]], None]], None],
        key: Callable[[L], K],
        text: Callable[[L], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._load, self._key, self._text = load, key, text
        self._ids: list[K] = []
        self._lines: dict[K, L] = {}
        self._asked: set[int] = set()
        self._round = 0

    @property
    def ids(self) -> Sequence[K]:
        """The ids in the order of the rows."""
        return self._ids

    def set_ids(self, ids: Sequence[K]) -> None:
        """Show these ids. Lines that are known stay on the screen until newer ones come."""
        if list(ids) == self._ids:
            self.refresh()
            return
        self.beginResetModel()
        self._ids = list(ids)
        kept = set(self._ids)
        self._lines = {key: line for key, line in self._lines.items() if key in kept}
        self._forget_pages()
        self.endResetModel()

    def refresh(self) -> None:
        """Load the lines anew as the view asks for them; the old ones stay until then."""
        self._forget_pages()
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def _forget_pages(self) -> None:
        self._round += 1
        self._asked.clear()

    def line(self, row: int) -> L | None:
        """Return what a row shows, or ``None`` while it is on its way."""
        page = row // PAGE_ROWS
        if page not in self._asked:
            self._ask(page)
        return self._lines.get(self._ids[row])

    def row_of(self, key: K) -> int | None:
        """Return where an id stands, or ``None``."""
        return self._ids.index(key) if key in self._ids else None

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many ids there are."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's text, or the line itself for ``LINE_ROLE``."""
        if not index.isValid():
            return None
        if role == LINE_ROLE:
            return self.line(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            line = self.line(index.row())
            return "" if line is None else self._text(line)
        return None

    def _ask(self, page: int) -> None:
        self._asked.add(page)
        asked_in = self._round
        first = page * PAGE_ROWS
        ids = self._ids[first : first + PAGE_ROWS]
        self._load(ids, lambda lines: self._take(asked_in, first, len(ids), lines))

    def _take(self, asked_in: int, first: int, count: int, lines: Sequence[L]) -> None:
        if asked_in != self._round:
            return
        self._lines.update({self._key(line): line for line in lines})
        self.dataChanged.emit(self.index(first), self.index(first + count - 1))
