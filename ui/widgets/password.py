"""A field for a secret, hidden unless its eye is pressed."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from ui.theme import Theme
from ui.widgets.properties import set_named

_HINTS = "ImhHiddenText|ImhSensitiveData|ImhNoAutoUppercase|ImhNoPredictiveText"


class PasswordField(QLineEdit):
    """Never keeps what was typed longer than needed: ``take`` reads and empties it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        set_named(self, inputMethodHints=_HINTS)
        self._eye = QAction(self.tr("Show what is typed"), self)
        self._eye.setCheckable(True)
        set_named(self._eye, shortcut="Alt+V", shortcutContext="WidgetShortcut")
        self._eye.toggled.connect(self._on_revealed)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        for eye_button in self.findChildren(QToolButton):
            eye_button.setAccessibleName(self.tr("Show what is typed"))
            eye_button.setToolTip(self.tr("Show what is typed (Alt+V)"))
        theme.changed.connect(self._tint)
        self._tint()

    def take(self) -> str:
        """Return what was typed and empty the field, with its undo history."""
        typed = self.text()
        self.clear()
        self._eye.setChecked(False)
        return typed

    def _on_revealed(self, is_revealed: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_revealed else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._tint()

    def _tint(self) -> None:
        self._eye.setIcon(self._theme.icon("eye-off" if self._eye.isChecked() else "eye"))
