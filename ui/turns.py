"""Doing much in turns of the event loop: keys and clicks come between.

There is one queue for the whole program. Two timers that are due together fire in the same turn,
and what they do would add up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from importlib import import_module
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from ui.loaded_code import parts_of

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

Steps = Generator[None, None, None]

_BETWEEN_TURNS_MS = 1
"""Not 0: that is done in the same turn, before the keys and clicks that wait."""
_LOADING_S = 0.003
"""After so many seconds of a turn no further module is begun; the largest alone takes ten ms."""
_waiting: deque[tuple[QObject, Steps]] = deque()


def take_turns(owner: QObject, steps: Steps) -> None:
    """Run ``steps`` to its first ``yield`` now, and from each to the next in a turn of its own.

    It ends early when ``owner`` is deleted, or when somebody who could not wait ran the rest.
    """
    for _ in steps:
        _waiting.append((owner, steps))
        if len(_waiting) == 1:
            QTimer.singleShot(_BETWEEN_TURNS_MS, _on_turn)
        return


def _on_turn() -> None:
    owner, steps = _waiting.popleft()
    if _waiting:
        # Before the step: one that raises holds up none but its own.
        QTimer.singleShot(_BETWEEN_TURNS_MS, _on_turn)
    if isValid(owner):
        take_turns(owner, steps)


def all_are_taken() -> bool:
    """Return whether nothing waits for its turn."""
    return not any(isValid(owner) for owner, _ in _waiting)


def paint_in_next_turn(widget: QWidget) -> None:
    """Let what now changes on ``widget`` be arranged in this turn and painted in another."""
    take_turns(widget, _without_updates(widget))


def _without_updates(widget: QWidget) -> Steps:
    widget.setUpdatesEnabled(False)
    yield
    widget.setUpdatesEnabled(True)


def loaded(name: str) -> Iterator[None]:
    """Import a module and what it imports, a little in each turn; what is there takes none.

    Without that it would all come in one: a tab's first look brings up to sixty modules.
    """
    began = perf_counter()
    for part in parts_of(name):
        import_module(part)
        if part == name or perf_counter() - began >= _LOADING_S:
            yield
            began = perf_counter()
