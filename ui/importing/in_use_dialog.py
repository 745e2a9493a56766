"""Who stands in the way of taking an import back: each client one click away."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from ui.context import AppContext
from ui.theme import grown
from ui.widgets.buttons import link, primary
from ui.widgets.labels import label, section
from ui.widgets.layouts import GAP, PAGE_MARGIN, column, holder, row, scrolling
from vault.clients.model import ClientLine
from vault.ids import ClientId

_WIDTH = 480
_LIST_PX = 220
_MOST_LISTED = 100


class InUseDialog(QDialog):
    """Nothing was changed. Opening a client leads to what was entered since."""

    def __init__(self, context: AppContext, parent: QWidget, used: Sequence[ClientLine]) -> None:
        super().__init__(parent)
        self._context = context
        self.setModal(True)
        self.setWindowTitle(self.tr("The import is in use"))
        self.setFixedWidth(grown(_WIDTH))
        text = self.tr(
            "Something was entered since for these clients that leads to what the import brought."
            " Nothing was changed. Look at their records: drafts can be discarded, and later"
            " imports taken back first. With anything else entered, the import stays."
        )
        self.links = [self._link(one) for one in used[:_MOST_LISTED]]
        rest = len(used) - len(self.links)
        more = self.tr("and %1 more").replace("%1", f"{rest:,}") if rest else ""
        names = scrolling(holder(column(*self.links, label(more, "muted"), None, gap=0)))
        names.setMaximumHeight(_LIST_PX)
        layout = column(
            section(self.tr("The import is in use")),
            label(text, wrap=True),
            names,
            row(None, primary(self.tr("Close"), self.reject)),
            gap=GAP,
        )
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        self.finished.connect(self.deleteLater)

    def _link(self, one: ClientLine) -> QWidget:
        return link(f"{one.name} · {one.record_number}", partial(self._open, one.id))

    def _open(self, client_id: ClientId) -> None:
        self.accept()
        self._context.open_client(client_id)
