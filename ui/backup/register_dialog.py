"""A register of copies: every one that was ever made, at any place, and what is known of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from ui.backup.snapshots_dialog import fill, snapshot_table
from ui.bus import kinds
from ui.context import AppContext
from ui.theme import grown_size
from ui.widgets.buttons import button, primary
from ui.widgets.labels import muted, section
from ui.widgets.layouts import PAGE_MARGIN, column, row
from vault.changes import Kind
from vault.session import Session

_SIZE = QSize(980, 520)
_AROUND = QSize(32, 48)
_NOW = 6
"""The column that says what became of it."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Generic[T]):
    """What is listed. ``read`` runs on the worker, again whenever ``changed`` is heard of.

    ``is_gone`` says which exist no more; ``statement`` is what was said of their destruction, and
    ``destroyed`` the dialog that asks for it.
    """

    heading: str
    about: str
    columns: tuple[str, ...]
    changed: Kind
    read: Callable[[Session], list[T]]
    cells: Callable[[T], tuple[str, ...]]
    is_gone: Callable[[T], bool]
    statement: Callable[[T], str]
    destroyed: Callable[[AppContext, QWidget, Sequence[T]], QDialog]


class RegisterDialog(QDialog, Generic[T]):
    """Newest first. Of one that no longer exists a person can say so, in words that are kept."""

    def __init__(
        self, context: AppContext, parent: QWidget, register: Register[T], copies: Sequence[T]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(register.heading)
        self.setModal(True)
        self._context = context
        self._register = register
        self._copies: list[T] = []
        self.table = snapshot_table(register.heading, register.columns)
        self.destroyed_button = button(self.tr("That copy is destroyed…"), self._on_destroyed)
        close = primary(self.tr("Close"), self.accept)
        layout = column(
            section(register.heading),
            muted(register.about, wrap=True),
            self.table,
            row(self.destroyed_button, None, close),
            gap=12,
        )
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        self.resize(grown_size(_SIZE).boundedTo(parent.window().size() - _AROUND))
        self.table.itemSelectionChanged.connect(self._judge)
        self.finished.connect(self.deleteLater)
        context.bus.subscribe(self, kinds(register.changed), self._refresh)
        self._show(list(copies))
        self.table.setFocus()

    def _refresh(self) -> None:
        self._context.ask(self, self._register.read, self._show)

    def _show(self, copies: list[T]) -> None:
        self._copies = copies
        fill(self.table, [self._register.cells(one) for one in copies])
        for place, one in enumerate(copies):
            said = self._register.statement(one)
            if said and (item := self.table.item(place, _NOW)) is not None:
                item.setToolTip(said)
        self._judge()

    @property
    def chosen(self) -> list[T]:
        """The copies of the chosen rows that may still exist."""
        rows = {index.row() for index in self.table.selectedIndexes()}
        found = [self._copies[n] for n in sorted(rows)]
        return [one for one in found if not self._register.is_gone(one)]

    def _judge(self) -> None:
        self.destroyed_button.setEnabled(bool(self.chosen))

    def _on_destroyed(self) -> None:
        if self.chosen:
            self._register.destroyed(self._context, self, self.chosen).open()
