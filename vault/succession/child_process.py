"""Processes of succession that hold a secret which the vault's own process never sees.

Their requests and answers go through pipes; nobody may look into their memory or dump it.
"""

import os
import subprocess
import sys
from pathlib import Path

from vault.errors import CeremonyFailed

FLAG = "--make-the-parts"
"""What a frozen program is started with to be the ceremony's child; see ``ui.app``."""
_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from vault.succession.ceremony_child import main; main(int(sys.argv[2]))"
)
# Windows starts no Python without it.
_KEPT = ("SYSTEMROOT",)
_SECONDS = 120.0
_MOST_ANSWER = 64 << 20


def command() -> list[str]:
    """Return what starts the child: this Python, without its environment or the user's site."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG, str(os.getpid())]
    return [sys.executable, "-I", "-c", _PROGRAM, str(_ROOT), str(os.getpid())]


def ask(request: bytes) -> bytes:
    """Start the ceremony's child and return its whole answer. Raises ``CeremonyFailed``."""
    try:
        done = subprocess.run(
            command(),
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
            cwd=os.path.abspath(os.sep),  # noqa: PTH100 - a Path of it has no drive
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise CeremonyFailed() from error
    if len(done.stdout) > _MOST_ANSWER:
        raise CeremonyFailed()
    return done.stdout
