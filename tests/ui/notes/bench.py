"""A notes panel on a real vault, and the few questions its tests ask."""

import shutil
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import open_session
from ui.notes.editor import NoteEditor
from ui.notes.panel import NotesPanel
from vault.audit import service as audit
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.ids import ClientId, NoteId
from vault.notes import service as notes
from vault.notes.model import Note, Shelf

Q = TypeVar("Q", bound=QObject)


def the(parent: QWidget, kind: type[Q]) -> Q:
    """Return the one child of this kind."""
    found = parent.findChild(kind)
    assert found is not None
    return found


class Bench:
    """One client, and the panel that shows their notes."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot, self.desk = qtbot, desk
        details = ClientDetails(legal_name="Amara Osei")
        self.client_id: ClientId = on_worker(
            qtbot, desk, lambda session: clients.add(session, details)
        )
        self.panel = NotesPanel(desk.context)
        qtbot.addWidget(self.panel)
        self.panel.resize(800, 700)
        with qtbot.waitActive(self.panel):
            self.panel.show()
            self.panel.activateWindow()
        self.open()

    def open(self) -> None:
        self.panel.open(self.client_id)
        self.settle()

    def settle(self) -> None:
        settle(self.qtbot, self.desk)
        self.qtbot.waitUntil(lambda: not self.panel.timeline.is_loading)

    def new_note(self, template: str = "soap") -> NoteEditor:
        self.panel.new_note(template)
        self.qtbot.waitUntil(lambda: self.panel.editor is not None)
        self.settle()
        return self.editor

    @property
    def editor(self) -> NoteEditor:
        assert self.panel.editor is not None
        return self.panel.editor

    def note(self, note_id: NoteId, shelf: Shelf = Shelf.RECORD) -> Note:
        return on_worker(self.qtbot, self.desk, lambda session: notes.get(session, shelf, note_id))

    def notes(self) -> list[Note]:
        def job(session: object) -> list[Note]:
            ids = notes.timeline_ids(self.desk.session, self.client_id)
            return notes.notes(self.desk.session, Shelf.RECORD, ids)

        return on_worker(self.qtbot, self.desk, job)

    def actions(self) -> list[str]:
        events = on_worker(self.qtbot, self.desk, lambda session: audit.page(session))
        return [event.action for event in reversed(events)]

    def after_a_crash(self, tmp_path: Path, note_id: NoteId) -> Note:
        """Return the note from the files as they stand now, with nothing closed or folded."""
        other = tmp_path / "after the crash"
        other.mkdir()
        shutil.copytree(tmp_path / "test.casekeep", other / "test.casekeep")
        (other / "test.casekeep" / "lock").unlink(missing_ok=True)
        session = open_session(other)
        try:
            return notes.get(session, Shelf.RECORD, note_id)
        finally:
            session.close()
