"""A page of the way back."""

from ui.context import AppContext
from ui.restore.answers import RestoreAnswers
from ui.wizard.step import WizardStep


class RestoreStep(WizardStep):
    """Knows what was answered on the pages before."""

    def __init__(
        self, context: AppContext, answers: RestoreAnswers, heading: str, lead: str
    ) -> None:
        super().__init__(context, heading, lead)
        self.answers = answers
