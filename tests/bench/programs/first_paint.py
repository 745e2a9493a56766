"""Ends a program when its first window has been painted, and says at what instant that was."""

import json
import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

_SETTLED_MS = 400


class FirstPaint(QObject):
    """Watches all events of the application. Keep it; Qt does not."""

    def __init__(self, app: QApplication, *, reads_memory: bool = False) -> None:
        super().__init__(app)
        self._reads_memory = reads_memory
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for a window's paint; the timer fires when all of it is painted."""
        is_paint = event.type() == QEvent.Type.Paint
        if is_paint and isinstance(watched, QWidget) and watched.isWindow():
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # it is us who are called by it
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
    print(json.dumps(said), flush=True)
    sys.stderr.flush()
    os._exit(0)


def rss_bytes() -> int:
    """Return this process's resident memory. Linux tells it; elsewhere ``RuntimeError``."""
    for line in open("/proc/self/status", encoding="ascii"):  # noqa: SIM115, PTH123 - read to its end
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("no VmRSS here")
