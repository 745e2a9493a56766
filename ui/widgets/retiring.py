"""Taking many widgets away: out of sight at once, deleted a few at a time.

Deleting one takes a third of a millisecond; fifty in a row would be felt.
"""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

_A_TURN = 4
_BETWEEN_TURNS_MS = 1


def retire(stack: QWidget, widgets: Sequence[QWidget]) -> None:
    """Hide ``stack``, delete ``widgets`` that stand in it turn by turn, and it at last."""
    stack.hide()
    layout = stack.layout()
    if layout is not None:
        # Else each that goes would have all that are left arranged anew.
        shiboken6.delete(layout)
    _delete_some(stack, list(widgets))


def _delete_some(stack: QWidget, left: list[QWidget]) -> None:
    for widget in left[:_A_TURN]:
        widget.deleteLater()
    rest = left[_A_TURN:]
    if rest:
        QTimer.singleShot(_BETWEEN_TURNS_MS, stack, lambda: _delete_some(stack, rest))
    else:
        stack.deleteLater()
