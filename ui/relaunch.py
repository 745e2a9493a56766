"""Locking replaces the process: what was in its memory is gone, not merely forgotten."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

LOCKED = "--locked"
_PR_SET_DUMPABLE = 4


def forbid_dumps() -> None:
    """Let the system write no core dump of this process and no other program look into it."""
    if os.name != "posix":
        return
    import resource  # POSIX has it, Windows does not

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


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
