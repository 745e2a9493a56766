"""What each verb of dev.py does, once the machine has what it takes."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import dev_machine
from dev_environment import Environment, install_interop, node_environment
from dev_machine import Unmet

# Two at a time: what one test waits for, another uses. Each process has one half, in order, and
# takes over some of the other's when it is done, so that neither idles at the end.
_ALL = ["-n", "2", "--dist", "worksteal"]
_NO_SCREEN = """\
There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set, so no window can be shown.
The tour drives the real program without one, and leaves pictures to look at:
  python3 packaging/dev.py run --tour OUT"""


def run(root: Path, arguments: list[str]) -> int:
    """Start the program. Raises ``Unmet`` where no window can be shown."""
    if not dev_machine.has_screen(os.environ, sys.platform):
        raise Unmet(_NO_SCREEN)
    dev_machine.provide_for_running()
    environment = Environment(root)
    environment.install("run")
    return _become(environment, root, ["-m", "ui.app", *arguments])


def tour(root: Path, out: Path) -> int:
    """Drive the real program with keys and clicks; pictures and report.json go to ``out``."""
    return _become(_for_checks(root), root, ["-m", "tests.tour", str(out)])


def suite(root: Path, name: str, arguments: list[str]) -> int:
    """Run one of the long suites with its own arguments."""
    return _become(_for_checks(root), root, ["-m", f"tests.{name}", *arguments])


def test(root: Path, arguments: list[str]) -> int:
    """Check everything, stopping at the first red; with ``arguments`` only pytest."""
    environment = _for_checks(root)
    install_interop(root)
    os.environ.update(node_environment())
    checks = [] if arguments else _static_checks()
    for check in [*checks, ["-m", "pytest", *(arguments or _ALL)]]:
        print(f"== {shlex.join(check[1:])}", flush=True)
        code = _call(environment, root, check)
        if code != 0:
            return code
    return 0


def _static_checks() -> list[list[str]]:
    return [["-m", "ruff", "check"], ["-m", "ruff", "format", "--check"], ["-m", "mypy"]]


def _for_checks(root: Path) -> Environment:
    dev_machine.provide_for_checks()
    environment = Environment(root)
    environment.install("test")
    return environment


def _call(environment: Environment, root: Path, arguments: list[str]) -> int:
    offscreen = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [str(environment.python), *arguments]
    return subprocess.run(command, cwd=root, env=offscreen, check=False).returncode


def _become(environment: Environment, root: Path, arguments: list[str]) -> int:
    """Replace this process by the program, where the system can."""
    command = [str(environment.python), *arguments]
    os.chdir(root)
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode
