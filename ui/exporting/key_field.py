"""Somebody's public key, checked as it is typed or pasted."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.context import AppContext
from ui.errors import words_for
from ui.theme import mono
from ui.widgets.labels import muted
from ui.widgets.layouts import column, field_row
from ui.worker import Token
from vault.errors import VaultError
from vault.exports import service
from vault.exports.model import ToRecipient

_KEY_LINES = 3
_PADDING_PX = 24


def _tr(text: str) -> str:
    return QCoreApplication.translate("exporting", text)


class KeyField(QWidget):
    """``changed`` says that ``is_good`` may have; a key with line breaks in it is as good."""

    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.is_good = False
        self._asked = Token()
        self.key = QPlainTextEdit()
        self.key.setFont(mono())
        self.key.setTabChangesFocus(True)
        self.key.setPlaceholderText("age1…")
        line = self.key.fontMetrics().lineSpacing()
        self.key.setFixedHeight(_KEY_LINES * line + _PADDING_PX)
        self.verdict = muted(" ", wrap=True)
        self.setLayout(column(field_row(_tr("The public ke&y"), self.key), self.verdict))
        self.key.textChanged.connect(self._on_key)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.key.toPlainText()

    def _on_key(self) -> None:
        self.is_good = False
        self._asked.cancel()
        self._asked = Token()
        self.verdict.setText(" ")
        typed = ToRecipient(self.text)
        if typed.text.strip():
            self._context.worker.ask(
                self,
                lambda: service.check_protection(typed),
                lambda _: self._on_checked(None),
                self._on_checked,
                self._asked,
            )
        self.changed.emit()

    def _on_checked(self, error: VaultError | None) -> None:
        self.is_good = error is None
        good = _tr("A whole public key, with no letter mistyped.")
        self.verdict.setText(good if error is None else words_for(error).text)
        self.changed.emit()
