"""Taking custody, and its receipt."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.successor.answers import SuccessorAnswers, Way
from ui.successor.presenter import step_words
from ui.successor.receipt_words import receipt
from ui.successor.step import SuccessorStep
from ui.widgets.layouts import column, holder
from ui.widgets.notice import Notice
from ui.wizard.parts import copied_card
from ui.wizard.work_panel import WorkPanel
from ui.worker import Token
from vault.custody import service as custody
from vault.custody.model import CustodyReport
from vault.errors import Cancelled, VaultError


class RunStep(SuccessorStep):
    """Begins on entering. ``is_running`` until it ended, well or not."""

    is_last = True

    def __init__(self, context: AppContext, answers: SuccessorAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Taking custody"),
            self.tr(
                "Everything is read, copied under your own keys, and checked before it counts."
            ),
        )
        self._token = Token()
        self.is_running = False
        self.work = WorkPanel(self.tr("Taking custody"), self._on_stop)
        self._facts = column(gap=8)
        self.content.addWidget(self.work)
        self.content.addWidget(holder(self._facts))
        self.content.addStretch(1)

    @property
    def is_wanted(self) -> bool:
        """Whether custody was chosen."""
        return self.answers.way_on is Way.CUSTODY

    @property
    def is_complete(self) -> bool:
        """Whether there is a vault."""
        return self.answers.report is not None

    @property
    def is_busy(self) -> bool:
        """Whether it is under way."""
        return self.is_running

    @property
    def can_leave(self) -> bool:
        """Whether it failed or was stopped."""
        return not self.is_running and not self.is_complete

    @property
    def next_text(self) -> str:
        """On to the vault, which is unlocked as on every day."""
        return self.tr("Go to the vault")

    def first_focus(self) -> QWidget | None:
        """The way to give it up: what was made is removed then."""
        return self.work.stop_button if self.is_running else None

    def enter(self) -> None:
        """Take custody, on the thread for files: there is no session yet."""
        answers, files, keyring = self.answers, self.context.files, self.context.keyring
        plan = answers.plan
        if plan is None:
            raise RuntimeError("the sheet comes before the vault")
        self._token, self.is_running = Token(), True
        self.notice.say("")
        self.work.begin(self.tr("Beginning…"))
        opened = [answers.held.opened[one] for one in answers.taken]
        into, practice, way = answers.folder, answers.practice, answers.way
        progress = files.progress(self._token, files.report_to(self, self._on_progress))
        files.ask(
            self,
            lambda: custody.take(opened, into, plan, practice, way, keyring, progress=progress),
            self._on_taken,
            self._on_failed,
        )
        self.changed.emit()

    def _on_stop(self) -> None:
        self._token.cancel()

    def call_off(self) -> None:
        """End it; nothing of it is left."""
        self._token.cancel()

    def _on_progress(self, name: str, done: int, total: int) -> None:
        self.work.step(step_words(name, done, total), done, total)

    def _on_taken(self, report: CustodyReport) -> None:
        self.is_running, self.answers.report = False, report
        self.work.end()
        self.head.setText(self.tr("The records are in your custody"))
        self.lead.setText(
            self.tr(
                "Casekeep starts anew now, so that nothing of the cards stays in its memory, and"
                " asks for what opens your vault. Then it shows what to do first."
            )
        )
        text, kind = self.tr("The vault was opened once with its key, and it holds."), "good"
        if report.lost:
            text, kind = self.tr("It holds, but not every file was whole: see below."), "attention"
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
