"""A real gnome-keyring on a private D-Bus: no X, no systemd, root or not.

Needs ``gnome-keyring-daemon`` and ``dbus-daemon`` (Debian: ``gnome-keyring dbus``).
Nothing here knows pytest, so other programs can start a keyring of their own::

    with KeyringDaemon(folder) as daemon:
        subprocess.run([...], env=daemon.environment)
"""

import os
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from jeepney import DBusAddress, MatchRule, Message, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

TOOLS = ("gnome-keyring-daemon", "dbus-daemon")
SECRETS = "org.freedesktop.secrets"
LOGIN_COLLECTION = "/org/freedesktop/secrets/collection/login"
DEADLINE_S = 10.0
_FOLDERS = {
    "HOME": "home",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
}
_OF_THE_DESKTOP = (
    "DISPLAY",
    "GNOME_KEYRING_CONTROL",
    "PYTHON_KEYRING_BACKEND",
    "WAYLAND_DISPLAY",
)
_BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
_SERVICE = DBusAddress("/org/freedesktop/secrets", SECRETS, "org.freedesktop.Secret.Service")


def is_available() -> bool:
    """Return whether this computer has the two daemons."""
    return all(shutil.which(tool) for tool in TOOLS)


class PrivateBus:
    """A D-Bus session bus of its own, with folders of its own below ``base``.

    ``environment`` is what a program needs to live there; the desktop's own keyring,
    display and settings are out of its reach.
    """

    def __init__(self, base: Path) -> None:
        self.base = base / "keyring"
        # A socket's path has at most 107 bytes, and the folder of a test may be longer.
        self._short = Path(tempfile.mkdtemp(prefix="kr"))
        self.environment = {k: v for k, v in os.environ.items() if k not in _OF_THE_DESKTOP}
        self._make_folders()
        self._processes: list[subprocess.Popen[bytes]] = []

    def _make_folders(self) -> None:
        for variable, name in _FOLDERS.items():
            self._own_folder(variable, self.base / name)
        self._own_folder("XDG_RUNTIME_DIR", self._short / "run")
        (self.base / "data" / "keyrings").mkdir(exist_ok=True)

    def _own_folder(self, variable: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        self.environment[variable] = str(folder)

    @property
    def own_variables(self) -> dict[str, str]:
        """The variables that lead here, and to no other keyring."""
        names = (*_FOLDERS, "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")
        return {name: self.environment[name] for name in names}

    def __enter__(self) -> Self:
        try:
            self._start_bus()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def _start_bus(self) -> None:
        configuration = self.base / "bus.conf"
        configuration.write_text(_BUS_CONFIGURATION.format(socket=self._short / "bus"))
        command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--nopidfile"]
        bus = self.spawn([*command, "--print-address=1"], stdout=subprocess.PIPE)
        assert bus.stdout is not None
        with bus.stdout as output:
            if not select.select([output], [], [], DEADLINE_S)[0]:
                raise TimeoutError("dbus-daemon did not start")
            address = output.readline().decode().strip()
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address

    def spawn(
        self, command: list[str], *, stdin: int | None = None, stdout: int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]:
        """Start a program on this bus; it ends when the bus does."""
        process: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            env=self.environment,
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(process)
        return process

    def _stop(self) -> None:
        for process in reversed(self._processes):
            _end(process)
        shutil.rmtree(self._short, ignore_errors=True)

    def connect(self) -> DBusConnection:
        """Return a connection to this bus; close it after use."""
        return open_dbus_connection(self.environment["DBUS_SESSION_BUS_ADDRESS"])

    def await_owner(self, name: str, *, owned: bool = True) -> None:
        """Return when ``name`` has an owner (or none). Raises ``TimeoutError`` after 10 s."""
        rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
        rule.add_arg_condition(0, name)
        with self.connect() as connection, connection.filter(rule, bufsize=8) as changes:
            bus = Proxy(message_bus, connection, timeout=DEADLINE_S)
            bus.AddMatch(rule)
            while bool(bus.NameHasOwner(name)[0]) != owned:
                connection.recv_until_filtered(changes, timeout=DEADLINE_S)


class KeyringDaemon(PrivateBus):
    """A private bus with a gnome-keyring whose login collection is unlocked."""

    def __init__(self, base: Path, password: str = "test") -> None:
        super().__init__(base)
        self.password = password
        self._daemon: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        super().__enter__()
        try:
            self.start(self.password)
        except BaseException:
            self._stop()
            raise
        return self

    def start(self, password: str | None) -> None:
        """Start the daemon; ``password`` makes or unlocks the login collection.

        ``None`` leaves what exists locked; a wrong password does as well.
        """
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        how = "--start" if password is None else "--unlock"
        self._daemon = self.spawn([*command, how], stdin=subprocess.PIPE)
        assert self._daemon.stdin is not None
        with self._daemon.stdin as stdin:
            stdin.write((password or "").encode())
        self.await_owner(SECRETS)

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._daemon is not None, "the daemon was never started"
        return self._daemon

    def lock(self) -> None:
        """Lock the login collection."""
        self._call("Lock", "ao", [LOGIN_COLLECTION])

    def kill(self) -> None:
        """Kill the daemon; the bus stays."""
        self._running.kill()
        self._running.wait(DEADLINE_S)
        self.await_owner(SECRETS, owned=False)

    def freeze(self) -> None:
        """Stop the daemon where it stands: it answers nobody and keeps its name."""
        self._signal_and_await(signal.SIGSTOP, os.WSTOPPED)

    def thaw(self) -> None:
        """Let the frozen daemon go on."""
        self._signal_and_await(signal.SIGCONT, os.WCONTINUED)

    def _signal_and_await(self, number: signal.Signals, state: int) -> None:
        self._running.send_signal(number)
        os.waitid(os.P_PID, self._running.pid, state)

    def _call(self, method: str, signature: str, *body: object) -> None:
        message = new_method_call(_SERVICE, method, signature, body)
        with self.connect() as connection:
            reply: Message = connection.send_and_get_reply(message, timeout=DEADLINE_S)
        if reply.header.message_type is MessageType.error:
            raise RuntimeError(f"the keyring refused {method}")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    _first_working(process, process.terminate, process.kill)


def _first_working(process: subprocess.Popen[bytes], *ways: Callable[[], None]) -> None:
    process.send_signal(signal.SIGCONT)
    for way in ways:
        way()
        try:
            process.wait(DEADLINE_S)
        except subprocess.TimeoutExpired:
            continue
        return
