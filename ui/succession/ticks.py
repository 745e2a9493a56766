"""Boxes to tick in the plan's dialogs."""

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from ui.widgets.layouts import row


def at_left(boxes: Iterable[QCheckBox]) -> list[QHBoxLayout]:
    """A box is as wide as its words: it takes no click beside them."""
    return [row(box, None) for box in boxes]


def tick(text: str) -> QCheckBox:
    """Return a box of the least height that is easily hit."""
    box = QCheckBox(text)
    box.setMinimumHeight(32)
    return box
