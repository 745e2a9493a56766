"""The page Succession of a custodian's vault: what is there instead of a plan, in words."""

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.widgets.labels import label, set_role, title
from ui.widgets.layouts import PAGE_MARGIN, column

_READING_WIDTH = 620


class CustodySuccessionPage(QWidget):
    """Says that records in custody are not sealed on, and what to do for whoever comes after."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "page")
        self.setAccessibleName(self.tr("Succession"))
        lines = (
            self.tr("These records came to you in custody. They are not sealed on from here."),
            self.tr(
                "The export that they came from still opens with its cards: keep both together."
            ),
            self.tr(
                "Back this vault up in Settings, and say in your own professional will where its "
                "recovery sheet lies: with both, whoever comes after you opens it."
            ),
        )
        self.lines = [label(text, wrap=True) for text in lines]
        for one in self.lines:
            one.setMaximumWidth(_READING_WIDTH)
        layout = column(title(self.tr("Succession")), *self.lines, gap=12)
        layout.addStretch(1)
        layout.setContentsMargins(PAGE_MARGIN, 18, PAGE_MARGIN, 0)
        self.setLayout(layout)
