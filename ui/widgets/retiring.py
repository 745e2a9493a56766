"""Taking many widgets away: out of sight at once, deleted a few at a time.

Deleting one takes a third of a millisecond; fifty in a row would be felt.
"""

from collections.abc import Sequence

import shiboken6
from PySide6.QtWidgets import QWidget

from ui.turns import Steps, take_turns

_A_TURN = 4


def retire(stack: QWidget, widgets: Sequence[QWidget]) -> None:
    """Hide ``stack``, delete ``widgets`` that stand in it turn by turn, and it at last."""
    stack.hide()
    layout = stack.layout()
    if layout is not None:
        # Else each that goes would have all that are left arranged anew.
        shiboken6.delete(layout)
    take_turns(stack, _delete_all(stack, widgets))


def _delete_all(stack: QWidget, widgets: Sequence[QWidget]) -> Steps:
    for place, widget in enumerate(widgets, start=1):
        widget.deleteLater()
        if place % _A_TURN == 0:
            yield
    stack.deleteLater()
