"""Facts in two columns, selectable, under a heading with its acts beside."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.clients.presenter import Fact
from ui.theme import grown
from ui.widgets.labels import label, muted, section
from ui.widgets.layouts import GAP, card, holder, row

_NAME_PX = 150


def facts_card(heading: str, facts: Sequence[Fact], empty: str, *acts: QWidget) -> QWidget:
    """Return a card; ``empty`` says what belongs here while there is nothing."""
    frame = card(row(section(heading), None, *acts), gap=GAP)
    layout = frame.layout()
    if layout is not None:
        layout.addWidget(facts_grid(facts) if facts else muted(empty, wrap=True))
    return frame


def facts_grid(facts: Sequence[Fact]) -> QWidget:
    """Return the facts, a line each: what it is, and what is known of it."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, grown(_NAME_PX))
    grid.setColumnStretch(1, 1)
    for place, fact in enumerate(facts):
        name, text = muted(fact.name, wrap=True), label(fact.text, wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(f"{fact.name}: {fact.text}")
        grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text, place, 1)
    return holder(grid)
