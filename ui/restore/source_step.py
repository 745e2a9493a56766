"""Where the backups are, and which one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui.backup.adding import media_folder
from ui.context import AppContext
from ui.restore.answers import RestoreAnswers
from ui.restore.presenter import found_words, newer_ahead, older_question, snapshot_line
from ui.restore.step import RestoreStep
from ui.widgets.buttons import button
from ui.widgets.labels import muted
from ui.widgets.layouts import column, holder, row
from vault.backup import service as backup
from vault.backup.model import SnapshotSummary
from vault.errors import VaultError

_LIST_PX = 148


class SourceStep(RestoreStep):
    """A folder is chosen; its backups are listed, newest first, the newest sound one chosen.

    Where a newer Casekeep made a later one, it asks before it goes on with an older one.
    """

    def __init__(self, context: AppContext, answers: RestoreAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Restore from a backup"),
            self.tr(
                "A vault is made anew from a backup, in a new folder. The backup stays as it is,"
                " and so does any other vault. Have your recovery sheet at hand."
            ),
        )
        self._found: list[SnapshotSummary] = []
        self.place = QLineEdit()
        self.place.setReadOnly(True)
        self.place.setPlaceholderText(self.tr("No folder chosen yet"))
        self.place.setAccessibleName(self.tr("Stick or folder with the backups"))
        self.choose_button = button(self.tr("&Choose…"), self._on_choose)
        self.list = QListWidget()
        self.list.setProperty("role", "results")
        self.list.setAccessibleName(self.tr("Backups found, newest first"))
        self.list.setMinimumHeight(_LIST_PX)
        self.list.currentRowChanged.connect(lambda _: self.changed.emit())
        self._build()

    def _build(self) -> None:
        chosen = row(self.place, self.choose_button)
        chosen.setStretch(0, 1)
        caption = muted(self.tr("Stick or folder with the backups"))
        self.content.insertLayout(2, column(caption, chosen, gap=4))
        heading = muted(self.tr("Backups found, newest first"))
        self._backups = holder(column(heading, self.list, gap=4))
        self._backups.hide()
        self.content.addWidget(self._backups)
        self.content.addStretch(1)

    @property
    def is_complete(self) -> bool:
        """A sound backup is chosen."""
        return self._chosen is not None

    @property
    def _chosen(self) -> SnapshotSummary | None:
        place = self.list.currentRow()
        if not 0 <= place < len(self._found) or not self._found[place].is_sound:
            return None
        return self._found[place]

    def first_focus(self) -> QWidget | None:
        """The button that chooses, then the list."""
        return self.list if self._found else self.choose_button

    def _on_choose(self) -> None:
        title = self.tr("Choose the stick or folder with the backups")
        start = self.answers.source or media_folder()
        self.context.dialogs.choose_folder(self, title, start, self.look_into)

    def look_into(self, folder: Path) -> None:
        """List the backups in a folder."""
        self.answers.source = folder
        self.place.setText(str(folder))
        self.notice.say(self.tr("Looking for backups…"))
        self.context.files.ask(
            self, lambda: backup.find_snapshots(folder), self._on_found, self._on_none
        )

    def _on_found(self, found: list[SnapshotSummary]) -> None:
        self._show(found)
        self.notice.say(*found_words(found))
        self.list.setFocus()

    def _on_none(self, error: VaultError) -> None:
        self._show([])
        self.say_error(error)
        self.choose_button.setFocus()

    def _show(self, found: list[SnapshotSummary]) -> None:
        self._found = found
        self.list.clear()
        for one in found:
            item = QListWidgetItem(snapshot_line(one))
            if not one.is_sound:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self._backups.setVisible(bool(found))
        sound = [place for place, one in enumerate(found) if one.is_sound]
        if sound:
            self.list.setCurrentRow(sound[0])
        self.changed.emit()

    def proceed(self, then: Callable[[], None]) -> None:
        """Keep the backup that was chosen."""
        chosen = self._chosen

        def keep() -> None:
            self.answers.snapshot = chosen
            self.answers.takes_older = False  # said of another backup, if at all
            then()

        if chosen is not None and newer_ahead(self._found):
            self.context.dialogs.confirm(self, older_question(chosen.number), keep)
        else:
            keep()
