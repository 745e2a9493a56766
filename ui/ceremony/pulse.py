"""Somebody is at work in a card's window: the vault's own program is not idle meanwhile.

A blank line on standard output says so; a report may have any number of them before it.
"""

from typing import IO

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from ui.idle import note_activity

_EVERY_MS = 5_000
_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Pulse(QObject):
    """In the window's process: tells now and then that something was typed, clicked or moved."""

    def __init__(self, program: QObject, answers: IO[bytes]) -> None:
        super().__init__(program)
        self._answers = answers
        self._is_active = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.beat)
        self._timer.start(_EVERY_MS)
        program.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note activity; never swallows an event."""
        if event.type() in _ACTIVITY:
            self._is_active = True
        return False

    def beat(self) -> None:
        """Tell of what was done since the last time."""
        if self._is_active:
            self._is_active = False
            self._answers.write(b"\n")
            self._answers.flush()


def pass_on() -> None:
    """In the vault's process: let it count as done here."""
    program = QCoreApplication.instance()
    if program is not None:
        note_activity(program)
