"""No vault yet, or another one: choose one that was opened here, another folder, or create."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.lock.known_vaults import KnownVaults
from ui.widgets.buttons import button, link, primary
from ui.widgets.centered import centered
from ui.widgets.labels import muted, title


class ChooserPage(QWidget):
    """The first thing seen on a computer without a vault; without one, creating it comes first."""

    create_requested = Signal()
    restore_requested = Signal()
    successor_requested = Signal()
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
        self.known = KnownVaults(context)
        self.known.chosen.connect(self.folder_chosen)
        self._build_buttons()
        self.restore_button = button(self.tr("Restore from a backup…"), self.restore_requested.emit)
        self.successor_button = button(
            self.tr("I am a successor custodian…"), self.successor_requested.emit
        )
        self.back_button = link(self.tr("Back"), self.back_requested.emit)
        self.back_button.setVisible(can_go_back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        buttons = (self.create_button, self.open_button)
        if self._knows_vaults:
            buttons = (self.open_button, self.create_button)
        layout.addWidget(
            centered(
                self._mark,
                heading,
                lead,
                self.known,
                *buttons,
                self.restore_button,
                self.successor_button,
                self.back_button,
            )
        )
        buttons[0].setFocus()
        context.theme.changed.connect(self._tint)
        self._tint()

    @property
    def _knows_vaults(self) -> bool:
        return bool(self._context.preferences.known_vaults)

    def _build_buttons(self) -> None:
        if self._knows_vaults:
            self.open_button = button(self.tr("Open another vault…"), self._on_open)
            self.create_button = button(self.tr("Create a new vault…"), self.create_requested.emit)
        else:
            self.open_button = button(self.tr("Open a vault on this computer…"), self._on_open)
            self.create_button = primary(self.tr("Create a new vault…"), self.create_requested.emit)

    def _tint(self) -> None:
        self._mark.setPixmap(self._context.theme.picture("shield", "accent", 44))

    def _on_open(self) -> None:
        self._context.dialogs.choose_folder(
            self, self.tr("Choose the folder of a vault"), Path.home(), self.folder_chosen.emit
        )
