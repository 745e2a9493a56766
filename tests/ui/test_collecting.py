"""What lies in a cycle is taken down on the window's thread, whoever allocates."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from ui.collecting import Collector


class Cyclic(QObject):
    """A timer that only Python's collector finds."""

    def __init__(self) -> None:
        super().__init__()
        self.myself = self
        self.timer = QTimer(self)
        self.timer.start(1000)


def _allocate() -> list[list[list[int]]]:
    return [[[number] for number in range(1000)] for _ in range(20)]


def test_another_thread_takes_no_timer_down(qtbot: QtBot) -> None:
    gc.enable()  # as Python starts
    collector = Collector(QObject())
    gone = weakref.ref(Cyclic())
    kept = []
    thread = threading.Thread(target=lambda: kept.append(_allocate()))
    thread.start()
    thread.join()
    assert gone() is not None
    for _ in range(40):
        kept.append(_allocate())
        collector.look()
    assert gone() is None
    gc.enable()
