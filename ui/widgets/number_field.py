"""Fields for numbers and times that look like the others."""

from typing import TypeVar

from PySide6.QtWidgets import QAbstractSpinBox, QSpinBox

_Field = TypeVar("_Field", bound=QAbstractSpinBox)
_INSET_PX = 8
"""The room at the sides of what stands in it: of this one the stylesheet's padding is none."""


def number_field(least: int, most: int) -> QSpinBox:
    """Return a field for a whole number from ``least`` to ``most``."""
    field = inset(QSpinBox())
    field.setRange(least, most)
    return field


def inset(field: _Field) -> _Field:
    """Give the field the room at its sides that others have, and return it."""
    field.lineEdit().setTextMargins(_INSET_PX, 0, _INSET_PX, 0)
    return field
