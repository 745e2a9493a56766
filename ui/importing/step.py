"""A page of the wizard: one question, and what will happen in one sentence."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import AppContext
from ui.errors import words_for
from ui.importing.answers import Answers
from ui.widgets.labels import muted, title
from ui.widgets.layouts import GAP
from ui.widgets.notice import Notice
from vault.errors import Cancelled, VaultError


class ImportStep(QWidget):
    """Pages build into ``content``; ``changed`` says that ``is_complete`` may have."""

    changed = Signal()
    is_wide = False
    """Whether the page takes the whole width, as a table needs."""
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
        self.content.setSpacing(GAP if self.is_wide else 2 * GAP)
        for widget in (self.head, self.lead, self.notice):
            self.content.addWidget(widget)

    @property
    def is_wanted(self) -> bool:
        """Whether this import has this question."""
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

    def first_focus(self) -> QWidget | None:
        """Return where the page begins to be worked on; ``None`` is the button that goes on."""
        return None

    def say_error(self, error: VaultError) -> None:
        """Say on the page what went wrong; a cancelled act says nothing."""
        if not isinstance(error, Cancelled):
            self.notice.say(words_for(error).body, "danger")
