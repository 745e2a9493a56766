"""Where the file will lie; then the act."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.context import AppContext
from ui.exporting import presenter
from ui.exporting.answers import Answers, Place
from ui.exporting.planning import look_at
from ui.exporting.step import ExportStep
from ui.exporting.writing import Writing
from ui.widgets.buttons import button
from ui.widgets.layouts import card, row
from vault.errors import Cancelled, StepUpRequired, VaultError
from vault.exports import service
from vault.exports.model import Caution, Written


class WhereStep(ExportStep):
    """What lies in plain is said with the folder's name before it is written."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Where shall it lie?"),
            self.tr("One file. It appears whole, or not at all."),
        )
        self.place = QLineEdit()
        self.place.setReadOnly(True)
        self.place.setAccessibleName(self.tr("The file"))
        self.place.setPlaceholderText(self.tr("Nothing chosen yet"))
        self.choose_button = button(self.tr("&Choose where…"), self._on_choose)
        self._writing: Writing | None = None
        line = row(self.place, self.choose_button)
        line.setStretch(0, 1)
        self.content.addWidget(card(line))
        self.content.addStretch(1)

    @property
    def is_busy(self) -> bool:
        """Whether the file is being written."""
        return self._writing is not None

    @property
    def is_complete(self) -> bool:
        """Whether a place was chosen, and nothing is under way."""
        return self.answers.place is not None and not self.is_busy

    @property
    def next_text(self) -> str:
        """The act by its object."""
        plan = self.answers.plan
        return presenter.act_words(plan) if plan is not None else self.tr("Export")

    def first_focus(self) -> QWidget | None:
        """The way to choose, until something is."""
        return self.choose_button if self.answers.place is None else None

    def enter(self) -> None:
        """Show what was chosen before, with what is to be heard about it."""
        self._show(self.answers.place)

    def _on_choose(self) -> None:
        plan = self.answers.plan
        if plan is None:
            return
        name = service.suggested_name(plan)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        start = Path(QStandardPaths.writableLocation(documents)) / name
        kind = self.tr("Export (*%1)").replace("%1", Path(name).suffix)
        self.context.dialogs.choose_save(
            self,
            self.head.text(),
            start,
            kind,
            lambda chosen: look_at(self.context, self, plan, chosen, self._on_looked),
        )

    def _on_looked(self, place: Place) -> None:
        self.answers.place = place
        self._show(place)
        self.answered.emit()

    def _show(self, place: Place | None) -> None:
        self.place.setText(str(place.path) if place else "")
        self.place.setToolTip(self.place.text())
        self.place.setCursorPosition(len(self.place.text()))
        is_plain = place is not None and Caution.PLAINTEXT in place.cautions
        words = presenter.place_warning(place) if place else ""
        self.notice.say(words, "danger" if is_plain else "attention")

    def proceed(self, then: Callable[[], None]) -> None:
        """Write it; a proof that went stale meanwhile is asked for again."""
        plan, place = self.answers.plan, self.answers.place
        if plan is None or place is None or self.is_busy:
            return

        def done(written: Written) -> None:
            self._end()
            self.answers.written = written
            then()

        def failed(error: VaultError) -> None:
            self._end()
            if isinstance(error, StepUpRequired):
                self.context.step_up(self, lambda: self.proceed(then))
            else:
                self._say_failed(error)

        self._writing = Writing(self.context, self, plan)
        self._writing.begin(place, done, failed)
        self._show_busy()

    def call_off(self) -> None:
        """End what is being written, and leave nothing of it."""
        if self._writing is not None:
            self._writing.call_off()

    def _end(self) -> None:
        self._writing = None
        self._show_busy()

    def _show_busy(self) -> None:
        self.choose_button.setEnabled(not self.is_busy)
        self.changed.emit()

    def _say_failed(self, error: VaultError) -> None:
        if isinstance(error, Cancelled):
            words = self.tr("Cancelled. Nothing was left behind. The audit log has that it began.")
            self.notice.say(words)
        else:
            self.say_error(error)
