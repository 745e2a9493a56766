"""A page of the wizard: one question, and what will happen in one sentence."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.errors import words_for
from ui.exporting.answers import Answers
from ui.widgets.labels import muted, title
from ui.widgets.layouts import GAP, column, row
from ui.widgets.notice import Notice
from vault.errors import Cancelled, VaultError

_INDENT_PX = 24
_LEAST_PX = 32


class ExportStep(QWidget):
    """Pages build into ``content``; ``changed`` says that ``is_complete`` may have."""

    changed = Signal()
    is_last = False

    def __init__(self, context: AppContext, answers: Answers, heading: str, lead: str) -> None:
        super().__init__()
        self.context = context
        self.answers = answers
        self.head = title(heading)
        self.head.setWordWrap(True)
        self.lead = muted(lead, wrap=True)
        self.notice = Notice(context.theme, parent=self)
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(2 * GAP)
        for widget in (self.head, self.lead, self.notice):
            self.content.addWidget(widget)

    @property
    def is_wanted(self) -> bool:
        """Whether this export has this question."""
        return True

    @property
    def is_complete(self) -> bool:
        """Whether the button that goes on may be pressed."""
        return True

    @property
    def next_text(self) -> str:
        """What the primary button says."""
        return self.tr("Next")

    def enter(self) -> None:
        """The page came to the front; earlier answers may have changed."""

    def proceed(self, then: Callable[[], None]) -> None:
        """The person goes on: do what that needs, and call ``then`` if it went well."""
        then()

    def forget(self) -> None:
        """The wizard closes; empty what is secret."""

    def first_focus(self) -> QWidget | None:
        """Return where the page begins to be worked on; ``None`` is the button that goes on."""
        return None

    def say_error(self, error: VaultError) -> None:
        """Say on the page what went wrong; a cancelled act says nothing."""
        if not isinstance(error, Cancelled):
            self.notice.say(words_for(error).body, "danger")


def choice(button: QAbstractButton, about: str, group: QButtonGroup | None = None) -> QVBoxLayout:
    """Return a radio button or tick box with what it means below it."""
    button.setMinimumHeight(_LEAST_PX)
    button.setAccessibleDescription(about)
    if group is not None:
        group.addButton(button)
    said = muted(about, wrap=True)
    said.setContentsMargins(_INDENT_PX, 0, 0, 0)
    # As wide as its words: beside them a click would do nothing.
    return column(row(button, None), said, gap=0)
