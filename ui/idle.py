"""The program's own idle timer: not every desktop tells when its person has gone."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal

_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
_LONGEST_CHECK_MS = 5_000


class IdleTimer(QObject):
    """Emits ``idle`` once nothing was typed, clicked or moved for ``after_ms`` milliseconds.

    Looks at a clock that runs on during sleep where the platform has one, so that a laptop that
    wakes is idle at once. To look at each event of the program costs a third of all the time that
    a page takes to open, so after one that counts it looks away until the next check: ``idle`` may
    come ten seconds late, never early.
    """

    idle = Signal()

    def __init__(self, program: QObject, after_ms: int) -> None:
        super().__init__(program)
        self._program = program
        self._after_ms = after_ms
        self._since = QElapsedTimer()
        self._check = QTimer(self)
        self._check.timeout.connect(self._on_check)

    def start(self) -> None:
        """Begin to watch the whole program."""
        self._program.installEventFilter(self)
        self._since.start()
        self._check.start(self._interval_ms())

    def set_after(self, after_ms: int) -> None:
        """Change the limit, from now on."""
        self._after_ms = after_ms
        self._check.setInterval(self._interval_ms())

    def stop(self) -> None:
        """Watch no longer."""
        self._check.stop()
        self._program.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note activity; never swallows an event."""
        if event.type() in _ACTIVITY:
            self._since.start()
            self._program.removeEventFilter(self)
        return False

    def _interval_ms(self) -> int:
        return max(1, min(self._after_ms // 4, _LONGEST_CHECK_MS))

    def _on_check(self) -> None:
        # What was done unseen is at most one check old.
        if self._since.hasExpired(self._after_ms + self._interval_ms()):
            self.stop()
            self.idle.emit()
        else:
            self._program.installEventFilter(self)
