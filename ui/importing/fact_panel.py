"""What there is to say about one entry of a dry run, and what can be chosen for it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from ui.clients.presenter import Fact
from ui.widgets.labels import label, muted, section, strong
from ui.widgets.layouts import GAP, Item, column, holder, scrolling

PANEL_PX = 340


class FactPanel(QWidget):
    """Filled anew for each entry; the choices stand above the facts."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(PANEL_PX)
        self._place = QVBoxLayout()
        self._filled: QWidget | None = None
        inner = holder(column(self._place, None))
        layout = column(scrolling(inner))
        self.setLayout(layout)

    def fill(self, items: Sequence[Item]) -> None:
        """Show these and nothing of the entry before."""
        self.empty()
        stack = column(*items, gap=GAP)
        stack.setContentsMargins(0, 0, 12, 0)
        self._filled = holder(stack)
        self._place.addWidget(self._filled)

    def empty(self) -> None:
        """Show nothing."""
        old, self._filled = self._filled, None
        if old is not None:
            self._place.removeWidget(old)
            old.hide()
            old.deleteLater()


def heading(text: str, aside: str) -> list[Item]:
    """Return who an entry is, and where it stands."""
    head = section(text)
    head.setWordWrap(True)
    return [column(head, muted(aside, wrap=True), gap=2)]


def remarks(said: Sequence[tuple[str, str]]) -> list[Item]:
    """Return findings: each a sentence and its tone."""
    return [label(text, tone, wrap=True) for text, tone in said]


def facts(title: str, found: Sequence[Fact]) -> list[Item]:
    """Return facts under a title; nothing where there are none."""
    if not found:
        return []
    lines: list[Item] = [strong(title)]
    for fact in found:
        name = [muted(fact.name)] if fact.name else []
        lines.append(column(*name, label(fact.text, wrap=True), gap=0))
    return lines


def radio(group: QButtonGroup, number: int, text: str, *, is_on: bool) -> QRadioButton:
    """Return one choice of a group."""
    made = QRadioButton(text)
    made.setMinimumHeight(28)
    # A long name is cut off rather than the whole panel.
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    made.setToolTip(text)
    group.addButton(made, number)
    made.setChecked(is_on)
    return made
