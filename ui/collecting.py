"""Python's collector, on the window's thread alone.

Left to itself it runs on whichever thread allocates. On the worker's it would take down timers and
widgets that lie in a cycle, which Qt allows on their own thread only
(``tests/ui/test_collecting.py``).
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 2_000


class Collector(QObject):
    """Looks every two seconds whether there is enough to collect, a generation at a time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def look(self) -> None:
        """Collect the oldest generation that is due, as Python would by itself."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
