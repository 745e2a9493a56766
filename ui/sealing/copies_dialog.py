"""The register of sealed exports: every number that was ever sealed, at any place."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from ui.backup.snapshots_dialog import fill, snapshot_table
from ui.bus import kinds
from ui.context import AppContext
from ui.sealing.attest_dialog import DestroyedDialog
from ui.sealing.presenter import copy_cells, copy_headings
from ui.widgets.buttons import button, primary
from ui.widgets.labels import muted, section
from ui.widgets.layouts import PAGE_MARGIN, column, row
from vault.changes import Kind
from vault.sealing import service as sealing
from vault.sealing.places_model import RegisteredExport

_SIZE = QSize(980, 520)
_AROUND = QSize(32, 48)
_NOW = 6
"""The column that says what became of it."""


class CopiesDialog(QDialog):
    """Newest first. Of one that no longer exists a person can say so, in words that are kept."""

    def __init__(
        self, context: AppContext, parent: QWidget, copies: Sequence[RegisteredExport]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("All sealed exports"))
        self.setModal(True)
        self._context = context
        self._copies: list[RegisteredExport] = []
        self.table = snapshot_table(self.tr("All sealed exports"), copy_headings())
        self.destroyed_button = button(self.tr("That copy is destroyed…"), self._on_destroyed)
        close = primary(self.tr("Close"), self.accept)
        text = self.tr(
            "Every number that was ever sealed. One for earlier cards still opens with those:"
            " fetch the stick back and erase it, or say that it is destroyed. What a sync service"
            " or a holder copied further, Casekeep does not know."
        )
        layout = column(
            section(self.tr("All sealed exports")),
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
        context.bus.subscribe(self, kinds(Kind.SEALED_EXPORTS), self._refresh)
        self._show(list(copies))
        self.table.setFocus()

    def _refresh(self) -> None:
        self._context.ask(self, sealing.register, self._show)

    def _show(self, copies: list[RegisteredExport]) -> None:
        self._copies = copies
        fill(self.table, [copy_cells(one) for one in copies])
        for place, one in enumerate(copies):
            if one.export.statement and (item := self.table.item(place, _NOW)) is not None:
                item.setToolTip(one.export.statement)
        self._judge()

    @property
    def chosen(self) -> list[RegisteredExport]:
        """The copies of the chosen rows that may still exist."""
        rows = {index.row() for index in self.table.selectedIndexes()}
        return [self._copies[n] for n in sorted(rows) if not self._copies[n].export.is_gone]

    def _judge(self) -> None:
        self.destroyed_button.setEnabled(bool(self.chosen))

    def _on_destroyed(self) -> None:
        if self.chosen:
            DestroyedDialog(self._context, self, self.chosen).open()
