"""The restore itself, and its receipt."""

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.restore.answers import RestoreAnswers
from ui.restore.presenter import receipt, step_words
from ui.restore.step import RestoreStep
from ui.widgets.layouts import column, holder
from ui.widgets.notice import Notice
from ui.wizard.parts import copied_card
from ui.wizard.work_panel import WorkPanel
from ui.worker import Token
from vault.backup import service as backup
from vault.backup.model import RestoreReport
from vault.errors import Cancelled, VaultError


class RunStep(RestoreStep):
    """Begins on entering. ``is_running`` until it ended, well or not."""

    is_last = True

    def __init__(self, context: AppContext, answers: RestoreAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Restoring"),
            self.tr("Everything is read, checked, and opened once before it counts."),
        )
        self._token = Token()
        self.is_running = False
        self.work = WorkPanel(self.tr("Restoring"), self._on_stop)
        self._facts = column(gap=8)
        self.content.addWidget(self.work)
        self.content.addWidget(holder(self._facts))
        self.content.addStretch(1)

    @property
    def is_complete(self) -> bool:
        """Whether there is a vault."""
        return self.answers.report is not None

    @property
    def can_leave(self) -> bool:
        """Whether it failed or was stopped."""
        return not self.is_running and not self.is_complete

    @property
    def next_text(self) -> str:
        """On to the work."""
        return self.tr("Open the vault")

    def enter(self) -> None:
        """Restore, on the thread for files: there is no session yet."""
        answers, files, keyring = self.answers, self.context.files, self.context.keyring
        self._token, self.is_running = Token(), True
        self.notice.say("")
        self.work.begin(self.tr("Beginning…"))
        chosen, way, typed = answers.chosen.folder, answers.proof, answers.typed
        into, daily = answers.folder, answers.daily
        progress = files.progress(self._token, files.report_to(self, self._on_progress))
        files.ask(
            self,
            lambda: backup.restore_vault(
                chosen, way, typed, into, daily, keyring, progress=progress
            ),
            self._on_restored,
            self._on_failed,
        )
        self.changed.emit()

    def first_focus(self) -> QWidget | None:
        """The way to give it up: what was made is removed then."""
        return self.work.stop_button if self.is_running else None

    def _on_stop(self) -> None:
        self._token.cancel()

    def _on_progress(self, name: str, done: int, total: int) -> None:
        self.work.step(step_words(name, done, total), done, total)

    def _on_restored(self, report: RestoreReport) -> None:
        self.is_running, self.answers.report = False, report
        self.work.end()
        self.head.setText(self.tr("The vault is restored"))
        self.lead.hide()
        text, kind = self.tr("It was opened once with its new key, and it holds."), "good"
        if report.lost:
            text, kind = self.tr("It holds, but not everything came back: see below."), "attention"
        self._facts.addWidget(Notice(self.context.theme, text, kind, self))
        for head, said in receipt(report):
            self._facts.addWidget(copied_card(head, said))
        self.changed.emit()

    def _on_failed(self, error: VaultError) -> None:
        self.is_running = False
        self.work.end()
        if isinstance(error, Cancelled):
            self.notice.say(self.tr("Stopped. Nothing of it was left."))
        else:
            self.say_error(error)
        self.changed.emit()

    def forget(self) -> None:
        """Nobody waits for it any more."""
        self._token.cancel()
