"""A banner that says one thing, with an icon so that color is never alone."""

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.theme import Theme
from ui.widgets.labels import label, set_role
from ui.widgets.layouts import row

_ICONS = {
    "info": ("info", "accent"),
    "attention": ("triangle-alert", "attention"),
    "danger": ("circle-alert", "danger"),
    "good": ("circle-check", "good"),
}


class Notice(QFrame):
    """One sentence or two above a page. ``kind``: "info", "attention", "danger" or "good"."""

    def __init__(
        self, theme: Theme, text: str = "", kind: str = "info", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = kind
        self._mark = QLabel()
        self._text = label("", wrap=True)
        layout = row(self._mark, self._text, gap=10)
        layout.setStretch(1, 1)
        layout.setContentsMargins(12, 10, 12, 10)
        self.setLayout(layout)
        theme.changed.connect(self._tint)
        self.say(text, kind)

    @property
    def text(self) -> str:
        """What the banner says now."""
        return self._text.text()

    def say(self, text: str, kind: str = "info") -> None:
        """Say something else; an empty text hides the banner."""
        self._kind = kind
        self._text.setText(text)
        self.setAccessibleName(text)
        set_role(self, f"notice-{kind}")
        self._tint()
        self._show_or_hide(bool(text))

    def _show_or_hide(self, has_text: bool) -> None:
        # A widget that is not in a window yet would become a window of its own.
        if not has_text or self.parentWidget() is not None:
            self.setVisible(has_text)
        else:
            from PySide6.QtCore import Qt  # as in ``set_named``: not for the lock window's own

            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)

    def _tint(self) -> None:
        icon, token = _ICONS[self._kind]
        self._mark.setPixmap(self._theme.picture(icon, token, 18))
