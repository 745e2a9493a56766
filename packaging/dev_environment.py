"""The virtual environment beside the checkout and the npm packages of tests/interop.

A stamp remembers what was installed, so that a second start asks nobody and takes no time.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from dev_machine import Unmet, provide_venv

_STAMP = "casekeep-stamp.json"
_NO_NETWORK = "The first run fetches what Casekeep is built on: is the network there?"
# The first major version of Node with the Web's cryptography in the open.
_OPEN_CRYPTO = 20


class Environment:
    """The ``.venv`` of one checkout."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / ".venv"
        scripts = "Scripts" if os.name == "nt" else "bin"
        self.scripts = self._folder / scripts
        self.python = self.scripts / ("python.exe" if os.name == "nt" else "python")

    def install(self, name: str) -> None:
        """Install ``requirements/NAME.txt`` unless it is. Raises ``Unmet``."""
        lock = self._root / "requirements" / f"{name}.txt"
        wanted = _digest(lock)
        stamp = self._stamp()
        if stamp.get(name) == wanted:
            return
        if not stamp:
            self._create()
        self._pip(lock)
        self._write_stamp(stamp | self._identity() | {name: wanted} | self._implied(name))

    def _implied(self, name: str) -> dict[str, str]:
        """What ``test.txt`` brings besides itself: all of ``run.txt``."""
        run = self._root / "requirements" / "run.txt"
        return {"run": _digest(run)} if name == "test" else {}

    def _identity(self) -> dict[str, str]:
        """What an environment cannot outlive: this Python and this place."""
        return {"python": f"{sys.version} {sys.base_prefix}", "root": str(self._root)}

    def _stamp(self) -> dict[str, str]:
        try:
            stamp: dict[str, str] = json.loads((self._folder / _STAMP).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        is_ours = self._identity().items() <= stamp.items()
        return stamp if is_ours and self.python.exists() else {}

    def _write_stamp(self, stamp: dict[str, str]) -> None:
        (self._folder / _STAMP).write_text(json.dumps(stamp, indent=1), "utf-8")

    def _create(self) -> None:
        provide_venv()
        print("Making .venv …", flush=True)
        if self._folder.exists():
            shutil.rmtree(self._folder)
        venv.create(self._folder, with_pip=True, symlinks=os.name != "nt")
        self._link_checkout()

    def _link_checkout(self) -> None:
        """Make the checkout importable and its commands callable, with nothing to build."""
        library = sysconfig.get_path(
            "purelib", "venv", vars={"base": str(self._folder), "platbase": str(self._folder)}
        )
        (Path(library) / "casekeep.pth").write_text(f"{self._root}\n", "utf-8")
        if os.name != "nt":
            self._write_command("casekeep", "vault.cli")
            self._write_command("casekeep-desktop", "ui.app")

    def _write_command(self, name: str, module: str) -> None:
        command = self.scripts / name
        command.write_text(f'#!/bin/sh\nexec "{self.python}" -m {module} "$@"\n', "utf-8")
        command.chmod(0o755)

    def _pip(self, lock: Path) -> None:
        print(f"Installing {lock.name.removesuffix('.txt')} requirements …", flush=True)
        options = ["--require-hashes", "--only-binary=:all:", "--disable-pip-version-check"]
        command = [str(self.python), "-m", "pip", "install", "-q", *options, "-r", str(lock)]
        if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode != 0:
            raise Unmet(f"The libraries could not be installed. {_NO_NETWORK}")


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def install_interop(root: Path) -> None:
    """Install the npm packages that tests compare with, unless they are. Raises ``Unmet``."""
    folder = root / "tests" / "interop"
    stamp = folder / "node_modules" / _STAMP
    wanted = _digest(folder / "package.json", folder / "package-lock.json")
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    npm = shutil.which("npm")
    if npm is None:
        print("npm is not there: the tests against other implementations are left out.")
        return
    _npm_ci(npm, folder)
    stamp.write_text(wanted, "utf-8")


def _npm_ci(npm: str, folder: Path) -> None:
    print("Installing the npm packages of tests/interop …", flush=True)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        raise Unmet(f"The npm packages could not be installed. {_NO_NETWORK}")


def node_options(version: str) -> dict[str, str]:
    """Return what the environment must add for Node of ``version`` (``v18.20.4``).

    Debian 12 has 18, which knows the Web's cryptography and does not show it.
    """
    major = int(version.strip().lstrip("v").split(".")[0])
    return {"NODE_OPTIONS": "--experimental-global-webcrypto"} if major < _OPEN_CRYPTO else {}


def node_environment() -> dict[str, str]:
    """Return what the environment must add for the Node of this machine, if it has one."""
    node = shutil.which("node")
    if node is None:
        return {}
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    return node_options(asked.stdout)
