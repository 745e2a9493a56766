"""A new place for sealed exports: a folder is chosen, what to know of it is said, it is named."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.backup.adding import media_folder
from ui.clients.typed_fields import line_field
from ui.context import AppContext
from ui.sealing.presenter import warning_words
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import label
from ui.widgets.layouts import field_row
from ui.widgets.notice import Notice
from vault.backup import service as backup
from vault.backup.model import DestinationWarning
from vault.backup.service import CheckedPlace, PlaceCheck
from vault.errors import VaultError
from vault.sealing import service as sealing
from vault.sealing.places_model import ExportPlace
from vault.session import Session

_LONGEST = 60
_KINDS = {DestinationWarning.SAME_DISK: "attention"}


class AddPlaceDialog(FormDialog):
    """Says what to know of the folder and asks what to call it."""

    def __init__(self, context: AppContext, parent: QWidget, checked: CheckedPlace) -> None:
        super().__init__(
            context,
            parent,
            title=self.tr("A place for the sealed export"),
            act=self.tr("Add it"),
        )
        self._checked = checked
        self.name = line_field(checked.path.name or str(checked.path))
        self.name.setMaxLength(_LONGEST)
        self.standing = QCheckBox(self.tr("&Keep the export here current by itself"))
        self.standing.setChecked(True)
        self.content.addWidget(label(str(checked.path), wrap=True))
        for one in checked.warnings:
            kind = _KINDS.get(one, "info")
            self.content.addWidget(Notice(context.theme, warning_words(one), kind, self))
        hint = self.tr("As you would call it: “Stick for Noor”, “Synced folder”.")
        self.content.addLayout(field_row(self.tr("&Name of this place"), self.name, hint))
        self.content.addWidget(self.standing)
        self.fields = {"label": self.name}
        self.name.textChanged.connect(self._judge)

    def _judge(self) -> None:
        self.act_button.setEnabled(bool(self.name.text().strip()))

    def submit(self) -> None:
        """Enter the place."""
        checked, name = self._checked, self.name.text().strip()
        is_standing = self.standing.isChecked()

        def work(session: Session) -> ExportPlace:
            return sealing.enter_place(session, checked, name, is_standing)

        self.run(work)


def add_place(context: AppContext, parent: QWidget) -> None:
    """Let the person choose a folder and add it; a folder that can't be one is refused."""
    title = QCoreApplication.translate("sealing", "Choose a folder for the sealed export")
    context.dialogs.choose_folder(
        parent, title, media_folder(), lambda folder: _check(context, parent, folder)
    )


def _check(context: AppContext, parent: QWidget, folder: Path) -> None:
    """Look at it beside the worker: a network drive may hang."""

    def planned(check: PlaceCheck) -> None:
        context.places.ask(parent, check.look, looked, refused)

    def looked(checked: CheckedPlace) -> None:
        AddPlaceDialog(context, parent, checked).open()

    def refused(error: VaultError) -> None:
        context.show_error(parent, error)

    context.ask(parent, lambda session: backup.plan_check(session, folder), planned)
