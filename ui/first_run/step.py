"""A page of the wizard: one question, and what will happen in one sentence."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.first_run.answers import Answers
from ui.widgets.labels import muted, set_role, title
from ui.widgets.layouts import GAP, PAGE_MARGIN, row, scrolling

_WIDTH = 560


class Step(QWidget):
    """Pages build into ``content``; ``changed`` says that ``is_complete`` may have."""

    changed = Signal()

    def __init__(self, context: AppContext, answers: Answers, heading: str, lead: str) -> None:
        super().__init__()
        self.context = context
        self.answers = answers
        self.heading = heading
        self.head = title(heading)
        self.head.setWordWrap(True)
        self.lead = muted(lead, wrap=True)
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(2 * GAP)
        self.content.addWidget(self.head)
        self.content.addWidget(self.lead)

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


def framed(step: Step) -> QScrollArea:
    """Return a page as a column of readable width in the middle, from the top."""
    step.setMaximumWidth(_WIDTH)
    outer = QWidget()
    set_role(outer, "plain")
    layout = row(None, step, None, gap=0)
    layout.setContentsMargins(PAGE_MARGIN, 2 * PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
    layout.setStretch(1, 1000)
    outer.setLayout(layout)
    return scrolling(outer)
