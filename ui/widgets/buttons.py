"""Buttons by their weight. One primary button a page."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton

from ui.theme import Theme
from ui.widgets.labels import set_role

_SMALLEST_PX, _IN_LINE_PX = 32, 116


def button(text: str, on_click: Callable[[], None] | None = None, role: str = "") -> QPushButton:
    """Return an ordinary button; ``role`` is "primary", "danger", "link" or nothing."""
    result = QPushButton(text)
    _dress(result, role, on_click)
    return result


def _dress(result: QPushButton, role: str, on_click: Callable[[], None] | None) -> None:
    result.setMinimumHeight(_SMALLEST_PX)
    result.setAutoDefault(role == "primary")
    set_role(result, role)
    if on_click is not None:
        result.clicked.connect(lambda: on_click())


class LineButton(QPushButton):
    """The button of a line: those below each other have one width, but where a word needs more."""

    def __init__(self, text: str = "", on_click: Callable[[], None] | None = None) -> None:
        super().__init__(text)
        _dress(self, "", on_click)

    def sizeHint(self) -> QSize:
        """Return the width that the column has, or what the words need if that is more."""
        return super().sizeHint().expandedTo(QSize(_IN_LINE_PX, 0))


def primary(text: str, on_click: Callable[[], None] | None = None) -> QPushButton:
    """Return the one button that goes on."""
    return button(text, on_click, "primary")


def danger(text: str, on_click: Callable[[], None] | None = None) -> QPushButton:
    """Return a button that destroys; its text names the object. It never has focus first."""
    return button(text, on_click, "danger")


def link(text: str, on_click: Callable[[], None] | None = None) -> QPushButton:
    """Return a quiet button that reads like a link."""
    return button(text, on_click, "link")


def open_or_shut(result: QPushButton, why_shut: str, hint: str = "") -> None:
    """Let a button be pressed, or say why not: by the pointer, and to screen readers."""
    result.setEnabled(not why_shut)
    result.setToolTip(why_shut or hint)
    result.setAccessibleDescription(why_shut)


def icon_button(
    theme: Theme,
    icon: str,
    name: str,
    on_click: Callable[[], None] | None = None,
    shortcut: str = "",
) -> QToolButton:
    """Return a button that shows an icon alone; ``name`` is said by screen readers and tooltips."""
    result = QToolButton()
    result.setAccessibleName(name)
    result.setToolTip(f"{name}  {shortcut}" if shortcut else name)
    result.setMinimumSize(_SMALLEST_PX, _SMALLEST_PX)
    result.setIconSize(QSize(18, 18))
    tinted(result, theme, icon)
    if shortcut:
        result.setShortcut(QKeySequence(shortcut))
    if on_click is not None:
        result.clicked.connect(lambda: on_click())
    return result


def tinted(
    result: QPushButton | QToolButton, theme: Theme, icon: str, token: str = "muted"
) -> None:
    """Give a button an icon that follows the theme; a second call gives it another."""
    for old in result.findChildren(_Tint):
        old.setParent(None)
        old.deleteLater()
    _Tint(result, theme, icon, token)


class _Tint(QObject):
    """A child of the button, so that Qt forgets the connection with it."""

    def __init__(
        self, target: QPushButton | QToolButton, theme: Theme, icon: str, token: str
    ) -> None:
        super().__init__(target)
        self._target, self._theme, self._icon, self._token = target, theme, icon, token
        theme.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        self._target.setIcon(self._theme.icon(self._icon, self._token))
