"""A page of a wizard: one question, and what will happen in one sentence."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import AppContext
from ui.errors import words_for
from ui.widgets.labels import muted, title
from ui.widgets.layouts import GAP
from ui.widgets.notice import Notice
from vault.errors import Cancelled, VaultError


class WizardStep(QWidget):
    """Pages build into ``content``; ``changed`` says that ``is_complete`` may have."""

    changed = Signal()
    answered = Signal()
    """As ``changed``, and the focus goes to the button that goes on."""
    is_wide = False
    """Whether the page takes the whole width, as a table needs."""
    is_last = False
    """Whether the button that goes on ends the wizard here."""

    def __init__(self, context: AppContext, heading: str, lead: str) -> None:
        super().__init__()
        self.context = context
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
        """Whether what was answered so far has this question."""
        return True

    @property
    def is_counted(self) -> bool:
        """Whether it is known on this page how many there are."""
        return True

    @property
    def is_complete(self) -> bool:
        """Whether the button that goes on may be pressed."""
        return True

    @property
    def is_busy(self) -> bool:
        """Whether work is under way that ``call_off`` ends."""
        return False

    @property
    def can_leave(self) -> bool:
        """Whether there is a way back or out. Not from a receipt, unless the act failed."""
        return not self.is_last

    @property
    def can_go_back(self) -> bool:
        """Whether the page before it can be seen again. Not after an act that stands."""
        return True

    @property
    def next_text(self) -> str:
        """What the primary button says."""
        return self.tr("Next")

    def first_focus(self) -> QWidget | None:
        """Return where the page begins to be worked on; ``None`` is the button that goes on."""
        return None

    def enter(self) -> None:
        """The page came to the front; earlier answers may have changed."""

    def write_down(self) -> None:
        """The person goes on; write it into the answers."""

    def proceed(self, then: Callable[[], None]) -> None:
        """The person goes on: do what that needs, and call ``then`` if it went well."""
        self.write_down()
        then()

    def call_off(self) -> None:
        """End the work under way, and leave nothing of it."""

    def forget(self) -> None:
        """The wizard closes; empty what is secret."""

    def say_error(self, error: VaultError) -> None:
        """Say on the page what went wrong; a cancelled act says nothing."""
        if not isinstance(error, Cancelled):
            self.notice.say(words_for(error).body, "danger")
