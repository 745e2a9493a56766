"""Works in the real main window while a heart beats each millisecond in its thread.

What a beat is late by is how long the window could not answer.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.measuring import percentile
from tests.bench.programs.first_paint import end
from tests.bench.programs.real_program import RealProgram, press, turn, wait_until, work_in
from ui.clients.page import ClientsPage
from ui.find.dialog import FindDialog
from vault.clients import service as clients
from vault.ids import ClientId

_BEAT_MS = 1
_IDLE_TURNS = 300


class Heart(QObject):
    """Beats in the GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.perf_counter()
        self._longest = 0.0
        self._timer = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now

    def longest_ms(self, act: Callable[[], None]) -> float:
        """Return the longest time without a beat during ``act``, less the beat's own."""
        self._last, self._longest = time.perf_counter(), 0.0
        act()
        self._beat()
        return max(0.0, self._longest * 1000 - _BEAT_MS)


class Hands:
    """Does what a person does, one act at a time, and notes the longest block of each."""

    def __init__(self, program: RealProgram, texts: list[str]) -> None:
        self._program = program
        self._texts = texts
        self._heart = Heart()
        self._page: ClientsPage = program.show_clients()

    def idle(self) -> list[float]:
        """Return the blocks while nothing is done: the noise of the machine."""
        return [self._heart.longest_ms(turn) for _ in range(_IDLE_TURNS)]

    def filter_clients(self) -> list[float]:
        """Type into the filter of the list."""
        taken = [self._key(self._page.list.filter, sign) for sign in "".join(self._texts)[:40]]
        self._page.list.filter.clear()
        self._program.settle()
        return taken

    def open_clients(self, ids: list[ClientId]) -> list[float]:
        """Open the pages of these clients one after the other."""
        return [self._heart.longest_ms(partial(self._open, one)) for one in ids]

    def _open(self, client_id: ClientId) -> None:
        self._page.open_client(client_id)
        wait_until(lambda: self._page.view.client_id == client_id)
        self._program.settle()
        wait_until(lambda: not self._page.view.notes.timeline.is_loading)

    def write(self, keys: int) -> list[float]:
        """Type a note; autosaves fall into it as they do."""
        self._page.view.notes.new_note()
        wait_until(lambda: self._page.view.notes.editor is not None)
        self._program.settle()
        editor = self._page.view.notes.editor
        field = editor.fields[0] if editor is not None else None
        text = " ".join(self._texts * 40)[:keys]
        taken = [self._key(field, sign) for sign in text] if field is not None else []
        taken.append(self._heart.longest_ms(self._close_editor))
        return taken

    def _close_editor(self) -> None:
        self._page.flush(lambda: None)
        self._program.settle()

    def find(self) -> list[float]:
        """Open Find and type each text into it."""
        taken = [self._heart.longest_ms(self._open_find)]
        dialog = find_dialog()
        for text in self._texts:
            taken += [self._key(dialog.field, sign) for sign in text]
            dialog.field.clear()
            self._program.settle()
        dialog.reject()
        return taken

    def _open_find(self) -> None:
        self._program.context.find()
        self._program.settle()

    def _key(self, field: QWidget, sign: str) -> float:
        def act() -> None:
            press(field, sign)
            turn()
            self._program.settle()

        return self._heart.longest_ms(act)


def find_dialog() -> FindDialog:
    """Return the open Find."""
    for one in QApplication.topLevelWidgets():
        if isinstance(one, FindDialog) and one.isVisible():
            return one
    raise RuntimeError("Find did not open")


def measure(program: RealProgram) -> None:
    texts: list[str] = json.loads(sys.argv[2])
    pages, keys = int(sys.argv[3]), int(sys.argv[4])
    window = program.unlock()
    found: list[list[ClientId]] = []
    program.context.ask(window, clients.list_ids, found.append)
    wait_until(lambda: bool(found))
    hands = Hands(program, texts)
    idle = hands.idle()
    step = max(1, len(found[0]) // pages)
    blocks = {
        "filter": hands.filter_clients(),
        "open": hands.open_clients(found[0][::step][:pages]),
        "write": hands.write(keys),
        "find": hands.find(),
    }
    end(blocks_ms=blocks, idle_p99_ms=percentile(idle, 0.99))


if __name__ == "__main__":
    work_in(Path(sys.argv[1]), measure)
