"""The restore itself, and its receipt."""

from ui.context import AppContext
from ui.restore.answers import RestoreAnswers
from ui.restore.presenter import older_question, receipt, step_words
from ui.widgets.notice import Notice
from ui.wizard.act_step import ActStep
from vault.backup import service as backup
from vault.backup.model import RestoreReport
from vault.errors import NewerSnapshot, VaultError


class RunStep(ActStep):
    """Begins on entering."""

    def __init__(self, context: AppContext, answers: RestoreAnswers) -> None:
        super().__init__(
            context,
            self.tr("Restoring"),
            self.tr("Everything is read, checked, and opened once before it counts."),
            step_words,
        )
        self.answers = answers

    @property
    def next_text(self) -> str:
        """On to the work."""
        return self.tr("Open the vault")

    def enter(self) -> None:
        """Restore."""
        answers, keyring = self.answers, self.context.keyring
        chosen, way, typed = answers.chosen.folder, answers.proof, answers.typed
        into, daily, older = answers.folder, answers.daily, answers.takes_older
        self.run(
            lambda progress: backup.restore_vault(
                chosen, way, typed, into, daily, keyring, takes_older=older, progress=progress
            ),
            self._on_restored,
        )

    def on_failed(self, error: VaultError) -> None:
        """Say so; where only a newer Casekeep can read it, ask what shall be done."""
        super().on_failed(error)
        if isinstance(error, NewerSnapshot) and error.older is not None:
            self.context.dialogs.confirm(self, older_question(error.older), self._take_older)

    def _take_older(self) -> None:
        self.answers.takes_older = True
        self.enter()

    def _on_restored(self, report: RestoreReport) -> None:
        self.answers.report = report
        text, kind = self.tr("It was opened once with its new key, and it holds."), "good"
        if report.lost:
            text, kind = self.tr("It holds, but not everything came back: see below."), "attention"
        self.facts.addWidget(Notice(self.context.theme, text, kind, self))
        self.end_well(self.tr("The vault is restored"), "", receipt(report))
