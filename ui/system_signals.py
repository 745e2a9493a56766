"""What the desktop says when its person goes: sleep, session lock, screensaver.

A bus that is absent is harmless and silent; the program's own idle timer stands behind. The buses
are listened to with what speaks to the keyring: QtDBus would bring a library and a thread more.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

_LOGIN = "org.freedesktop.login1"
_SCREENSAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
)
_ON_BUSES: Final[dict[str, tuple[dict[str, str], ...]]] = {
    "SYSTEM": (
        {
            "sender": _LOGIN,
            "path": "/org/freedesktop/login1",
            "interface": f"{_LOGIN}.Manager",
            "member": "PrepareForSleep",
        },
        # No path: whichever session is ours; another person's lock locks us too, harmlessly.
        {"sender": _LOGIN, "interface": f"{_LOGIN}.Session", "member": "Lock"},
    ),
    "SESSION": tuple(
        {"path": path, "interface": interface, "member": "ActiveChanged"}
        for interface, path in _SCREENSAVERS
    ),
}
_BEGUN = (("PrepareForSleep", (True,)), ("ActiveChanged", (True,)), ("Lock", ()))
"""Sleep or the screensaver began, or the session was locked. False is that it ended."""

# What jeepney raises: LookupError where the environment names no bus, RuntimeError and ValueError
# for an address that it cannot use and an answer that it cannot parse.
_FOREIGN_ERRORS = (LookupError, OSError, RuntimeError, ValueError)


class SystemSignals(QObject):
    """Emits ``gone`` when the computer goes to sleep or its screen is locked."""

    gone = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifiers: list[QSocketNotifier] = []

    def listen(self) -> None:
        """Connect to the system's and the session's bus, as far as they exist."""
        if sys.platform != "linux":
            return
        for name, rules in _ON_BUSES.items():
            connection = _subscribed(name, rules)
            if connection is not None:
                kind = QSocketNotifier.Type.Read
                notifier = QSocketNotifier(connection.sock.fileno(), kind, self)
                notifier.activated.connect(partial(self._on_said, connection, notifier))
                self._notifiers.append(notifier)

    def _on_said(self, connection: DBusConnection, notifier: QSocketNotifier, *_: object) -> None:
        try:
            while True:
                if _is_begun(connection.receive(timeout=0)):
                    self.gone.emit()
        except TimeoutError:
            return  # all that was there is read
        except _FOREIGN_ERRORS:
            notifier.setEnabled(False)  # the bus has gone


def _subscribed(name: str, rules: tuple[dict[str, str], ...]) -> DBusConnection | None:
    """Return a connection to the bus that is sent these signals, or ``None`` where none is."""
    from jeepney import DBusErrorResponse, MatchRule
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import open_dbus_connection

    try:
        connection = open_dbus_connection(name)
        for rule in rules:
            connection.send(message_bus.AddMatch(MatchRule(type="signal", **rule)))
    except (DBusErrorResponse, *_FOREIGN_ERRORS):
        return None
    return connection


def _is_begun(message: Message) -> bool:
    from jeepney import HeaderFields, MessageType

    member = message.header.fields.get(HeaderFields.member)
    is_signal = message.header.message_type is MessageType.signal
    return is_signal and (member, tuple(message.body)) in _BEGUN
