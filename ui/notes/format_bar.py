"""Buttons for the little Markdown there is: bold, italic, heading, list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.notes.section_field import SectionField
from ui.theme import Theme
from ui.widgets.buttons import icon_button
from ui.widgets.layouts import row


class FormatBar(QWidget):
    """Acts on the field that was written in last."""

    def __init__(self, theme: Theme, fields: Sequence[SectionField]) -> None:
        super().__init__()
        self._field = fields[0]
        for field in fields:
            field.installEventFilter(self)
        marks: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
            ("bold", self.tr("Bold"), "Ctrl+B", lambda: self._field.surround("**")),
            ("italic", self.tr("Italic"), "Ctrl+I", lambda: self._field.surround("*")),
            ("heading", self.tr("Heading"), "Ctrl+Alt+H", lambda: self._field.begin_lines("## ")),
            ("list", self.tr("List"), "Ctrl+Alt+L", lambda: self._field.begin_lines("- ")),
        )
        self.buttons = []
        for icon, name, keys, act in marks:
            one = icon_button(theme, icon, name, self._then_focus(act))
            one.setToolTip(f"{name}  ({keys})")
            # Reached by their keys; Tab goes from section to section.
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.buttons.append(one)
            self._bind(fields, keys, act)
        self.setLayout(row(*self.buttons, gap=0))

    def _bind(self, fields: Sequence[SectionField], keys: str, act: Callable[[], None]) -> None:
        # Not the button's own shortcut: that clicks 0.1 s later, when more has been typed.
        for field in fields:
            shortcut = QShortcut(QKeySequence(keys), field)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def _then_focus(self, act: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            act()
            self._field.setFocus()

        return run

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember which field was written in last."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, SectionField):
            self._field = watched
        return False
