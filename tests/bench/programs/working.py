"""Does in the real main window what a person does in a session, and notes how it was blocked."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QWidget,
)

from tests.bench.measuring import percentile
from tests.bench.programs.first_paint import end
from tests.bench.programs.heart import Heart
from tests.bench.programs.real_program import RealProgram, press, turn, wait_until, work_in
from vault.clients import service as clients

# The program loads these itself, when it comes to them: that is part of what blocks.
if TYPE_CHECKING:
    from ui.clients.page import ClientsPage
    from ui.find.dialog import FindDialog
    from ui.notes.editor import NoteEditor
    from vault.ids import ClientId

_IDLE_TURNS = 300
_ACTS_FOR_A_FORM = 2
_FORM_ROWS = 20
_FORM_SIZE = QSize(640, 720)
_WHEEL_STEP = 120
_SCROLLED = 12
"""Steps of the wheel on one client's page."""
_WRITTEN = 60
"""Keystrokes in one note."""


class Hands:
    """Does one act at a time and keeps the longest block of each, in ms, by the act's name."""

    def __init__(self, program: RealProgram, texts: list[str]) -> None:
        self.blocks: dict[str, list[float]] = defaultdict(list)
        self._program = program
        self._texts = texts
        self._heart = Heart()
        self._acts = 0
        self.plain_ms: list[float] = []
        """The same of a plain form, made in between: the limit."""

    def idle_ms(self) -> list[float]:
        """Return the blocks while nothing is done: the noise of the machine."""
        return [self._heart.longest_ms(turn) for _ in range(_IDLE_TURNS)]

    def _do(self, name: str, act: Callable[[], None]) -> None:
        def whole() -> None:
            _move_mouse(self._program.main_window)
            act()
            turn()
            self._program.settle()

        self.blocks[name].append(self._heart.longest_ms(whole))
        self._acts += 1
        if self._acts % _ACTS_FOR_A_FORM == 0:
            self.plain_ms.append(self._heart.longest_ms(self._show_plain_form))

    def _show_plain_form(self) -> None:
        """Make, show and delete what Qt alone makes: what a block costs on this machine, now."""
        _move_mouse(self._program.main_window)
        form = QWidget(self._program.main_window)
        rows = QFormLayout(form)
        for number in range(_FORM_ROWS):
            rows.addRow(QLabel(f"Field {number}"), QLineEdit(f"Value {number}"))
        listed = QListWidget()
        listed.addItems([f"Line {number}" for number in range(_FORM_ROWS)])
        rows.addRow(listed)
        form.resize(_FORM_SIZE)
        form.show()
        turn()
        shiboken6.delete(form)
        turn()

    def _key(self, name: str, field: QWidget, sign: str) -> None:
        self._do(name, lambda: press(field, sign))

    # --- the pages ---

    def visit_pages(self) -> None:
        """Go to each page and back to the clients; the first time it is made."""
        window = self._program.main_window
        for name in ("home", "audit", "settings", "clients"):
            self._do("page", partial(window.show_page, name))

    def turn_settings(self) -> None:
        """Look at each tab of the settings."""
        from ui.settings.page import SettingsPage

        page = self._program.main_window.page("settings")
        if isinstance(page, SettingsPage):
            self._program.main_window.show_page("settings")
            for at in range(page.tabs.count()):
                self._do("settings", partial(page.tabs.setCurrentIndex, at))

    def scroll_audit(self) -> None:
        """Turn the wheel over the log."""
        self._do("page", lambda: self._program.main_window.show_page("audit"))
        self._turn_wheel("audit", self._program.main_window.page("audit"))

    def _turn_wheel(self, name: str, page: QWidget) -> None:
        area = page.childAt(page.rect().center()) or page
        for _ in range(_SCROLLED):
            self._do(name, lambda: _wheel(area))

    # --- clients and their notes ---

    @property
    def _page(self) -> ClientsPage:
        from ui.clients.page import ClientsPage

        page = self._program.main_window.page("clients")
        if not isinstance(page, ClientsPage):
            raise RuntimeError("the clients page is another")
        return page

    def filter_clients(self) -> None:
        """Type into the filter of the list."""
        self._program.show_clients()
        for sign in "".join(self._texts)[:40]:
            self._key("filter", self._page.list.filter, sign)
        self._page.list.filter.clear()
        self._program.settle()

    def read_client(self, client_id: ClientId) -> None:
        """Open a client, scroll down the notes, look at the other tabs."""
        self._do("open", lambda: self._open(client_id))
        view = self._page.view
        self._turn_wheel("scroll", view.notes)
        wait_until(lambda: not view.notes.timeline.is_loading)
        for at in [*range(1, view.tabs.count()), 0]:
            name = view.tabs.tabText(at).lower()
            self._do(name, partial(view.tabs.setCurrentIndex, at))

    def _open(self, client_id: ClientId) -> None:
        page = self._page
        page.open_client(client_id)
        wait_until(lambda: page.has_view)
        view = self._page.view
        wait_until(lambda: view.client_id == client_id)
        self._program.settle()
        wait_until(lambda: not view.notes.timeline.is_loading)

    def write_note(self, *, signs: bool) -> None:
        """Begin a note, type, let it be saved, and sign it or leave it a draft."""
        self._do("begin", self._begin)
        editor = self._editor
        for sign in " ".join(self._texts * 9)[:_WRITTEN]:
            self._key("type", editor.fields[0], sign)
        self._do("autosave", lambda: wait_until(lambda: not editor.saver.is_waiting))
        if signs:
            self._do("sign", lambda: self._leave(editor.sign_button.click))
        else:
            self._do("close", lambda: self._leave(editor.close_button.click))

    @property
    def _editor(self) -> NoteEditor:
        editor = self._page.view.notes.editor
        if editor is None:
            raise RuntimeError("no note is being written")
        return editor

    def _begin(self) -> None:
        self._page.view.notes.new_note()
        wait_until(lambda: self._page.view.notes.editor is not None)

    def _leave(self, act: Callable[[], None]) -> None:
        notes = self._page.view.notes
        act()
        wait_until(lambda: notes.editor is None)
        self._program.settle()
        wait_until(lambda: not notes.timeline.is_loading)

    # --- Find ---

    def find(self) -> None:
        """Open Find and type each text into it."""
        self._do("find", self._program.context.find)
        dialog = open_finds()[0]
        for text in self._texts:
            for sign in text:
                self._key("find", dialog.field, sign)
            dialog.field.clear()
            self._program.settle()
        dialog.reject()
        self._program.settle()


def open_finds() -> list[FindDialog]:
    """Return Find, if it is open."""
    from ui.find.dialog import FindDialog

    shown = (one for one in QApplication.topLevelWidgets() if one.isVisible())
    return [one for one in shown if isinstance(one, FindDialog)]


def _move_mouse(window: QWidget) -> None:
    """Let the program see that somebody is there: no act comes from nowhere."""
    at = QPointF(1, 1)
    button, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, at, window.mapToGlobal(at), button, button, keys)
    QApplication.sendEvent(window, event)


def _wheel(area: QWidget) -> None:
    at = QPointF(area.rect().center())
    event = QWheelEvent(
        at,
        area.mapToGlobal(at),
        QPoint(),
        QPoint(0, -_WHEEL_STEP),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(area, event)


def measure(program: RealProgram) -> None:
    texts: list[str] = json.loads(sys.argv[2])
    pages, written = int(sys.argv[3]), int(sys.argv[4])
    window = program.unlock()
    found: list[list[ClientId]] = []
    program.context.ask(window, clients.list_ids, found.append)
    wait_until(lambda: bool(found))
    hands = Hands(program, texts)
    idle = hands.idle_ms()
    hands.filter_clients()
    step = max(1, len(found[0]) // pages)
    for client_id in found[0][::step][:pages]:
        hands.read_client(client_id)
    for number in range(written):
        hands.write_note(signs=number % 2 == 0)
    hands.find()
    for _ in range(3):
        hands.visit_pages()
        hands.turn_settings()
        hands.scroll_audit()
    end(blocks_ms=hands.blocks, plain_ms=hands.plain_ms, idle_p99_ms=percentile(idle, 0.99))


if __name__ == "__main__":
    work_in(Path(sys.argv[1]), measure)
