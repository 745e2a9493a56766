"""Where a place for backups is now: a stick under another letter, or another user's name."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QWidget

from ui.backup.adding import media_folder
from ui.context import AppContext
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from vault.backup.model import Destination
    from vault.backup.service import CheckedPlace, MoveCheck
    from vault.errors import VaultError
    from vault.session import Session


class WhereButtons(QWidget):
    """A button for each place that is away: also for those that have no card, for another copy of
    the vault made them, or nothing is backed up there any more."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._places: tuple[Destination, ...] = ()
        self.buttons: list[QPushButton] = []
        self._flow = FlowLayout()
        self.setLayout(self._flow)
        self.hide()

    def show_places(self, places: tuple[Destination, ...]) -> None:
        """Offer to say where these are."""
        if places == self._places:
            return
        self._places = places
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = [self._button(one) for one in places]
        for one in self.buttons:
            self._flow.addWidget(one)
        self.setVisible(bool(places))

    def _button(self, place: Destination) -> QPushButton:
        said = self.tr("“%1” is somewhere else now…").replace("%1", place.label)
        return button(said, partial(ask_where, self._context, self, place))


def ask_where(context: AppContext, parent: QWidget, place: Destination) -> None:
    """Let the person choose the folder where a place is now; its backups must lie there."""
    title = QCoreApplication.translate("backup", "Where is “%1” now?").replace("%1", place.label)

    def move(folder: Path) -> None:
        def plan(session: Session) -> MoveCheck:
            from vault.backup import service as backup

            return backup.plan_move(session, place.id, folder)

        context.ask(parent, plan, planned)

    def planned(check: MoveCheck) -> None:
        context.places.ask(parent, check.look, looked, failed)

    def looked(checked: CheckedPlace) -> None:
        def enter(session: Session) -> None:
            from vault.backup import service as backup

            backup.enter_move(session, place.id, checked)

        context.ask(parent, enter)

    def failed(error: VaultError) -> None:
        context.show_error(parent, error)

    context.dialogs.choose_folder(parent, title, media_folder(), move)
