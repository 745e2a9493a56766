"""What was found of the export: signature, completeness, number, each in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from ui.context import AppContext
from ui.successor.answers import SuccessorAnswers
from ui.successor.presenter import step_words
from ui.successor.step import SuccessorStep
from ui.successor.verdict_words import Finding, findings, headline
from ui.widgets.layouts import column, holder
from ui.widgets.notice import Notice
from ui.wizard.parts import filled_anew
from ui.wizard.work_panel import WorkPanel
from ui.worker import Token
from vault.errors import Cancelled, VaultError
from vault.unsealing.model import Verdict


class VerdictStep(SuccessorStep):
    """Reads every byte once; who stops that goes on with what was seen by then."""

    def __init__(self, context: AppContext, answers: SuccessorAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Is it genuine, and whole?"),
            self.tr("Every file is read once and compared with what was signed."),
        )
        self._token = Token()
        self._is_checking = False
        self.work = WorkPanel(self.tr("Checking the export"), self._on_stop)
        self.understood = QCheckBox(self.tr("I have &read this, and go on to look"))
        self.understood.setMinimumHeight(32)
        self.understood.toggled.connect(lambda _: self.changed.emit())
        self.understood.hide()
        self._findings = column(gap=8)
        self.content.addWidget(self.work)
        self.content.addWidget(holder(self._findings))
        self.content.addWidget(self.understood)
        self.content.addStretch(1)

    @property
    def is_complete(self) -> bool:
        """All was read, and what is grave was understood."""
        if self._is_checking:
            return False
        return not self._is_grave or self.understood.isChecked()

    @property
    def is_counted(self) -> bool:
        """How many pages there are depends on what the cards open."""
        return False

    @property
    def is_busy(self) -> bool:
        """Whether it is being read."""
        return self._is_checking

    @property
    def _is_grave(self) -> bool:
        best = self.held.found.best
        return best is None or not best.is_signed

    def first_focus(self) -> QWidget | None:
        """The way to stop, while it is read."""
        return self.work.stop_button if self._is_checking else None

    def enter(self) -> None:
        """Read all of it, on the thread for files."""
        files = self.context.files
        self._token, self._is_checking = Token(), True
        self.notice.say("")
        self.understood.setChecked(False)
        self.understood.hide()
        filled_anew(self._findings, ())
        self.work.begin(self.tr("Reading the export…"))
        progress = files.progress(self._token, files.report_to(self, self._on_progress))
        files.ask(self, lambda: self.held.verify(progress), self._on_read, self._on_failed)

    def _on_progress(self, name: str, done: int, total: int) -> None:
        self.work.step(step_words(name, done, total), done, total)

    def _on_stop(self) -> None:
        self._token.cancel()

    def call_off(self) -> None:
        """End the reading."""
        self._token.cancel()

    def _on_read(self, _: Verdict) -> None:
        self._end()
        self.notice.say(*headline(self.held))

    def _on_failed(self, error: VaultError) -> None:
        self._end()
        if isinstance(error, Cancelled):
            text = self.tr(
                "Stopped. The documents were not read through; each is checked when it is opened."
            )
            self.notice.say(text, "attention")
        else:
            self.say_error(error)

    def _end(self) -> None:
        self._is_checking = False
        self.work.end()
        filled_anew(self._findings, [self._card(one) for one in findings(self.held)])
        self.understood.setVisible(self._is_grave)
        self.answered.emit()

    def _card(self, one: Finding) -> Notice:
        between = "\n" if "\n" in one.text else " "
        said = f"{one.heading}.{between}{one.text}"
        return Notice(self.context.theme, said, one.kind, self)

    def proceed(self, then: Callable[[], None]) -> None:
        """From here on what is open is read: the cards have done their work."""
        self.held.forget_cards()
        then()

    def forget(self) -> None:
        """Nobody waits for it any more."""
        self._token.cancel()
