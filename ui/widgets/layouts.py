"""Rows, columns and forms on the grid of 8 px."""

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.theme import grown
from ui.widgets.labels import label, set_role
from ui.widgets.properties import set_named

GAP, GROUP_GAP, PAGE_MARGIN, LABEL_GAP = 8, 24, 24, 4

Item = QWidget | QLayout | None
"""``None`` is a stretch."""


def row(*items: Item, gap: int = GAP) -> QHBoxLayout:
    """Return items side by side; ``None`` takes what room is left."""
    layout = QHBoxLayout()
    _fill(layout, items, gap)
    return layout


def column(*items: Item, gap: int = GAP) -> QVBoxLayout:
    """Return items one below the other; ``None`` takes what room is left."""
    layout = QVBoxLayout()
    _fill(layout, items, gap)
    return layout


def _fill(layout: QHBoxLayout | QVBoxLayout, items: tuple[Item, ...], gap: int) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)


def field_row(text: str, field: QWidget, hint: str = "") -> QVBoxLayout:
    """Return a field under its label, which names it for screen readers; "&" marks the key."""
    caption = QLabel(text)
    caption.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(text.replace("&", ""))
    layout = column(caption, field, gap=LABEL_GAP)
    if hint:
        field.setAccessibleDescription(hint)
        layout.addWidget(label(hint, "muted", wrap=True))
    return layout


def card(*items: Item, gap: int = GAP) -> QFrame:
    """Return a raised frame around items."""
    frame = QFrame()
    set_role(frame, "card")
    layout = column(*items, gap=gap)
    layout.setContentsMargins(16, 12, 16, 12)
    frame.setLayout(layout)
    return frame


def line_card(words: QLayout, *beside: QWidget) -> QFrame:
    """Return a raised frame around one line: words, which take the room, and what is beside."""
    from PySide6.QtCore import Qt  # as in ``set_named``: not for the lock window's own

    frame = QFrame()
    set_role(frame, "card")
    layout = row(words, *beside)
    layout.setStretch(0, 1)
    for one in beside:
        layout.setAlignment(one, Qt.AlignmentFlag.AlignVCenter)
    layout.setContentsMargins(16, 8, 12, 8)
    frame.setLayout(layout)
    return frame


def holder(layout: QLayout) -> QWidget:
    """Return a widget that only holds a layout."""
    widget = QWidget()
    set_role(widget, "plain")
    widget.setLayout(layout)
    return widget


def scrolling(content: QWidget) -> QScrollArea:
    """Return ``content`` in an area that scrolls down, without a frame and out of the tab order."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    set_named(area, horizontalScrollBarPolicy="ScrollBarAlwaysOff", focusPolicy="NoFocus")
    area.setWidget(content)
    return area


def scrolling_column(content: QLayout, width: int) -> QScrollArea:
    """Return ``content`` at most ``width`` wide, as ``grown``, in an area that scrolls down."""
    inner = holder(content)
    inner.setMaximumWidth(grown(width))
    return scrolling(inner)


def at_left(content: QLayout, width: int) -> QWidget:
    """Return ``content`` up to ``width`` wide, as ``grown``, at the left of the room there is."""
    inner = holder(content)
    inner.setMaximumWidth(grown(width))
    line = row(inner, gap=0)
    line.addStretch(0)
    line.setStretch(0, 1)
    return holder(line)
