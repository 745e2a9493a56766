"""Ends a program when its first window has been painted, and says at what instant that was."""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_SETTLED_MS = 400


class FirstPaint(QObject):
    """Watches one window, just shown. Every event of its parts would cost more than they do."""

    def __init__(self, window: QWidget, *, reads_memory: bool = False) -> None:
        super().__init__(window)
        self._window = window
        self._reads_memory = reads_memory
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the window's paint; the timer fires when all of it is painted."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._on_painted)
        return False

    def _on_painted(self) -> None:
        painted = time.monotonic()
        if self._reads_memory:
            QTimer.singleShot(_SETTLED_MS, lambda: end(rss=rss_bytes()))
        else:
            end(painted=painted)


def end(**said: object) -> None:
    """Say what was measured and end at once."""
    import json  # when all is measured: it takes 3 ms

    print(json.dumps(said), flush=True)
    sys.stderr.flush()
    os._exit(0)


def rss_bytes() -> int:
    """Return this process's resident memory. Linux tells it; elsewhere ``RuntimeError``."""
    for line in open("/proc/self/status", encoding="ascii"):  # noqa: SIM115, PTH123 - read to its end
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("no VmRSS here")
