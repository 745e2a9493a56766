"""Backups at a place that the list of copies does not know: a secret opens and enters them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from ui.context import AppContext
from ui.settings.proof import Proof
from ui.theme import grown
from ui.widgets.buttons import button, primary
from ui.widgets.labels import label, section
from ui.widgets.layouts import GAP, PAGE_MARGIN, column, row
from vault.backup.model import Destination
from vault.keys.model import Slot

_WIDTH = 480


class AdoptDialog(QDialog):
    """Asks for the secret; the work goes on beside the day's, and its result is said."""

    def __init__(
        self, context: AppContext, parent: QWidget, place: Destination, slots: Sequence[Slot]
    ) -> None:
        super().__init__(parent)
        self.setModal(True)
        title = self.tr("Enter the backups on “%1” in the list of copies")
        title = title.replace("%1", place.label)
        self.setWindowTitle(title)
        self._context = context
        self._place = place
        self.proof = Proof(context, slots)
        self.act_button = primary(self.tr("Open and enter them"), self._on_act)
        text = self.tr(
            "Backups that another copy of this vault made, or that were made after the one you"
            " restored, are not in its list. Your passphrase or recovery sheet opens them; from"
            " then on they are sealed anew, rewritten and removed like all others."
        )
        layout = column(section(title), label(text, wrap=True), self.proof, gap=12)
        layout.addSpacing(GAP)
        layout.addLayout(row(None, button(self.tr("Cancel"), self.reject), self.act_button))
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        self.setMinimumWidth(grown(_WIDTH))
        self.proof.submitted.connect(self._on_act)
        self.finished.connect(self.deleteLater)
        self.proof.focus()

    def _on_act(self) -> None:
        if not self.proof.is_empty:
            self._context.backups.adopt(self._place, self.proof.take())
            self.accept()
