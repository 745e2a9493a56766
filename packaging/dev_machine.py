"""What the machine must bring: Debian packages, a screen."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping


class Unmet(Exception):
    """This machine lacks something; the text says what to do."""


# Qt's libraries do not load without these.
ESSENTIAL = (
    "libglib2.0-0",
    "libgl1",
    "libegl1",
    "libdbus-1-3",
    "libfontconfig1",
    "libxkbcommon0",
    "libbrotli1",
)
# A window under X11 needs these; Wayland does without.
WINDOW = (
    "libxcb-cursor0",
    "libxkbcommon-x11-0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
)
# dbus-x11 stays out: it starts buses that nobody asked for.
CHECKS = (
    "dbus",
    "gnome-keyring",
    "strace",
    "linux-libc-dev",  # the numbers of the kernel's calls
    "xvfb",
    "xauth",
    "openbox",
    "xdotool",
    "at-spi2-core",
    "python3-pyatspi",
    "gir1.2-atspi-2.0",
    "openssh-client",
    "imagemagick",
    "poppler-utils",
    "libpdfbox2-java",
    "libactivation-java",
    "libjaxb-api-java",
    "zbar-tools",
    "unzip",
    "chromium",  # shows the pages of a sealed export, as anybody's browser would
    "libkf5wallet-bin",
    "fonts-dejavu-core",
    "fonts-noto-color-emoji",
)
# Often there without their package: asked for only where the command is missing.
COMMANDS = {"java": "default-jre-headless", "node": "nodejs", "npm": "npm"}


def is_debian() -> bool:
    """Return whether packages here are Debian's (or Ubuntu's)."""
    return bool(shutil.which("dpkg-query") and shutil.which("apt-get"))


def installed(listing: str) -> set[str]:
    """Return the names of what ``listing`` (of dpkg-query) holds, provided ones too.

    Debian 13 has ``libglib2.0-0t64``, which provides ``libglib2.0-0``.
    """
    names: set[str] = set()
    for line in listing.splitlines():
        status, package, provides = line.split("\t")
        if status == "installed":
            names.add(package)
            names.update(word.split()[0] for word in provides.split(",") if word.strip())
    return names


def _query() -> str:
    form = "${db:Status-Status}\t${Package}\t${Provides}\n"
    command = ["dpkg-query", "-W", f"-f={form}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def missing(wanted: tuple[str, ...], listing: str) -> list[str]:
    """Return those of ``wanted`` that ``listing`` does not hold, in their order."""
    present = installed(listing)
    return [name for name in wanted if name not in present]


def provide_for_running() -> None:
    """See that Qt can load. Raises ``Unmet`` where it surely cannot."""
    if is_debian():
        _provide(missing(ESSENTIAL + WINDOW, _query()), essential=ESSENTIAL)


def provide_for_checks() -> None:
    """See that the tools of the tests are there, as far as we may install them."""
    if is_debian():
        commands = [name for tool, name in COMMANDS.items() if not shutil.which(tool)]
        absent = missing(ESSENTIAL + WINDOW + CHECKS, _query())
        _provide([*absent, *commands], essential=ESSENTIAL)


def provide_venv() -> None:
    """See that ``python3 -m venv`` works: Debian keeps it in a package of its own."""
    try:
        import ensurepip  # noqa: F401 - whether it is there
    except ImportError:
        name = f"python3.{sys.version_info.minor}-venv"
        if not is_debian():
            raise Unmet("This Python lacks its venv and ensurepip modules; install them.") from None
        _provide([name], essential=(name,))


def _provide(absent: list[str], *, essential: tuple[str, ...]) -> None:
    if not absent:
        return
    if os.geteuid() == 0:
        _apt_install(absent)
        return
    command = f"sudo apt-get install --no-install-recommends {shlex.join(absent)}"
    if any(name in essential for name in absent):
        raise Unmet(f"Some system packages are missing. Install them, then try again:\n  {command}")
    print(f"Some system packages are missing; without them a part is left out:\n  {command}")


def _apt_install(names: list[str]) -> None:
    print(f"Installing system packages: {' '.join(names)}", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *names]
    for command in (["apt-get", "update", "-q"], install):
        done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            raise Unmet(f"That did not work: {shlex.join(command)}\nIs the network there?")


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Return whether a window can be shown: a display, or a Qt platform somebody chose."""
    if not platform.startswith("linux"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(environment.get(name) for name in names)
