"""What the pages of a wizard are made of."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout, QWidget

from ui.widgets.labels import label, muted, strong
from ui.widgets.layouts import Item, card, column, holder, row

INDENT_PX = 24
"""How far what belongs to a choice stands to the right of it."""
_LEAST_PX = 32


def choice(button: QAbstractButton, about: str, group: QButtonGroup | None = None) -> QVBoxLayout:
    """Return a radio button or tick box with what it means below it."""
    button.setMinimumHeight(_LEAST_PX)
    button.setAccessibleDescription(about)
    if group is not None:
        group.addButton(button)
    said = muted(about, wrap=True)
    said.setContentsMargins(INDENT_PX, 0, 0, 0)
    # As wide as its words: beside them a click would do nothing.
    return column(row(button, None), said, gap=0)


def fact_card(name: str, *lines: str) -> QFrame:
    """Return lines under a name."""
    items: list[Item] = [label(line, wrap=True) for line in lines]
    return card(strong(name), holder(column(*items, gap=4)), gap=4)


def copied_card(name: str, text: str) -> QFrame:
    """Return a fact that can be marked with the mouse and copied, as a folder's name is."""
    value = label(text, wrap=True)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return card(strong(name), value, gap=4)


def filled_anew(place: QVBoxLayout, cards: Sequence[QFrame], after: QWidget | None = None) -> None:
    """Show these cards in ``place`` and no others; their buttons come ``after`` it by keyboard."""
    while (old := place.takeAt(0)) is not None:
        widget = old.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    for one in cards:
        place.addWidget(one)
    # What is made later would come last, behind the buttons of the whole window.
    for act in (found for one in cards for found in one.findChildren(QAbstractButton)):
        if after is not None:
            QWidget.setTabOrder(after, act)
            after = act
