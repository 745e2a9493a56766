"""Starts the programs that measure themselves.

It is no part of their package: what it loads would be counted as theirs.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_TIMEOUT_S = 240


def run(name: str, *arguments: str | Path) -> dict[str, Any]:
    """Run a program of ``tests.bench.programs``; return what it said.

    ``began`` is added: the instant of its start, in monotonic seconds.
    """
    command = [sys.executable, "-m", f"tests.bench.programs.{name}", *map(str, arguments)]
    with TemporaryDirectory(prefix="home-") as home:
        began = time.monotonic()
        done = subprocess.run(
            command,
            env=_surroundings(home),
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_S,
            check=False,
        )
    if done.returncode != 0:
        raise RuntimeError(f"{name} ended with {done.returncode}: {done.stderr[-2000:]}")
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**said, "began": began}


def _surroundings(home: str) -> dict[str, str]:
    """Return an environment without a screen, a keyring and anybody's settings."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    folders = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")
    return {
        **kept,
        **dict.fromkeys(folders, home),
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }
