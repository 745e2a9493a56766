"""The child as its parent sees it: a process that answers in time, or is ended."""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from vault.viewing.frames import BadFrame, Head, read_frame, write_frame

FLAG = "--look-at-a-document"
"""What a frozen program is started with to be the child; see ``ui.app``."""
_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main(int(sys.argv[2]))"
)
# Windows starts no Python without it.
_KEPT = ("SYSTEMROOT",)


class Gone(Exception):
    """The child died, was ended for taking too long, or said what it may not."""


def command(flag: str = FLAG, module: str = "vault.viewing.child") -> list[str]:
    """Return what starts a child: this Python, without its environment or the user's site.

    ``module`` has the ``main`` of the child, and ``flag`` names it to a frozen program.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, flag, str(os.getpid())]
    program = _PROGRAM.format(module=module)
    return [sys.executable, "-I", "-c", program, str(_ROOT), str(os.getpid())]


class ChildProcess:
    """Started at once, or ``Gone``. Not for two threads at a time, but for ``kill``."""

    def __init__(self, line: list[str] | None = None) -> None:
        try:
            self._process = subprocess.Popen(
                line or command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _KEPT if name in os.environ},
                cwd=os.path.abspath(os.sep),  # noqa: PTH100 - a Path of it has no drive
                close_fds=True,
            )
        except OSError as error:
            raise Gone from error

    def exchange(
        self, head: Head, body: bytes, most_body: int, seconds: float
    ) -> tuple[Head, bytes]:
        """Ask, and return the answer within ``seconds``. Raises ``Gone``: then close it."""
        assert self._process.stdin is not None and self._process.stdout is not None
        limit = threading.Timer(seconds, self._process.kill)
        limit.start()
        try:
            write_frame(self._process.stdin, head, body)
            return read_frame(self._process.stdout, most_body)
        except (BadFrame, OSError) as error:
            raise Gone from error
        finally:
            limit.cancel()

    def kill(self) -> None:
        """End the child now, from any thread; one that waits for its answer hears ``Gone``."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End the child and close its pipes; no thread may wait for an answer."""
        self.kill()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            # What was not taken by the dead child is thrown away.
            with suppress(OSError):
                stream.close()
