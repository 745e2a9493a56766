"""Said when starting a note marked its session as held; can be undone while the note is open."""

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.widgets.buttons import button
from ui.widgets.layouts import row
from ui.widgets.notice import Notice
from ui.wording import clock_time, short_day
from vault.clients import care_sessions
from vault.clients.model import CareSession


class HeldLine(QWidget):
    """Hidden until a note is open whose session was planned before the note was started."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._before: CareSession | None = None
        self.notice = Notice(context.theme, parent=self)
        self.undo_button = button(self.tr("Undo"), self._on_undo)
        self.undo_button.setAccessibleName(self.tr("Undo: mark the session as planned again"))
        layout = row(self.notice, self.undo_button)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.hide()

    def say(self, before: CareSession | None) -> None:
        """Say of a session, as it was before, that it is held now; ``None`` hides the line."""
        self._before = before
        if before is not None:
            text = self.tr("The session of %1 is marked as held, for its note is being written.")
            self.notice.say(text.replace("%1", _when(before)))
        self.setVisible(before is not None)

    def _on_undo(self) -> None:
        before = self._before
        if before is not None:
            self._context.ask(
                self,
                lambda session: care_sessions.change(session, before.id, before.details),
                lambda _: self.say(None),
            )


def _when(one: CareSession) -> str:
    day, at = short_day(one.details.day), one.details.starts_at
    return f"{day}, {clock_time(at)}" if at else day
