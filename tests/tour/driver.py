"""Starts the real program, in which a robot takes orders. Outside the program."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.tour.remote import Gone, Remote, Stuck

__all__ = ["Gone", "Program", "Stuck"]

ROOT = Path(__file__).resolve().parents[2]
ABOARD = Path(__file__).resolve().parent / "aboard"
_OF_OFFSCREEN = re.compile(r"This plugin does not support .*\n")


class Program(Remote):
    """The program, run as ``python -m ui.app`` in ``folder``. ``prefix`` may be a tracer."""

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str],
        *,
        prefix: Sequence[str] = (),
        arguments: Sequence[str] = (),
    ) -> None:
        self._folder = folder
        self._command = [*prefix, sys.executable, "-m", "ui.app", *arguments]
        super().__init__(str(Path(environment["XDG_RUNTIME_DIR"]) / "tour"))
        paths = os.pathsep.join([str(ABOARD), str(ROOT)])
        self._environment = {
            **environment,
            "CASEKEEP_TOUR": self.address,
            "PYTHONPATH": paths,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONFAULTHANDLER": "1",
        }
        self.stdout, self.stderr = folder / "stdout", folder / "stderr"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.listen()
        with self.stdout.open("ab") as out, self.stderr.open("ab") as err:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        try:
            self.meet()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)

    def lock(self, keys: str = "Ctrl+L") -> float:
        """Lock; return the seconds until the robot of the new image reported."""
        began = time.monotonic()
        with suppress(Gone):  # replaced before it could answer
            self.press(keys)
        self.meet()
        return time.monotonic() - began

    def leave(self) -> int:
        """Close the window by its frame; return the program's exit code."""
        with suppress(Gone):  # ended before it could answer
            self.order("leave")
        return self.ended()

    def kill(self, number: signal.Signals) -> int:
        """Send the program a signal that ends it; return its exit code."""
        os.kill(self.pid, number)
        return self.ended()

    def ended(self) -> int:
        """Wait for the program's end; return its exit code."""
        assert self._process is not None
        try:
            return self._process.wait(20)
        except subprocess.TimeoutExpired as error:
            raise Stuck("the program does not end") from error

    def _last_words(self) -> str:
        """Return how the program ended, if it did, and what it wrote last."""
        code = None
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                code = self._process.wait(1)
        ended = "it runs on" if code is None else f"it ended with {code}"
        return f"{ended} {self.errors()[-2000:]}"

    def errors(self) -> str:
        """Return what the program wrote to standard error, but for Qt's remarks offscreen."""
        text = self.stderr.read_text("utf-8", "replace") if self.stderr.exists() else ""
        return _OF_OFFSCREEN.sub("", text)
