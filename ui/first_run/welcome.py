"""What is about to happen, before anything does."""

from ui.context import AppContext
from ui.first_run.answers import Answers
from ui.first_run.step import Step
from ui.widgets.labels import label, strong
from ui.widgets.layouts import card


class WelcomeStep(Step):
    """Five minutes, a printer or a pen, and what comes of it."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("A new vault"),
            self.tr("This takes about five minutes. Have a printer ready, or a pen and paper."),
        )
        for head, text in self._parts():
            self.content.addWidget(card(strong(head), label(text, wrap=True), gap=4))
        self.content.addStretch(1)

    def _parts(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                self.tr("Your practice and a place"),
                self.tr(
                    "Who you are, as it stands on your records, and the folder where the vault "
                    "will be. It stays on this computer; there is no account and no server."
                ),
            ),
            (
                self.tr("A short passphrase"),
                self.tr("You type it each time. Your computer's keyring holds the other half."),
            ),
            (
                self.tr("A recovery sheet on paper"),
                self.tr(
                    "It opens the vault when the computer or the passphrase is gone. Nobody, we "
                    "included, can open it without the sheet, so the vault is made only once you "
                    "have it in your hand."
                ),
            ),
        )
