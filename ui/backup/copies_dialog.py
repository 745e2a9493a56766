"""The copies register: every backup that was ever made, at any place, and what is known of it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from ui.backup.attest_dialog import DestroyedDialog
from ui.backup.presenter import copy_cells
from ui.backup.snapshots_dialog import fill, snapshot_headings, snapshot_table
from ui.bus import kinds
from ui.context import AppContext
from ui.widgets.buttons import button, primary
from ui.widgets.labels import muted, section
from ui.widgets.layouts import PAGE_MARGIN, column, row
from vault.backup import service as backup
from vault.backup.model import RegisteredCopy
from vault.changes import Kind

_SIZE = QSize(980, 520)
_AROUND = QSize(32, 48)
_NOW = 6
"""The column that says what became of it."""


class CopiesDialog(QDialog):
    """Newest first. Of one that no longer exists a person can say so, in words that are kept."""

    def __init__(
        self, context: AppContext, parent: QWidget, copies: Sequence[RegisteredCopy]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("All copies"))
        self.setModal(True)
        self._context = context
        self._copies = list(copies)
        headings = (*snapshot_headings(), self.tr("Disposed records"), self.tr("Place"))
        self.table = snapshot_table(self.tr("All copies"), headings)
        self.destroyed_button = button(self.tr("That copy is destroyed…"), self._on_destroyed)
        close = primary(self.tr("Close"), self.accept)
        text = self.tr(
            "Every backup that was ever made, also at places that are no longer used. One that"
            " cannot be reached may still hold what was in the vault then. Choose one that no"
            " longer exists to say what became of it."
        )
        layout = column(
            section(self.tr("All copies")),
            muted(text, wrap=True),
            self.table,
            row(self.destroyed_button, None, close),
            gap=12,
        )
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        self.resize(_SIZE.boundedTo(parent.window().size() - _AROUND))
        self.table.itemSelectionChanged.connect(self._judge)
        self.finished.connect(self.deleteLater)
        context.bus.subscribe(self, kinds(Kind.COPIES), self._refresh)
        self._show(self._copies)
        self.table.setFocus()

    def _refresh(self) -> None:
        self._context.ask(self, backup.register, self._show)

    def _show(self, copies: list[RegisteredCopy]) -> None:
        self._copies = copies
        fill(self.table, [copy_cells(one) for one in copies])
        for place, one in enumerate(copies):
            if one.snapshot.statement and (item := self.table.item(place, _NOW)) is not None:
                item.setToolTip(one.snapshot.statement)
        self._judge()

    @property
    def chosen(self) -> list[RegisteredCopy]:
        """The copies of the chosen rows that may still exist."""
        rows = {index.row() for index in self.table.selectedIndexes()}
        return [self._copies[n] for n in sorted(rows) if not self._copies[n].snapshot.is_gone]

    def _judge(self) -> None:
        self.destroyed_button.setEnabled(bool(self.chosen))

    def _on_destroyed(self) -> None:
        if self.chosen:
            DestroyedDialog(self._context, self, self.chosen).open()
