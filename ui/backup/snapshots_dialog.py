"""The backups at one place, as the list of copies knows them."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.backup.presenter import snapshot_cells
from ui.theme import grown, grown_size
from ui.widgets.buttons import primary
from ui.widgets.labels import muted, section
from ui.widgets.layouts import PAGE_MARGIN, column, row
from vault.backup.model import Destination, Snapshot

_ROW_PX = 28
_SIZE = QSize(820, 460)
_AROUND = QSize(32, 48)


def _tr(text: str) -> str:
    return QCoreApplication.translate("backup", text)


class SnapshotsDialog(QDialog):
    """Newest first; those that are gone stay listed with what became of them."""

    def __init__(self, parent: QWidget, place: Destination, snapshots: Sequence[Snapshot]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Backups"))
        self.setModal(True)
        heading = self.tr("Backups on “%1”").replace("%1", place.label)
        self.table = snapshot_table(heading, snapshot_headings())
        fill(self.table, [snapshot_cells(one) for one in snapshots])
        text = self.tr(
            "One is kept for each of the last 7 days, 4 weeks and 12 months that have any; the"
            " newest always."
        )
        close = primary(self.tr("Close"), self.accept)
        close.setDefault(True)
        layout = column(section(heading), muted(text, wrap=True), self.table, row(None, close))
        layout.setSpacing(12)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        self.resize(grown_size(_SIZE).boundedTo(parent.window().size() - _AROUND))
        self.table.setFocus()


def snapshot_headings() -> tuple[str, ...]:
    """Return what stands over the columns of ``presenter.snapshot_cells``."""
    return (
        _tr("Number"),
        _tr("Made"),
        _tr("Documents"),
        _tr("Size"),
        _tr("Read back"),
        _tr("All checked"),
        _tr("Now"),
    )


def snapshot_table(name: str, headings: Sequence[str]) -> QTableWidget:
    """Return an empty table of backups; ``fill`` it."""
    table = QTableWidget(0, len(headings))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(headings))
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(grown(_ROW_PX))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(len(headings) - 1, QHeaderView.ResizeMode.Stretch)
    return table


def fill(table: QTableWidget, lines: Sequence[Sequence[str]]) -> None:
    """Show these lines and no others."""
    table.setRowCount(len(lines))
    for place, line in enumerate(lines):
        for column_, text in enumerate(line):
            table.setItem(place, column_, _item(text))


def _item(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
    return item
