"""A page of the wizard: one question, and what will happen in one sentence."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import AppContext
from ui.first_run.answers import Answers
from ui.widgets.labels import muted, title
from ui.widgets.layouts import GAP


class Step(QWidget):
    """Pages build into ``content``; ``changed`` says that ``is_complete`` may have."""

    changed = Signal()

    def __init__(self, context: AppContext, answers: Answers, heading: str, lead: str) -> None:
        super().__init__()
        self.context = context
        self.answers = answers
        self.heading = heading
        head = title(heading)
        head.setWordWrap(True)
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(2 * GAP)
        self.content.addWidget(head)
        self.content.addWidget(muted(lead, wrap=True))

    @property
    def is_complete(self) -> bool:
        """Whether "Next" may be pressed."""
        return True

    @property
    def next_text(self) -> str:
        """What the primary button says."""
        return self.tr("Next")

    def enter(self) -> None:
        """The page came to the front; earlier answers may have changed."""

    def leave(self) -> None:
        """The person goes on; write into ``answers``."""

    def forget(self) -> None:
        """The person leaves the wizard; empty what is secret."""
