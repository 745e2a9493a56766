"""Gives the robot inside a program orders, over a socket. Outside the program."""

import json
import select
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

START_S = 30.0
ANSWER_S = 40.0


class Stuck(Exception):
    """An order could not be carried out; the text says what was missing."""


class Gone(Exception):
    """The program ended, or replaced itself, before it answered."""


class Remote:
    """Waits at ``address`` for one robot after the other."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._server = socket.socket(socket.AF_UNIX)
        self._robot: socket.socket | None = None
        self._received = b""
        self.pid = 0
        self.platform = ""

    def listen(self) -> None:
        """From here on a robot finds somebody."""
        self._server.bind(self.address)
        self._server.listen(1)

    def close(self) -> None:
        """Let the robot go, which ends its program."""
        if self._robot is not None:
            self._robot.close()
        self._server.close()
        Path(self.address).unlink(missing_ok=True)

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

    def click_last(self, name: str) -> None:
        """Click what closes the robot's program, which may end before it answers."""
        with suppress(Gone):
            self.click(name)

    def _last_words(self) -> str:
        """Return how the program ended, where that is known."""
        return ""
