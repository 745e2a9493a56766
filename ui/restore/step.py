"""A page of the way back; some need an answer of the vault's files before the next."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.errors import words_for
from ui.first_run.step import Step
from ui.restore.answers import RestoreAnswers
from ui.widgets.notice import Notice
from vault.errors import VaultError


class RestoreStep(Step):
    """``notice`` stands under the lead and says what is wrong."""

    def __init__(
        self, context: AppContext, answers: RestoreAnswers, heading: str, lead: str
    ) -> None:
        super().__init__(context, answers, heading, lead)
        self.answers: RestoreAnswers = answers
        self.notice = Notice(context.theme, parent=self)
        self.content.addWidget(self.notice)

    def proceed(self, then: Callable[[], None]) -> None:
        """The person goes on; call ``then`` if that may be."""
        self.leave()
        then()

    def first_focus(self) -> QWidget | None:
        """Return where the page begins to be worked on; ``None`` is the button that goes on."""
        return None

    def say_error(self, error: VaultError) -> None:
        """Say on the page what is wrong."""
        self.notice.say(words_for(error).body, "danger")
