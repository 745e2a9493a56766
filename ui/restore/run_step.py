"""The restore itself, and its receipt."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QProgressBar

from ui.context import AppContext
from ui.restore.answers import RestoreAnswers
from ui.restore.presenter import receipt, step_words
from ui.restore.step import RestoreStep
from ui.widgets.buttons import button
from ui.widgets.labels import label, muted, strong
from ui.widgets.layouts import card, column, holder, row
from ui.widgets.notice import Notice
from ui.worker import Token
from vault.backup import service as backup
from vault.backup.model import RestoreReport
from vault.errors import Cancelled, VaultError

_MOST = 1000


class RunStep(RestoreStep):
    """Begins on entering. ``is_running`` until it ended, well or not."""

    def __init__(self, context: AppContext, answers: RestoreAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Restoring"),
            self.tr("Everything is read, checked, and opened once before it counts."),
        )
        self._token = Token()
        self.is_running = False
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Restoring"))
        self.working = muted()
        self.stop_button = button(self.tr("Stop"), self.stop)
        self._work = holder(column(self.working, self.bar, row(None, self.stop_button), gap=8))
        self._facts = column(gap=8)
        self.content.addWidget(self._work)
        self.content.addWidget(holder(self._facts))
        self.content.addStretch(1)

    @property
    def is_complete(self) -> bool:
        """Whether there is a vault."""
        return self.answers.report is not None

    @property
    def next_text(self) -> str:
        """On to the work."""
        return self.tr("Open the vault")

    def enter(self) -> None:
        """Restore, on the thread for files: there is no session yet."""
        answers, files, keyring = self.answers, self.context.files, self.context.keyring
        self._token, self.is_running = Token(), True
        self._show_working(True)
        self.stop_button.setFocus()
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

    def stop(self) -> None:
        """Give it up: what was made is removed."""
        self._token.cancel()
        self.stop_button.setEnabled(False)
        self.working.setText(self.tr("Stopping…"))

    def _on_progress(self, name: str, done: int, total: int) -> None:
        if not self._token.is_cancelled():
            self.working.setText(step_words(name, done, total))
        self.bar.setRange(0, _MOST if total else 0)
        self.bar.setValue(_MOST * done // total if total else 0)

    def _show_working(self, is_working: bool) -> None:
        self._work.setVisible(is_working)
        if is_working:
            self.notice.say("")
            self.working.setText(self.tr("Beginning…"))
            self.bar.setRange(0, 0)
            self.stop_button.setEnabled(True)

    def _on_restored(self, report: RestoreReport) -> None:
        self.is_running, self.answers.report = False, report
        self._show_working(False)
        self.head.setText(self.tr("The vault is restored"))
        self.lead.hide()
        text, kind = self.tr("It was opened once with its new key, and it holds."), "good"
        if report.lost:
            text, kind = self.tr("It holds, but not everything came back: see below."), "attention"
        self._facts.addWidget(Notice(self.context.theme, text, kind, self))
        for head, said in receipt(report):
            self._facts.addWidget(_fact(head, said))
        self.changed.emit()

    def _on_failed(self, error: VaultError) -> None:
        self.is_running = False
        self._show_working(False)
        if isinstance(error, Cancelled):
            self.notice.say(self.tr("Stopped. Nothing of it was left."))
        else:
            self.say_error(error)
        self.changed.emit()

    def forget(self) -> None:
        """Nobody waits for it any more."""
        self._token.cancel()


def _fact(head: str, text: str) -> QFrame:
    value = label(text, wrap=True)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return card(strong(head), value, gap=4)
