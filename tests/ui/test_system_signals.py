"""A real session bus on which a screensaver speaks, and no bus at all."""

import subprocess
import sys
from pathlib import Path

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
    for is_active in (False, True):
        message = QDBusMessage.createSignal(
            "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"
        )
        message.setArguments([is_active])
        bus.send(message)

QTimer.singleShot(50, speak)
QTimer.singleShot(5000, app.quit)
app.exec()
"""
_ROOT = str(Path(__file__).parent.parent.parent)


def _listen(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _LISTENER, _ROOT],
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


def test_an_absent_bus_is_harmless_and_silent(tmp_path: Path) -> None:
    nowhere = f"unix:path={tmp_path}/nowhere"
    heard = _listen(
        {"DBUS_SESSION_BUS_ADDRESS": nowhere, "DBUS_SYSTEM_BUS_ADDRESS": nowhere, "PATH": ""}
    )
    assert heard.stdout == "no bus\n"
    assert heard.stderr == ""
