"""Starts the real program and gives the robot inside it orders. Outside the program."""

import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
ABOARD = Path(__file__).resolve().parent / "aboard"
START_S = 30.0
ANSWER_S = 40.0
_OF_OFFSCREEN = re.compile(r"This plugin does not support .*\n")


class Stuck(Exception):
    """An order could not be carried out; the text says what was missing."""


class Gone(Exception):
    """The program ended, or replaced itself, before it answered."""


class Program:
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
        self._address = str(Path(environment["XDG_RUNTIME_DIR"]) / "tour")
        paths = os.pathsep.join([str(ABOARD), str(ROOT)])
        self._environment = {
            **environment,
            "CASEKEEP_TOUR": self._address,
            "PYTHONPATH": paths,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONFAULTHANDLER": "1",
        }
        self._server = socket.socket(socket.AF_UNIX)
        self._robot: socket.socket | None = None
        self._received = b""
        self.stdout, self.stderr = folder / "stdout", folder / "stderr"
        self.pid = 0
        self.platform = ""
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._server.bind(self._address)
        self._server.listen(1)
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
        if self._robot is not None:
            self._robot.close()
        self._server.close()
        Path(self._address).unlink(missing_ok=True)
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)

    def meet(self) -> None:
        """Wait for the robot of a new process image. Raises ``Gone`` if none reports."""
        if not select.select([self._server], [], [], START_S)[0]:
            raise Gone(f"the program did not start: {self._last_words()}")
        if self._robot is not None:
            self._robot.close()
        self._robot, _ = self._server.accept()
        self._received = b""
        hello = self._answer()
        self.pid, self.platform = int(hello["pid"]), str(hello["platform"])

    def order(self, act: str, **details: object) -> dict[str, Any]:
        """Have one order carried out. Raises ``Stuck``, or ``Gone``."""
        if self._robot is None:
            raise Gone("nobody is aboard")
        try:
            self._robot.sendall(json.dumps({"do": act, **details}).encode() + b"\n")
            answer = self._answer()
        except (BrokenPipeError, ConnectionResetError) as error:
            raise Gone(f"at {act}: {self._last_words()}") from error
        if "error" in answer:
            shown = " | ".join(answer["shown"])[:1500]
            raise Stuck(f"{act}: {answer['error']}; on the screen: {shown}")
        return answer

    def _answer(self) -> dict[str, Any]:
        assert self._robot is not None
        deadline = time.monotonic() + ANSWER_S
        while not self._received.endswith(b"\n"):
            left = max(0.0, deadline - time.monotonic())
            if not select.select([self._robot], [], [], left)[0]:
                raise Stuck("the program does not answer")
            received = self._robot.recv(1 << 20)
            if not received:
                raise Gone(self._last_words())
            self._received += received
        answer: dict[str, Any] = json.loads(self._received)
        self._received = b""
        return answer

    def click(self, name: str, kind: str = "", nth: int = 0) -> None:
        """Click the widget called ``name`` (``*`` at the end: any rest)."""
        self.order("click", name=name, kind=kind, nth=nth)

    def type(self, name: str, text: str, kind: str = "", *, over: bool = False) -> None:
        """Click a field and type into it."""
        self.order("type", name=name, text=text, kind=kind, over=over)

    def press(self, keys: str) -> None:
        """Press a key or chord where the focus is."""
        self.order("press", keys=keys)

    def choose(self, name: str, row: str) -> None:
        """Click a row of the list called ``name``; ``*`` before or after means a part of it."""
        self.order("choose", name=name, row=row)

    def menu(self, entry: str) -> None:
        """Click an entry of the open menu."""
        self.order("menu", entry=entry)

    def see(
        self, name: str = "", *, text: str = "", kind: str = "", patience_ms: int = 8000
    ) -> None:
        """Wait until a widget, or a text, is shown."""
        wanted = {"name": name} if name else {}
        said = {"text": text} if text else {}
        self.order("see", kind=kind, patience_ms=patience_ms, **wanted, **said)

    def miss(self, name: str, *, kind: str = "") -> None:
        """Wait until a widget is gone."""
        self.order("miss", name=name, kind=kind)

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
