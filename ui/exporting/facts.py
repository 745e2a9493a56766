"""Lines under a name, on a card."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.widgets.labels import label, strong
from ui.widgets.layouts import Item, card, column, holder


def fact_card(name: str, lines: Sequence[str]) -> QFrame:
    """Return lines under a name."""
    items: list[Item] = [label(line, wrap=True) for line in lines]
    return card(strong(name), holder(column(*items, gap=4)))


def filled_anew(place: QVBoxLayout, *cards: QFrame) -> None:
    """Show these cards in ``place`` and no others."""
    while (old := place.takeAt(0)) is not None:
        widget = old.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    for one in cards:
        place.addWidget(one)
