"""The real program, unlocked by typing its passphrase, for programs that then work in it.

It loads its pages itself, when it comes to them: so its memory is a person's.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.vault_fixtures import STRONG
from ui import app as program
from ui.lock.page import LockPage
from ui.turns import all_are_taken

if TYPE_CHECKING:
    from ui.clients.page import ClientsPage
    from ui.main_window import MainWindow

_LOOK_MS = 2
_PATIENCE_S = 60.0


class RealProgram:
    """The program as ``ui.app`` starts it, and hands to use it."""

    def __init__(self, folder: Path) -> None:
        self.desktop = program.start([str(folder)])
        self.context = self.desktop.context

    def unlock(self) -> MainWindow:
        """Type the passphrase; return the main window when nothing is left to load."""
        lock = self.desktop.lock_window
        page = lock.page if lock is not None else None
        if not isinstance(page, LockPage):
            raise RuntimeError("no lock page is shown")
        wait_until(page.unlock_button.isEnabled)
        page.typed.setText(STRONG)
        page.unlock_button.click()
        wait_until(lambda: self.desktop.main_window is not None)
        self.settle()
        return self.main_window

    @property
    def main_window(self) -> MainWindow:
        """The window of the unlocked vault."""
        if self.desktop.main_window is None:
            raise RuntimeError("the vault is locked")
        return self.desktop.main_window

    def settle(self) -> None:
        """Wait until the worker has nothing to do, nothing is being made, and all is painted."""
        for _ in range(3):
            wait_until(lambda: self.context.worker.is_idle and all_are_taken())
            turn()

    def show_clients(self) -> ClientsPage:
        """Go to the list of clients."""
        from ui.clients.page import ClientsPage

        self.main_window.show_page("clients")
        self.settle()
        page = self.main_window.page("clients")
        if not isinstance(page, ClientsPage):
            raise RuntimeError("the clients page is another")
        return page


def press(widget: QWidget, text: str) -> None:
    """Put a key into the event queue, as the window system does."""
    key = Qt.Key(ord(text.upper())) if text.isascii() else Qt.Key.Key_unknown
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.postEvent(widget, event)


def turn() -> None:
    """Let the event loop do what waits, and return when it is done."""
    loop = QEventLoop()
    QTimer.singleShot(_LOOK_MS, loop.quit)
    loop.exec()


def wait_until(condition: Callable[[], bool]) -> None:
    """Run the event loop until ``condition`` held once. ``RuntimeError`` after a minute."""
    loop, began = QEventLoop(), time.monotonic()
    has_held: list[bool] = []
    timer = QTimer(interval=_LOOK_MS)

    def look() -> None:
        # Asked here alone: what else is in the queue may change the answer before the loop ends.
        if condition():
            has_held.append(True)
        if has_held or time.monotonic() - began > _PATIENCE_S:
            timer.stop()
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    if not has_held:
        raise RuntimeError("what was waited for did not happen")


def work_in(folder: Path, work: Callable[[RealProgram], None]) -> None:
    """Start the program and let ``work``, which ends the process, do its part inside it."""
    real = RealProgram(folder)
    sys.excepthook = _end_in_disgrace
    QTimer.singleShot(0, real.desktop, lambda: work(real))
    sys.exit(real.desktop.run())


def _end_in_disgrace(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """End the process where Qt would go on after an exception in a slot."""
    traceback.print_exception(kind, error, trace)
    sys.stderr.flush()
    os._exit(1)
