"""Types into the real Find and takes the time from each keystroke to the painted answer."""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.programs.first_paint import end
from tests.bench.programs.real_program import RealProgram, press, turn, wait_until, work_in
from ui.find.dialog import FindDialog

_PATIENCE_MS = 20_000


class Painted(QObject):
    """Leaves ``loop`` when the list was painted after it got an answer."""

    def __init__(self, dialog: FindDialog, loop: QEventLoop) -> None:
        super().__init__(dialog)
        self._loop = loop
        self._has_answer = False
        dialog.model.modelReset.connect(self._on_answer)
        dialog.list.viewport().installEventFilter(self)

    def wait(self) -> float:
        """Return the instant when the next answer is painted, in monotonic seconds."""
        self._has_answer = False
        QTimer.singleShot(_PATIENCE_MS, self._loop, self._loop.quit)
        self._loop.exec()
        return time.monotonic()

    def _on_answer(self) -> None:
        self._has_answer = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The timer fires when the whole window is painted."""
        if self._has_answer and event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._loop, self._loop.quit)
        return False


def measure(program: RealProgram) -> None:
    program.unlock()
    program.show_clients()
    program.context.find()
    wait_until(lambda: _dialog() is not None)
    dialog = _dialog()
    program.settle()
    if dialog is None:
        raise RuntimeError("Find did not open")
    taken: list[float] = []
    for text in json.loads(sys.argv[2]):
        dialog.field.clear()
        program.settle()
        taken += [_keystroke(dialog, sign) for sign in text]
    end(painted_ms=taken)


def _keystroke(dialog: FindDialog, sign: str) -> float:
    """Return how many milliseconds passed from the key to the paint."""
    painted = Painted(dialog, QEventLoop())
    began = time.monotonic()
    press(dialog.field, sign)
    taken = (painted.wait() - began) * 1000
    dialog.list.viewport().removeEventFilter(painted)
    painted.deleteLater()
    turn()
    return taken


def _dialog() -> FindDialog | None:
    shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, FindDialog))
    return next((one for one in shown if one.isVisible()), None)


if __name__ == "__main__":
    work_in(Path(sys.argv[1]), measure)
