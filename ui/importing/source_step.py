"""The file or folder; reading it happens on the way to the next page."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.documents.bringing import files_of
from ui.importing.answers import Answers
from ui.importing.planning import make_plan, read_source
from ui.importing.step import ImportStep
from ui.importing.words import source_question
from ui.widgets.buttons import button
from ui.widgets.labels import muted
from ui.widgets.layouts import card, row


class SourceStep(ImportStep):
    """Chosen in a dialog, or dropped on the page."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(context, answers, "", "")
        self.setAcceptDrops(True)
        self.place = QLineEdit()
        self.place.setReadOnly(True)
        self.place.setAccessibleName(self.tr("What was chosen"))
        self.place.setPlaceholderText(self.tr("Nothing chosen yet"))
        self.choose_button = button("", self._on_choose)
        self._drop = muted("", wrap=True)
        self.content.addWidget(self._build_card())
        self.content.addStretch(1)

    def _build_card(self) -> QFrame:
        line = row(self.place, self.choose_button)
        line.setStretch(0, 1)
        inner = QVBoxLayout()
        inner.setSpacing(8)
        inner.addLayout(line)
        inner.addWidget(self._drop)
        return card(inner)

    @property
    def is_complete(self) -> bool:
        """Whether something was chosen."""
        return self.answers.path is not None

    @property
    def next_text(self) -> str:
        """What happens next is that it is read."""
        return self.tr("Read the folder") if self.answers.brings_notes else self.tr("Read the file")

    def first_focus(self) -> QWidget | None:
        """The way to choose, until something is."""
        return self.choose_button if self.answers.path is None else None

    def enter(self) -> None:
        """Ask for what the kind needs."""
        kind, is_folder = self.answers.kind, self.answers.brings_notes
        if kind is None:
            return
        self.head.setText(source_question(kind))
        self.lead.setText(
            self.tr(
                "Folders in it are read too. The files stay where they are; delete them yourself"
                " when they are no longer needed."
            )
            if is_folder
            else self.tr("The file stays where it is; delete it when it is no longer needed.")
        )
        self.choose_button.setText(
            self.tr("Choose a folder…") if is_folder else self.tr("Choose a file…")
        )
        self._drop.setText(
            self.tr("Or drop the folder here.") if is_folder else self.tr("Or drop the file here.")
        )
        self._show_path()

    def _show_path(self) -> None:
        self.place.setText(str(self.answers.path) if self.answers.path else "")
        self.changed.emit()

    def _on_choose(self) -> None:
        place = QStandardPaths.StandardLocation.DocumentsLocation
        start = Path(QStandardPaths.writableLocation(place))
        title = self.head.text()
        if self.answers.brings_notes:
            self.context.dialogs.choose_folder(self, title, start, lambda one: self.take([one]))
        else:
            self.context.dialogs.choose_files(self, title, start, self.take)

    def take(self, chosen: list[Path]) -> None:
        """Take what was chosen or dropped; an import has one source."""
        if not chosen:
            return
        self.answers.path, self.answers.content = chosen[0], None
        self.answers.forget_plan()
        words = self.tr("One at a time: “%1” was taken.").replace("%1", chosen[0].name)
        self.notice.say(words if len(chosen) > 1 else "", "attention")
        self._show_path()

    def proceed(self, then: Callable[[], None]) -> None:
        """Read it, unless that was done before."""
        self.notice.say("")

        def planned() -> None:
            make_plan(self, then)

        answers = self.answers
        # What is in a table is planned once its columns are known, sessions once their past is.
        go_on = then if answers.is_table or answers.brings_sessions else planned
        if answers.content is None:
            read_source(self, go_on)
        elif answers.clients is not None:
            then()
        else:
            go_on()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        event.acceptProposedAction()
        self.take(files_of(event.mimeData()))
