"""The program's own idle timer: not every desktop tells when its person has gone."""

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

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
    wakes is idle at once. Keys and clicks reach a window of the system's first: those are watched,
    and what has the focus, for an input method speaks to that alone. To watch the whole program
    would give every object of Qt's own a Python one, and load every class of PySide's for it. A
    window that opens without the focus is found at the next check, so ``idle`` may come ten
    seconds late, never early.
    """

    idle = Signal()

    def __init__(self, program: QObject, after_ms: int) -> None:
        super().__init__(program)
        self._after_ms = after_ms
        self._since = QElapsedTimer()
        self._check = QTimer(self)
        self._check.timeout.connect(self._on_check)
        # The focus also changes while a window is being destroyed: it is looked at afterwards.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._watch)
        self._watched: list[QObject] = []

    def start(self) -> None:
        """Begin to watch the windows."""
        self._since.start()
        self._check.start(self._interval_ms())
        self._program().focusObjectChanged.connect(self._watch_soon)
        self._watch()

    def set_after(self, after_ms: int) -> None:
        """Change the limit, from now on."""
        self._after_ms = after_ms
        self._check.setInterval(self._interval_ms())

    def stop(self) -> None:
        """Watch no longer."""
        if self._check.isActive():
            self._check.stop()
            self._soon.stop()
            self._program().focusObjectChanged.disconnect(self._watch_soon)
        self._let_go()

    def note_activity(self) -> None:
        """Somebody is at work, here or in a process that says so."""
        self._since.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note activity; never swallows an event."""
        if event.type() in _ACTIVITY:
            self.note_activity()
        return False

    def _program(self) -> QGuiApplication:
        program = QCoreApplication.instance()
        if not isinstance(program, QGuiApplication):
            raise RuntimeError("there is no program with windows")
        return program

    def _interval_ms(self) -> int:
        return max(1, min(self._after_ms // 4, _LONGEST_CHECK_MS))

    def _watch_soon(self) -> None:
        self._soon.start()

    def _watch(self) -> None:
        """Watch the windows there are now. The list keeps PySide's objects for them alive."""
        self._let_go()
        focused: QObject | None = QGuiApplication.focusObject()  # the stub leaves out ``None``
        self._watched = [*QGuiApplication.topLevelWindows(), *([focused] if focused else [])]
        for watched in self._watched:
            watched.installEventFilter(self)

    def _let_go(self) -> None:
        for watched in self._watched:
            if isValid(watched):
                watched.removeEventFilter(self)
        self._watched = []

    def _on_check(self) -> None:
        # What was done in a window that was not watched yet is at most one check old.
        if self._since.hasExpired(self._after_ms + self._interval_ms()):
            self.stop()
            self.idle.emit()
        else:
            self._watch()


def note_activity(program: QObject) -> None:
    """Let every idle timer of ``program`` know that somebody is at work."""
    for timer in program.findChildren(IdleTimer):
        timer.note_activity()
