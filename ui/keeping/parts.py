"""What the tab is made of: a heading with its button, and cards below it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.keeping.presenter import Entry
from ui.widgets.elided import ElidedLabel
from ui.widgets.labels import chip, label, muted, section
from ui.widgets.layouts import card, column, holder, row
from ui.wizard.parts import filled_anew

_HEADING = 1.0


class Part(QWidget):
    """One group of the tab. ``add_button`` begins what the cards then show."""

    def __init__(self, heading: str, empty: str, *acts: QPushButton) -> None:
        super().__init__()
        self.add_button = acts[0]
        self.cards: Sequence[QFrame] = ()
        self._empty = muted(empty, wrap=True)
        self._place = QVBoxLayout()
        self._place.setSpacing(8)
        head = row(section(heading), None, *acts)
        self.setLayout(column(head, self._empty, self._place, gap=8))
        self.setAccessibleName(heading)

    def show_cards(self, cards: Sequence[QFrame]) -> None:
        """Show these and no others; who was at work in one finds the cursor on the button."""
        focused = self.window().focusWidget()
        had_focus = bool(focused) and any(one.isAncestorOf(focused) for one in self.cards)
        self.cards = cards
        filled_anew(self._place, cards, self.add_button)
        self._empty.setVisible(not cards and bool(self._empty.text()))
        if had_focus:
            self.add_button.setFocus()


def entry_card(entry: Entry, *acts: QPushButton) -> QFrame:
    """Return an entry with what can be done about it."""
    heading = ElidedLabel(_HEADING)
    heading.say(entry.heading)
    head = row(heading, None)
    if entry.chip:
        head.addWidget(chip(entry.chip, entry.chip_kind))
    said = [label(line, wrap=True) for line in entry.lines]
    beside = [muted(line, wrap=True) for line in entry.asides]
    frame = card(head, holder(column(*said, *beside, gap=4)), gap=4)
    layout = frame.layout()
    if acts and isinstance(layout, QVBoxLayout):
        layout.addSpacing(4)
        layout.addLayout(row(*acts, None))
    frame.setAccessibleName(" · ".join((entry.heading, entry.chip)))
    return frame
