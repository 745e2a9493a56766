"""A heart that beats each millisecond in the GUI thread.

What a beat is late by is how long the window could not answer.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

_BEAT_MS = 1


class Heart(QObject):
    """Beats from the moment it is made."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.perf_counter()
        self._longest = 0.0
        self._timer = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now

    def longest_ms(self, act: Callable[[], None]) -> float:
        """Return the longest time without a beat during ``act``, less the beat's own."""
        self._last, self._longest = time.perf_counter(), 0.0
        act()
        self._beat()
        return max(0.0, self._longest * 1000 - _BEAT_MS)
