"""What the desktop says when its person goes: sleep, session lock, screensaver.

A bus that is absent is harmless and silent; the program's own idle timer stands behind.
"""

from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_LOGIN = "org.freedesktop.login1"
_SCREENSAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
)


# The stub asks for bytes, which the binding refuses.
_BEGUN: Any = SLOT("on_begun(bool)")
_LOCKED: Any = SLOT("on_locked()")


class SystemSignals(QObject):
    """Emits ``gone`` when the computer goes to sleep or its screen is locked."""

    gone = Signal()

    def listen(self) -> None:
        """Connect to the system's and the session's bus, as far as they exist."""
        system = QDBusConnection.systemBus()
        if system.isConnected():
            self._listen_to_login(system)
        session = QDBusConnection.sessionBus()
        if session.isConnected():
            for interface, path in _SCREENSAVERS:
                session.connect("", path, interface, "ActiveChanged", self, _BEGUN)

    def _listen_to_login(self, bus: QDBusConnection) -> None:
        manager = "/org/freedesktop/login1"
        bus.connect(
            _LOGIN,
            manager,
            f"{_LOGIN}.Manager",
            "PrepareForSleep",
            self,
            _BEGUN,
        )
        # No path: whichever session is ours; another person's lock locks us too, harmlessly.
        bus.connect(_LOGIN, "", f"{_LOGIN}.Session", "Lock", self, _LOCKED)

    @Slot(bool)
    def on_begun(self, has_begun: bool) -> None:
        """Sleep or the screensaver began (True) or ended (False)."""
        if has_begun:
            self.gone.emit()

    @Slot()
    def on_locked(self) -> None:
        """The desktop's session was locked."""
        self.gone.emit()
