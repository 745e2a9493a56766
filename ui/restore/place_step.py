"""Where the restored vault will be: a new folder, never over anything."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.context import AppContext
from ui.first_run.answers import is_usable_name
from ui.restore.answers import RestoreAnswers
from ui.restore.step import RestoreStep
from ui.widgets.buttons import button
from ui.widgets.labels import muted
from ui.widgets.layouts import column, field_row, row
from vault.keys import service as keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a place is like for a vault."""

    folder: Path = field(repr=False)
    is_taken: bool = False
    is_synced: bool = False
    is_on_network: bool = False
    is_with_backups: bool = False


class PlaceStep(RestoreStep):
    """Refuses a folder that exists; warns of synced folders, network drives, the stick itself."""

    def __init__(self, context: AppContext, answers: RestoreAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Where the vault will be"),
            self.tr("A new folder is made on this computer. Nothing is ever written over."),
        )
        self._ground: Ground | None = None
        self.name = QLineEdit()
        self.place = QLineEdit(str(answers.place))
        self.place.setReadOnly(True)
        self.choose_button = button(self.tr("&Choose…"), self._on_choose)
        hint = self.tr("The lock window goes on showing the name that the vault was given.")
        self.content.insertLayout(2, field_row(self.tr("&Name of the folder"), self.name, hint))
        place_row = row(self.place, self.choose_button)
        place_row.setStretch(0, 1)
        caption = muted(self.tr("Folder it will be in"))
        self.place.setAccessibleName(self.tr("Folder it will be in"))
        self.content.insertLayout(3, column(caption, place_row, gap=4))
        self.content.addStretch(1)
        self.name.textChanged.connect(self._look)

    @property
    def is_complete(self) -> bool:
        """A usable name that was looked at and is free."""
        is_usable = is_usable_name(self.name.text())
        return is_usable and self._ground is not None and not self._ground.is_taken

    def first_focus(self) -> QWidget | None:
        """The name."""
        return self.name

    def enter(self) -> None:
        """Propose the vault's own name."""
        if not self.name.text():
            name = self.answers.chosen.name
            self.name.setText(name if is_usable_name(name) else self.tr("Restored vault"))
        self._look()

    def write_down(self) -> None:
        """Keep name and place."""
        self.answers.name = self.name.text().strip()
        self.answers.place = Path(self.place.text())

    def _on_choose(self) -> None:
        title = self.tr("Where the vault will be")
        self.context.dialogs.choose_folder(self, title, self.answers.place, self._on_chosen)

    def _on_chosen(self, place: Path) -> None:
        self.place.setText(str(place))
        self._look()

    def _look(self) -> None:
        self._ground = None
        if is_usable_name(self.name.text()):
            self.write_down()
            folder, source = self.answers.folder, self.answers.source
            self.context.files.ask(self, lambda: look(folder, source), self._on_looked)
        else:
            text = self.tr('A name has 1 to 60 characters and none of < > : " / \\ | ? *')
            self.notice.say(text if self.name.text().strip() else "", "attention")
        self.changed.emit()

    def _on_looked(self, ground: Ground) -> None:
        if ground.folder == self.answers.folder:
            self._ground = ground
            self.notice.say(*self._words(ground))
            self.changed.emit()

    def _words(self, ground: Ground) -> tuple[str, str]:
        if ground.is_taken:
            return self.tr(
                "There is already a folder of that name. Nothing is written over it. Choose another"
                " name or place."
            ), "danger"
        if ground.is_with_backups:
            return self.tr(
                "This is where the backups are. The vault you work in should lie on this"
                " computer's own disk."
            ), "attention"
        if ground.is_synced:
            return self.tr(
                "This folder is copied by a sync service, which keeps old copies that a disposal"
                " cannot reach. Choose a folder that stays on this computer; a synced folder is"
                " good for backups."
            ), "attention"
        if ground.is_on_network:
            return self.tr(
                "This folder is on a network drive. When the connection drops, the vault closes,"
                " and others may read its files. Choose a folder on this computer; a network drive"
                " is good for backups."
            ), "attention"
        return "", "info"


def look(folder: Path, source: Path | None) -> Ground:
    """Look what a place is like; may wait for a drive, so not on the window's thread."""
    return Ground(
        folder=folder,
        is_taken=folder.exists(),
        is_synced=keys.is_synced(folder),
        is_on_network=keys.is_on_network(folder),
        is_with_backups=source is not None and folder.is_relative_to(source),
    )
