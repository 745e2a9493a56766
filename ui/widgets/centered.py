"""A narrow column in the middle of a window, that scrolls when the window is low."""

from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QWidget

from ui.theme import grown
from ui.widgets.labels import set_role
from ui.widgets.layouts import PAGE_MARGIN, Item, column, scrolling


def centered(*items: Item, width: int = 360, gap: int = 12) -> QScrollArea:
    """Return ``items`` below each other in a column ``width`` wide, as ``grown``, in the middle."""
    inner = QWidget()
    inner.setLayout(column(*items, gap=gap))
    inner.setMaximumWidth(grown(width))
    # Not taller than needed: the stretches above and below take the rest.
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    inner.setSizePolicy(policy)
    outer = QWidget()
    set_role(outer, "plain")
    grid = QGridLayout(outer)
    grid.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
    grid.setRowStretch(0, 1)
    grid.setRowStretch(2, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1000)
    grid.setColumnStretch(2, 1)
    grid.addWidget(inner, 1, 1)
    return scrolling(outer)
