"""A page of the disposal."""

from ui.context import AppContext
from ui.disposal.answers import Answers
from ui.wizard.step import WizardStep


class DisposalStep(WizardStep):
    """Knows the answers. ``is_destructive`` outlines the button that goes on in red."""

    is_destructive = False

    def __init__(self, context: AppContext, answers: Answers, heading: str, lead: str) -> None:
        super().__init__(context, heading, lead)
        self.answers = answers
