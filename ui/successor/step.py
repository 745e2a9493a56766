"""A page of opening an export."""

from ui.context import AppContext
from ui.successor.answers import SuccessorAnswers
from ui.wizard.step import WizardStep


class SuccessorStep(WizardStep):
    """Knows what was answered on the pages before, and the export that is held."""

    def __init__(
        self, context: AppContext, answers: SuccessorAnswers, heading: str, lead: str
    ) -> None:
        super().__init__(context, heading, lead)
        self.answers = answers
        self.held = answers.held
