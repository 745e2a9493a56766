"""What will be done, before it is."""

from ui.context import AppContext
from ui.restore.answers import RestoreAnswers
from ui.restore.presenter import daily_words, snapshot_line
from ui.restore.step import RestoreStep
from ui.widgets.layouts import column, holder
from ui.wizard.parts import fact_card, filled_anew


class SummaryStep(RestoreStep):
    """Backup, place, and how it will be opened."""

    def __init__(self, context: AppContext, answers: RestoreAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Restore this backup"),
            self.tr(
                "The records and documents are copied under new keys, checked, and opened once."
                " The backup and every other vault stay as they are. You can stop at any time;"
                " nothing is left then."
            ),
        )
        self._facts = column(gap=8)
        self.content.addWidget(holder(self._facts))
        self.content.addStretch(1)

    @property
    def next_text(self) -> str:
        """The act."""
        return self.tr("Restore")

    def enter(self) -> None:
        """Say it anew."""
        answers = self.answers
        cards = (
            fact_card(self.tr("The backup"), snapshot_line(answers.chosen)),
            fact_card(self.tr("The vault's new folder"), str(answers.folder)),
            fact_card(self.tr("What will open it"), daily_words(answers)),
        )
        filled_anew(self._facts, cards)
