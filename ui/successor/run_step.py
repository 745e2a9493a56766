"""Taking custody, and its receipt."""

from __future__ import annotations

from ui.context import AppContext
from ui.successor.answers import SuccessorAnswers, Way
from ui.successor.presenter import step_words
from ui.successor.receipt_words import receipt
from ui.widgets.notice import Notice
from ui.wizard.act_step import ActStep
from vault.custody import service as custody
from vault.custody.model import CustodyReport


class RunStep(ActStep):
    """Begins on entering."""

    def __init__(self, context: AppContext, answers: SuccessorAnswers) -> None:
        super().__init__(
            context,
            self.tr("Taking custody"),
            self.tr(
                "Everything is read, copied under your own keys, and checked before it counts."
            ),
            step_words,
        )
        self.answers = answers

    @property
    def is_wanted(self) -> bool:
        """Whether custody was chosen."""
        return self.answers.way_on is Way.CUSTODY

    @property
    def next_text(self) -> str:
        """On to the vault, which is unlocked as on every day."""
        return self.tr("Go to the vault")

    def enter(self) -> None:
        """Take custody."""
        answers, keyring = self.answers, self.context.keyring
        plan = answers.plan
        if plan is None:
            raise RuntimeError("the sheet comes before the vault")
        opened = [answers.held.opened[one] for one in answers.taken]
        into, practice, way = answers.folder, answers.practice, answers.way
        self.run(
            lambda progress: custody.take(
                opened, into, plan, practice, way, keyring, progress=progress
            ),
            self._on_taken,
        )

    def _on_taken(self, report: CustodyReport) -> None:
        self.answers.report = report
        text, kind = self.tr("The vault was opened once with its key, and it holds."), "good"
        if report.lost:
            text, kind = self.tr("It holds, but not every file was whole: see below."), "attention"
        self.facts.addWidget(Notice(self.context.theme, text, kind, self))
        said = self.tr(
            "Casekeep starts anew now, so that nothing of the cards stays in its memory, and asks"
            " for what opens your vault. Then it shows what to do first."
        )
        self.end_well(self.tr("The records are in your custody"), said, receipt(report))
