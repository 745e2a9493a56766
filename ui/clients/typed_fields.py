"""Fields for what is typed about a client: one line, a few lines, one of several words."""

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TypeVar

from PySide6.QtWidgets import QComboBox, QLineEdit

from ui.notes.section_field import SectionField
from ui.widgets.line_field import LineField

E = TypeVar("E", bound=Enum)

_LINES = 3


def line_field(text: str, placeholder: str = "") -> QLineEdit:
    """Return a field for one line."""
    field = LineField(text)
    field.setPlaceholderText(placeholder)
    field.setCursorPosition(0)
    return field


def text_field(text: str, lines: int = _LINES) -> SectionField:
    """Return a field for a few lines; Tab goes on to the next field."""
    return SectionField("", text, lines)


def choice_field(members: Iterable[E], name: Callable[[E], str], chosen: E) -> QComboBox:
    """Return a choice of one; ``currentData`` is the member."""
    field = QComboBox()
    for member in members:
        field.addItem(name(member), member)
        if member is chosen:
            field.setCurrentIndex(field.count() - 1)
    return field
