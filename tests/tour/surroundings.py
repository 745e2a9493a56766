"""Where the tour takes place: a screen, a keyring, a home, all private and gone afterwards."""

import os
import select
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import keyring_daemon
from tests.keyring_daemon import KeyringDaemon, PrivateBus

READY_S = 15.0
_SCREEN = "1600x1000x24"


class Missing(Exception):
    """A tool that this machine must have (``CI=true``) is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """``base`` holds all that the program may write; ``environment`` leads it there."""

    base: Path
    environment: dict[str, str]
    screen: str
    keyring: str

    @property
    def has_keyring(self) -> bool:
        """Whether a real keyring runs here."""
        return self.keyring != "none"

    @property
    def home(self) -> Path:
        """The home folder of the person whose program this is."""
        return Path(self.environment["HOME"])


@contextmanager
def prepared(*, keyring: bool = True) -> Iterator[Surroundings]:
    """Yield a private place. Raises ``Missing`` for an absent tool where ``CI=true``."""
    with ExitStack() as stack:
        base = Path(stack.enter_context(TemporaryDirectory(prefix="tour-")))
        environment, name = _keyring(stack, base, wanted=keyring)
        temporary = base / "tmp"
        temporary.mkdir()
        environment["TMPDIR"] = str(temporary)
        environment["XDG_STATE_HOME"] = str(base / "keyring" / "state")
        screen = _screen(stack, base, environment)
        yield Surroundings(base=base, environment=environment, screen=screen, keyring=name)


def _must_have(what: str) -> None:
    if os.environ.get("CI") == "true":
        raise Missing(f"{what} is not there, and CI must have it")


def _keyring(stack: ExitStack, base: Path, *, wanted: bool) -> tuple[dict[str, str], str]:
    if wanted and keyring_daemon.is_available():
        daemon = stack.enter_context(KeyringDaemon(base))
        return dict(daemon.environment), "gnome-keyring"
    if wanted:
        _must_have("gnome-keyring")
    if shutil.which("dbus-daemon"):
        return dict(stack.enter_context(PrivateBus(base)).environment), "none"
    environment = {**PrivateBus(base).environment}
    environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={base}/no-bus"
    return environment, "none"


def _screen(stack: ExitStack, base: Path, environment: dict[str, str]) -> str:
    """Choose a screen, write it into ``environment`` and return its name."""
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY"):
        environment.pop(name, None)
    if os.environ.get("DISPLAY"):
        for name in ("DISPLAY", "XAUTHORITY"):
            if name in os.environ:
                environment[name] = os.environ[name]
        environment["QT_QPA_PLATFORM"] = "xcb"
        return "display"
    if shutil.which("Xvfb"):
        environment["DISPLAY"] = _start_xvfb(stack)
        environment["QT_QPA_PLATFORM"] = "xcb"
        return f"Xvfb{_start_openbox(stack, base, environment)}"
    _must_have("Xvfb")
    environment["QT_QPA_PLATFORM"] = "offscreen"
    return "offscreen"


def _start_xvfb(stack: ExitStack) -> str:
    """Start a screen on a number that the server chooses, and return its name."""
    reading, writing = os.pipe()
    stack.callback(os.close, reading)
    options = ["-screen", "0", _SCREEN, "-nolisten", "tcp", "-displayfd", str(writing)]
    _spawn(stack, ["Xvfb", *options], dict(os.environ), pass_fds=(writing,))
    os.close(writing)
    return f":{_line(reading, 'Xvfb').strip()}"


def _start_openbox(stack: ExitStack, base: Path, environment: dict[str, str]) -> str:
    """Start a window manager, which gives the focus; it says itself when it is ready."""
    if not shutil.which("openbox"):
        _must_have("openbox")
        return ""
    ready = base / "ready"
    os.mkfifo(ready)
    reading = os.open(ready, os.O_RDWR)
    stack.callback(os.close, reading)
    _spawn(stack, ["openbox", "--startup", f"/bin/sh -c 'echo up > {ready}'"], environment)
    _line(reading, "openbox")
    ready.unlink()
    return " with openbox"


def _line(descriptor: int, who: str) -> str:
    """Wait for one line. Raises ``TimeoutError``."""
    received = b""
    while not received.endswith(b"\n"):
        if not select.select([descriptor], [], [], READY_S)[0]:
            raise TimeoutError(f"{who} did not start")
        received += os.read(descriptor, 100)
    return received.decode()


def _spawn(
    stack: ExitStack,
    command: list[str],
    environment: dict[str, str],
    pass_fds: tuple[int, ...] = (),
) -> None:
    process = subprocess.Popen(
        command,
        env=environment,
        pass_fds=pass_fds,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stack.callback(_end, process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)
