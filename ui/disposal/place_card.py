"""The card of a place on the page of copies: how it stands, and that it no longer exists."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QPushButton

from ui.disposal.place_words import C, PlaceLine
from ui.widgets.buttons import button
from ui.widgets.labels import chip, label, strong
from ui.widgets.layouts import Item, card, row


def _tr(text: str) -> str:
    return QCoreApplication.translate("disposal", text)


def place_card(
    line: PlaceLine[C], gone: str, on_attest: Callable[[PlaceLine[C]], None], *, is_over: bool
) -> QFrame:
    """Return the card of a place; ``is_over`` says that nothing more is tried by itself.

    ``gone`` names, for screen readers, the button that says the place no longer exists.
    """
    head = row(strong(line.label), chip(line.state, line.kind), None, gap=12)
    items: list[Item] = [head, label(line.about, wrap=True)]
    if line.pending and (is_over or not line.is_reachable):
        items.append(row(_attest_button(gone, partial(on_attest, line)), None))
    return card(*items, gap=6)


def _attest_button(gone: str, on_attest: Callable[[], None]) -> QPushButton:
    attest = button(_tr("It no longer exists…"), on_attest)
    attest.setAccessibleName(gone)
    return attest
