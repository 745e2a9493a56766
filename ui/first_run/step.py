"""A page of the first run."""

from ui.context import AppContext
from ui.first_run.answers import Answers
from ui.wizard.step import WizardStep


class Step(WizardStep):
    """Knows what was answered on the pages before."""

    def __init__(self, context: AppContext, answers: Answers, heading: str, lead: str) -> None:
        super().__init__(context, heading, lead)
        self.answers = answers
