"""What will be done, before it is."""

from PySide6.QtWidgets import QFrame

from ui import wording
from ui.context import AppContext
from ui.successor.answers import SuccessorAnswers, Way
from ui.successor.presenter import number_words, part_name
from ui.successor.step import SuccessorStep
from ui.widgets.layouts import column, holder
from ui.wizard.parts import fact_card, filled_anew
from vault.sealing.part_model import Part


class SummaryStep(SuccessorStep):
    """Parts, custodian, place, and how it will be opened."""

    def __init__(self, context: AppContext, answers: SuccessorAnswers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Take custody"),
            self.tr(
                "The records and documents are copied into your vault and checked. Inherited"
                " records can be read there, not changed. The export stays as it is. You can stop"
                " at any time; nothing is left then."
            ),
        )
        self._facts = column(gap=8)
        self.content.addWidget(holder(self._facts))
        self.content.addStretch(1)

    @property
    def is_wanted(self) -> bool:
        """Whether custody was chosen."""
        return self.answers.way_on is Way.CUSTODY

    @property
    def next_text(self) -> str:
        """The act."""
        return self.tr("Take custody")

    def enter(self) -> None:
        """Say it anew."""
        answers = self.answers
        parts = [
            f"{part_name(one)} · {number_words(answers.held.opened[one].number)}"
            for one in answers.taken
        ]
        ways = self.tr("%1, or your recovery sheet")
        cards = (
            fact_card(self.tr("What is taken"), *parts),
            *self._left(),
            fact_card(self.tr("Who keeps the records"), answers.practice.practitioner),
            fact_card(self.tr("The vault's new folder"), str(answers.folder)),
            fact_card(
                self.tr("What will open it"),
                ways.replace("%1", wording.new_way(answers.way.kind)),
            ),
        )
        filled_anew(self._facts, cards)

    def _left(self) -> list[QFrame]:
        """Psychotherapy notes that stay where they are, though the cards open them."""
        taken = self.answers.taken
        left = [
            part_name(one)
            for one in self.held.opened
            if one.content is Part.PSYCHOTHERAPY and one not in taken
        ]
        return [fact_card(self.tr("What stays sealed in the export"), *left)] if left else []
