"""Where the export is, and what it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from ui.backup.adding import media_folder
from ui.context import AppContext
from ui.successor.answers import SuccessorAnswers
from ui.successor.presenter import step_words, what_it_is
from ui.successor.step import SuccessorStep
from ui.widgets.buttons import button
from ui.widgets.labels import muted
from ui.widgets.layouts import column, holder, row
from ui.wizard.parts import fact_card, filled_anew
from ui.wizard.work_panel import WorkPanel
from ui.worker import Token
from vault.errors import NotAnExport, VaultError
from vault.unsealing import service as unsealing
from vault.unsealing.model import Verdict

_LIST_PX = 96


class SourceStep(SuccessorStep):
    """A folder or a ZIP file is chosen and looked at; where several lie, one of them is."""

    def __init__(self, context: AppContext, answers: SuccessorAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("You were asked to take over"),
            self.tr(
                "Take the stick, the folder or the ZIP file that you were given, and the cards."
                " Nothing in it is changed, however often you try, and nothing is sent anywhere."
                " There is no hurry on this page."
            ),
        )
        self._token = Token()
        self._found: tuple[Path, ...] = ()
        self.is_looking = False
        self.place = QLineEdit()
        self.place.setReadOnly(True)
        self.place.setPlaceholderText(self.tr("Nothing chosen yet"))
        self.place.setAccessibleName(self.tr("Where the sealed export is"))
        self.folder_button = button(self.tr("Choose a stick or &folder…"), self._on_folder)
        self.zip_button = button(self.tr("Choose a &ZIP file…"), self._on_zip)
        self.list = QListWidget()
        self.list.setProperty("role", "results")
        self.list.setAccessibleName(self.tr("Exports found there"))
        self.list.setMaximumHeight(_LIST_PX)
        self.list.currentRowChanged.connect(self._on_row)
        self.work = WorkPanel(self.tr("Looking at the export"), self._on_stop)
        self._build()

    def _build(self) -> None:
        caption = muted(self.tr("Where the sealed export is"))
        buttons = row(self.folder_button, self.zip_button, None)
        self.content.insertLayout(2, column(caption, self.place, buttons))
        several = muted(self.tr("Several exports lie there. Choose the one for your card."))
        self._several = holder(column(several, self.list, gap=4))
        self._several.hide()
        self._facts = column(gap=8)
        self.content.addWidget(self._several)
        self.content.addWidget(self.work)
        self.content.addWidget(holder(self._facts))
        self.content.addStretch(1)

    @property
    def is_complete(self) -> bool:
        """An export was looked at, and some part of it is there."""
        verdict = self.held.verdict
        return not self.is_looking and verdict is not None and verdict.best is not None

    @property
    def is_busy(self) -> bool:
        """Whether it is being looked at."""
        return self.is_looking

    @property
    def is_counted(self) -> bool:
        """How many pages there are depends on what the cards open."""
        return False

    def first_focus(self) -> QWidget | None:
        """The first button, until something was chosen."""
        return None if self.is_complete else self.folder_button

    def _on_folder(self) -> None:
        title = self.tr("Choose the stick or folder with the sealed export")
        self.context.dialogs.choose_folder(self, title, self._start, self.look_into)

    def _on_zip(self) -> None:
        title = self.tr("Choose the ZIP file with the sealed export")
        self.context.dialogs.choose_files(
            self, title, self._start, lambda chosen: self.look_into(chosen[0])
        )

    @property
    def _start(self) -> Path:
        return media_folder()

    def look_into(self, path: Path) -> None:
        """Find what lies at a place, and look at it if it is one export."""
        self.place.setText(str(path))
        self.notice.say("")
        self._several.hide()
        self._show_facts(None)
        self._begin()
        self.context.files.ask(
            self, lambda: unsealing.find_exports(path), self._on_exports, self._on_failed
        )

    def _on_exports(self, found: tuple[Path, ...]) -> None:
        self._found = found
        if not found:
            self._on_failed(NotAnExport())
        elif len(found) == 1:
            self._look(found[0])
        else:
            self._end()
            self._offer(found)

    def _offer(self, found: tuple[Path, ...]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([one.name for one in found])
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)
        self._several.show()
        self.list.setFocus()

    def _on_row(self, place: int) -> None:
        if 0 <= place < len(self._found):
            self._look(self._found[place])

    def _begin(self) -> None:
        self._token.cancel()
        self._token = Token()
        self.is_looking = True
        self.work.begin(self.tr("Looking at what is there…"))
        self.changed.emit()

    def _look(self, path: Path) -> None:
        self._begin()
        self.notice.say("")
        files = self.context.files
        progress = files.progress(self._token, files.report_to(self, self._on_progress))
        files.ask(
            self,
            lambda: self.held.take(path, progress),
            self._on_looked,
            self._on_failed,
        )

    def _on_progress(self, name: str, done: int, total: int) -> None:
        self.work.step(step_words(name, done, total), done, total)

    def _on_stop(self) -> None:
        self._token.cancel()

    def call_off(self) -> None:
        """End the look."""
        self._token.cancel()

    def _end(self) -> None:
        self.is_looking = False
        self.work.end()
        self.changed.emit()

    def _on_looked(self, verdict: Verdict) -> None:
        self._end()
        self._show_facts(verdict)
        if verdict.best is None:
            text = self.tr(
                "There are files of a sealed export here, but no part that could be opened."
                " Look for another copy, on another stick or with another holder."
            )
            self.notice.say(text, "danger")
        else:
            self.answered.emit()

    def _show_facts(self, verdict: Verdict | None) -> None:
        facts = () if verdict is None or verdict.best is None else what_it_is(verdict)
        filled_anew(self._facts, [fact_card(head, text) for head, text in facts])

    def _on_failed(self, error: VaultError) -> None:
        self._end()
        self.say_error(error)
        self.folder_button.setFocus()

    def proceed(self, then: Callable[[], None]) -> None:
        """On to the cards."""
        then()

    def forget(self) -> None:
        """Nobody waits for it any more."""
        self._token.cancel()
