"""What will be done, before it is."""

from ui.context import AppContext
from ui.restore.answers import RestoreAnswers
from ui.restore.presenter import daily_words, snapshot_line
from ui.restore.step import RestoreStep
from ui.widgets.labels import label, strong
from ui.widgets.layouts import card, column, holder


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
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        answers = self.answers
        for head, text in (
            (self.tr("The backup"), snapshot_line(answers.chosen)),
            (self.tr("The vault's new folder"), str(answers.folder)),
            (self.tr("What will open it"), daily_words(answers)),
        ):
            self._facts.addWidget(card(strong(head), label(text, wrap=True), gap=4))
