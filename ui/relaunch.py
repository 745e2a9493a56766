"""Locking replaces the process: what was in its memory is gone, not merely forgotten."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

LOCKED = "--locked"


def command(arguments: Sequence[str]) -> list[str]:
    """Return the command that starts this program anew, at its lock window."""
    kept = [argument for argument in arguments if argument != LOCKED]
    if getattr(sys, "frozen", False):
        return [sys.executable, *kept, LOCKED]
    return [sys.executable, "-m", "ui.app", *kept, LOCKED]


def replace_process(arguments: Sequence[str]) -> None:
    """Replace this process by a new one at its lock window; never returns.

    POSIX keeps the process and replaces its image; elsewhere a new process starts and this ends.
    """
    line = command(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        _close_on_exec()
        os.execv(line[0], line)
    import subprocess  # only where the process cannot be replaced

    subprocess.Popen(line, close_fds=True)
    os._exit(0)


def _close_on_exec() -> None:
    """Files and sockets that a library opened without the flag do not reach the new image."""
    for entry in Path("/dev/fd").iterdir():
        descriptor = int(entry.name)
        if descriptor <= 2:
            continue
        try:
            os.set_inheritable(descriptor, False)
        except OSError:
            continue  # the one that listed the folder is closed by now
