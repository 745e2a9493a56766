"""Over a form: what was typed into it before, and got nowhere, can be put back."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row
from ui.widgets.notice import Notice
from ui.wording import instant
from vault.forms.model import FormDraft


class DraftOffer(QWidget):
    """Hidden until there is something to offer. Nothing is lost by leaving it unanswered."""

    def __init__(
        self, context: AppContext, on_take: Callable[[], None], on_discard: Callable[[], None]
    ) -> None:
        super().__init__()
        self.notice = Notice(context.theme, parent=self)
        self.take_button = button(self.tr("Put it &back"), on_take)
        self.discard_button = button(self.tr("Discard what was typed"), on_discard)
        acts = row(self.take_button, self.discard_button, None)
        self.setLayout(column(self.notice, acts, gap=8))
        self.hide()

    def offer(self, draft: FormDraft) -> None:
        """Say that there is something, and since when."""
        text = self.tr("On %1 something was typed here that is not in the record yet.")
        self.notice.say(text.replace("%1", instant(draft.saved_at)))
        self.show()
