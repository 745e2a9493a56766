"""Over a client's documents: the files that were on their way when the vault was locked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui.context import AppContext
from ui.documents import left_out
from ui.documents.left_out import LeftOutOfRecord
from ui.documents.left_out_words import left_out_words, names_text
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row
from ui.widgets.notice import Notice
from ui.worker import Token
from vault.errors import VaultError
from vault.ids import ClientId

_MOST_LINES = 6


class LeftOutPanel(QWidget):
    """Hidden where every file got in. It stands until it is dismissed."""

    dismissed = Signal()
    """It went, and with it the button that had the focus."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._left: LeftOutOfRecord | None = None
        self._asked = Token()
        self.notice = Notice(context.theme, parent=self)
        self.names = QPlainTextEdit()
        self.names.setReadOnly(True)
        self.names.setTabChangesFocus(True)
        self.names.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.names.setAccessibleName(self.tr("Files that are not in the record yet"))
        self.dismiss_button = button(self.tr("Dismiss"), self._on_dismiss)
        self.dismiss_button.setAccessibleName(
            self.tr("Dismiss: files that are not in the record yet")
        )
        acts = row(self.dismiss_button, None)
        self.setLayout(column(self.notice, self.names, acts, gap=8))
        self.hide()

    def show_client(self, client_id: ClientId) -> None:
        """Show what did not get into this client's record."""
        self.forget()
        self._context.ask(
            self,
            lambda session: left_out.of_client(session, client_id),
            self._show,
            _leave_it,
            self._asked,
        )

    def forget(self) -> None:
        """Show nothing: another record is being opened."""
        self._asked.cancel()
        self._asked, self._left = Token(), None
        self.names.clear()
        self.hide()

    def _show(self, left: LeftOutOfRecord | None) -> None:
        self._left = left
        if left is None:
            return
        self.notice.say(left_out_words(left), "attention")
        self.names.setPlainText(names_text(left))
        lines = min(len(left.files), _MOST_LINES) + 1
        self.names.setFixedHeight(lines * self.names.fontMetrics().lineSpacing() + 16)
        self.show()

    def _on_dismiss(self) -> None:
        left = self._left
        if left is not None:
            self._context.ask(self, lambda session: left_out.dismiss(session, left))
        self.hide()
        self.dismissed.emit()


def _leave_it(_: VaultError) -> None:
    """The list below says what is wrong; this stands again when it is read next."""
