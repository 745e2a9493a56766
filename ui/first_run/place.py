"""The vault's name and its folder."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.context import AppContext
from ui.first_run.answers import Answers, is_usable_name
from ui.first_run.step import Step
from ui.widgets.buttons import button
from ui.widgets.labels import muted
from ui.widgets.layouts import column, field_row, row
from vault.keys import service as keys


class PlaceStep(Step):
    """Warns of a synced folder or network drive and refuses one that exists.

    All are looked up on the worker.
    """

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Name and place of the vault"),
            self.tr("A folder of this name will be made. Everything in it is encrypted."),
        )
        self.name = QLineEdit(self.tr("My practice"))
        self.place = QLineEdit(str(answers.place))
        self.place.setReadOnly(True)
        self.choose_button = button(self.tr("&Choose…"), self._on_choose)
        self._is_taken = False
        hint = self.tr("It is shown on the lock window: choose one that says nothing of a client.")
        self.content.addLayout(field_row(self.tr("&Name of the vault"), self.name, hint))
        place_row = row(self.place, self.choose_button)
        place_row.setStretch(0, 1)
        caption = muted(self.tr("Folder it will be in"))
        caption.setBuddy(self.place)
        self.place.setAccessibleName(self.tr("Folder it will be in"))
        self.content.addLayout(column(caption, place_row, gap=4))
        self.content.addWidget(self.notice)
        self.content.addStretch(1)
        self.name.textChanged.connect(self._look)

    @property
    def is_complete(self) -> bool:
        """A usable name that is not taken."""
        return is_usable_name(self.name.text()) and not self._is_taken

    def first_focus(self) -> QWidget:
        """The name."""
        return self.name

    def enter(self) -> None:
        """Look at the place proposed."""
        self.name.selectAll()
        self._look()

    def write_down(self) -> None:
        """Keep name and place."""
        self.answers.name = self.name.text().strip()
        self.answers.place = Path(self.place.text())

    def _on_choose(self) -> None:
        self.context.dialogs.choose_folder(
            self, self.tr("Where the vault will be"), Path.home(), self._on_chosen
        )

    def _on_chosen(self, place: Path) -> None:
        self.place.setText(str(place))
        self._look()

    def _look(self) -> None:
        if not is_usable_name(self.name.text()):
            self._is_taken = False
            self._say_name()
            self.changed.emit()
            return
        self.write_down()
        folder = self.answers.folder
        self.context.worker.ask(
            self,
            lambda: (
                folder,
                folder.exists(),
                keys.is_synced(folder),
                keys.is_on_network(folder),
            ),
            self._on_looked,
        )
        self.changed.emit()

    def _say_name(self) -> None:
        text = self.tr('A name has 1 to 60 characters and none of < > : " / \\ | ? *')
        self.notice.say(text if self.name.text().strip() else "", "attention")

    def _on_looked(self, found: tuple[Path, bool, bool, bool]) -> None:
        folder, self._is_taken, is_synced, is_on_network = found
        if folder != self.answers.folder:
            return
        if self._is_taken:
            text = self.tr(
                "There is already a folder of that name. Nothing is written over it. Choose "
                "another name or place."
            )
            self.notice.say(text, "danger")
        elif is_synced:
            text = self.tr(
                "This folder is copied by a sync service, which keeps old copies that a disposal "
                "cannot reach. Choose a folder that stays on this computer; a synced folder is "
                "good for backups."
            )
            self.notice.say(text, "attention")
        elif is_on_network:
            text = self.tr(
                "This folder is on a network drive. When the connection drops, the vault closes, "
                "and others may read its files. Choose a folder on this computer; a network drive "
                "is good for backups."
            )
            self.notice.say(text, "attention")
        else:
            self.notice.say("")
        self.changed.emit()
