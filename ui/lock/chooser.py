"""No vault yet, or another one: create, or choose a folder."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.widgets.buttons import button, link, primary
from ui.widgets.centered import centered
from ui.widgets.labels import muted, title


class ChooserPage(QWidget):
    """The first thing seen on a computer without a vault."""

    create_requested = Signal()
    folder_chosen = Signal(object)
    back_requested = Signal()

    def __init__(self, context: AppContext, *, can_go_back: bool) -> None:
        super().__init__()
        self._context = context
        self._mark = QLabel()
        heading = title(self.tr("Casekeep"))
        lead = muted(
            self.tr("A vault for the records of your practice. It stays on this computer."),
            wrap=True,
        )
        for widget in (self._mark, heading, lead):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.create_button = primary(self.tr("Create a new vault…"), self.create_requested.emit)
        self.open_button = button(self.tr("Open a vault on this computer…"), self._on_open)
        self.back_button = link(self.tr("Back"), self.back_requested.emit)
        self.back_button.setVisible(can_go_back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        parts = (self._mark, heading, lead, self.create_button, self.open_button, self.back_button)
        layout.addWidget(centered(*parts))
        self.create_button.setFocus()
        context.theme.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        self._mark.setPixmap(self._context.theme.picture("shield", "accent", 44))

    def _on_open(self) -> None:
        self._context.dialogs.choose_folder(
            self, self.tr("Choose the folder of a vault"), Path.home(), self.folder_chosen.emit
        )
