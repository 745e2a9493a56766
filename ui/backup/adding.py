"""A new place for backups: a folder is chosen, what to know of it is said, it gets a name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ui.context import AppContext
from ui.errors import words_for
from ui.theme import grown
from ui.widgets.buttons import button, primary
from ui.widgets.labels import label, section
from ui.widgets.layouts import PAGE_MARGIN, column, field_row, row
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from vault.backup.model import Destination, DestinationWarning
    from vault.backup.service import AddCheck, CheckedPlace
    from vault.errors import VaultError
    from vault.session import Session

_WIDTH = 480
_LONGEST = 60


class AddPlaceDialog(QDialog):
    """Says what to know of the folder and asks what to call it; the first backup follows."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        checked: CheckedPlace,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("A place for backups"))
        self.setModal(True)
        self._context = context
        self._checked = checked
        folder = checked.path
        self.name = QLineEdit(folder.name or str(folder))
        self.name.setMaxLength(_LONGEST)
        self.notice = Notice(context.theme, parent=self)
        self.add_button = primary(self.tr("Add it and back up now"), self._on_add)
        self.add_button.setDefault(True)
        self._build(checked.warnings)
        self.name.textChanged.connect(self._judge)
        self.name.selectAll()
        self.name.setFocus()

    def _build(self, warnings: Sequence[DestinationWarning]) -> None:
        from ui.backup.presenter import warning_words

        text = self.tr(
            "Casekeep keeps its backups in a folder of its own there, encrypted as the vault is."
        )
        layout = column(
            section(self.tr("A place for backups")),
            label(str(self._checked.path), wrap=True),
            label(text, "muted", wrap=True),
            gap=12,
        )
        for one in warnings:
            layout.addWidget(
                Notice(self._context.theme, warning_words(one), _KINDS.get(one.value, "info"), self)
            )
        hint = self.tr("As you would call it: “Blue stick”, “Card in the safe”.")
        layout.addLayout(field_row(self.tr("&Name of this place"), self.name, hint))
        layout.addWidget(self.notice)
        layout.addLayout(row(None, button(self.tr("Cancel"), self.reject), self.add_button))
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        self.setFixedWidth(grown(_WIDTH))

    def _judge(self) -> None:
        self.add_button.setEnabled(bool(self.name.text().strip()))

    def _on_add(self) -> None:
        checked, name = self._checked, self.name.text().strip()
        if not name:
            return
        self.add_button.setEnabled(False)

        def work(session: Session) -> Destination:
            from vault.backup import service as backup

            return backup.enter_destination(session, checked, name)

        self._context.ask(self, work, self._on_added, self._on_refused)

    def _on_added(self, place: Destination) -> None:
        self.accept()
        self._context.backups.back_up([place])

    def _on_refused(self, error: VaultError) -> None:
        self._judge()
        self.notice.say(words_for(error).body, "danger")


_KINDS = {"same_disk": "attention"}


def add_place(context: AppContext, parent: QWidget) -> None:
    """Let the person choose a folder and add it; a folder that can't be one is refused."""
    title = QCoreApplication.translate("backup", "Choose a folder for backups")
    context.dialogs.choose_folder(
        parent, title, media_folder(), lambda folder: add_folder(context, parent, folder)
    )


def media_folder() -> Path:
    """Return where this system puts sticks, or the person's own folder."""
    home = Path.home()
    for place in (Path("/run/media") / home.name, Path("/media") / home.name, Path("/Volumes")):
        if place.is_dir():
            return place
    return home


def add_folder(context: AppContext, parent: QWidget, folder: Path) -> None:
    """Let the person add this folder; it is looked at beside the worker, for a drive may hang."""

    def plan(session: Session) -> AddCheck:
        from vault.backup import service as backup

        return backup.plan_add(session, folder)

    def planned(check: AddCheck) -> None:
        context.places.ask(parent, check.look, looked, lambda e: context.show_error(parent, e))

    def looked(checked: CheckedPlace) -> None:
        AddPlaceDialog(context, parent, checked).open()

    context.ask(parent, plan, planned)
