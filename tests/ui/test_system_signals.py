"""A real session bus on which a screensaver speaks, and no bus at all."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.keyring_daemon import PrivateBus
from tests.tools import require

_LISTENER = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
sys.path.insert(0, sys.argv[1])
from ui.system_signals import SystemSignals
app = QCoreApplication([])
signals = SystemSignals()
signals.gone.connect(lambda: (print("gone"), app.quit()))
signals.listen()

def speak():
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        print("no bus")
        app.quit()
        return
    path, interface, member, *said = sys.argv[2:]
    bus.registerService("org.freedesktop.login1")
    for arguments in [[one == "True"] for one in said] or [[]]:
        message = QDBusMessage.createSignal(path, interface, member)
        message.setArguments(arguments)
        bus.send(message)

QTimer.singleShot(50, speak)
QTimer.singleShot(5000, app.quit)
app.exec()
"""
_ROOT = str(Path(__file__).parent.parent.parent)


_SCREENSAVER = ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")
_MANAGER = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
_OUR_SESSION = ("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session", "Lock")


def _listen(
    environment: dict[str, str], said: Sequence[str] = (*_SCREENSAVER, "False", "True")
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _LISTENER, _ROOT, *said],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )


def test_the_screensaver_is_heard_once_it_begins(tmp_path: Path) -> None:
    require("dbus-daemon", "apt-get install dbus")
    with PrivateBus(tmp_path) as bus:
        heard = _listen(bus.environment)
    assert heard.stdout == "gone\n"


@pytest.mark.parametrize("said", [(*_MANAGER, "False", "True"), _OUR_SESSION])
def test_sleep_and_the_lock_of_a_session_are_heard(tmp_path: Path, said: tuple[str, ...]) -> None:
    require("dbus-daemon", "apt-get install dbus")
    with PrivateBus(tmp_path) as bus:
        address = bus.environment["DBUS_SESSION_BUS_ADDRESS"]
        heard = _listen(bus.environment | {"DBUS_SYSTEM_BUS_ADDRESS": address}, said)
    assert heard.stdout == "gone\n"


def test_an_absent_bus_is_harmless_and_silent(tmp_path: Path) -> None:
    nowhere = f"unix:path={tmp_path}/nowhere"
    heard = _listen(
        {"DBUS_SESSION_BUS_ADDRESS": nowhere, "DBUS_SYSTEM_BUS_ADDRESS": nowhere, "PATH": ""}
    )
    assert heard.stdout == "no bus\n"
    assert heard.stderr == ""
