"""Imported notes among a client's own: said to be imported, never edited, never waited for."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.importing.guide import note_folder
from tests.ui.notes.bench import Bench, the
from tests.ui.unlocked import Desk, on_worker, settle
from ui.clients.client_view import ClientView
from ui.find import presenter as find_words
from ui.notes.dialogs import ErrorDialog
from ui.notes.note_card import NoteCard
from vault.clients import care_sessions
from vault.clients.model import CareSessionDetails, CareSessionStatus
from vault.importers import note_staging, preview_service, service
from vault.importers.batch_model import Batch, ImportKind, NoteChoice, Source
from vault.importers.model import PlannedSession, SessionImport, Verdict
from vault.notes import service as notes
from vault.search import service as search
from vault.search.model import Query
from vault.session import Session


@pytest.fixture
def bench(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Bench:
    """A client with the notes of a folder."""
    made = Bench(qtbot, desk)
    root = note_folder(tmp_path)

    def bring(session: Session) -> Batch:
        found = preview_service.read(ImportKind.NOTES, root, session.today())
        choices = [
            NoteChoice(file=file, client_id=made.client_id, path=root / file.name)
            for file in found.files
            if file.name.startswith("Amara")
        ]
        return note_staging.import_notes(session, choices)

    on_worker(qtbot, desk, bring)
    made.open()
    return made


def _card(bench: Bench) -> NoteCard:
    return bench.panel.timeline.cards[-1]


def test_a_card_says_that_it_was_imported(bench: Bench) -> None:
    card = _card(bench)
    said = [one.text() for one in card.findChildren(QLabel)]
    assert "Imported, not signed here" in said
    assert "Its day is from the name of the imported file." in said
    assert "Imported, not signed here" in card.accessibleName()


def test_a_card_offers_nothing_that_an_imported_note_refuses(bench: Bench) -> None:
    card = _card(bench)
    assert not hasattr(card, "continue_button")
    assert [one.text() for one in card.menu_button.menu().actions()] == [
        "Mark as entered in error…"
    ]
    bench.panel.reveal(card.note.id)
    bench.settle()
    assert bench.panel.editor is None
    assert_accessible(bench.panel)


def test_one_in_the_wrong_record_is_marked_as_entered_in_error(bench: Bench) -> None:
    card = _card(bench)
    card.menu_button.menu().actions()[0].trigger()
    dialog = the(bench.panel, ErrorDialog)
    bench.qtbot.waitUntil(dialog.field.hasFocus)
    QTest.keyClicks(dialog.field, "Of another client.")
    with bench.qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.act_button, Qt.Key.Key_Space)
    bench.qtbot.waitUntil(lambda: _card(bench).note.error is not None)
    said = [one.text() for one in _card(bench).findChildren(QLabel)]
    assert "Entered in error" in said
    assert not hasattr(_card(bench), "menu_button")


def test_return_opens_the_original(qtbot: QtBot, bench: Bench) -> None:
    with qtbot.waitSignal(bench.panel.original_requested):
        QTest.keyClick(_card(bench), Qt.Key.Key_Return)


def test_the_original_is_shown_among_the_documents(qtbot: QtBot, desk: Desk, bench: Bench) -> None:
    view = ClientView(desk.context)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    view.open(bench.client_id, lambda: None)
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: len(view.notes.timeline.cards) == 2)
    view.notes.timeline.cards[-1].original_button.click()
    settle(qtbot, desk)
    seen = view.documents.look.document
    assert seen is not None and seen.file_name == "2024-03-05 session.txt"


def test_nobody_waits_for_imported_notes(qtbot: QtBot, desk: Desk, bench: Bench) -> None:
    assert not on_worker(qtbot, desk, notes.drafts)
    bench.panel.new_note()
    bench.settle()
    assert bench.editor.note.head.template_key != "", "a new note does not begin as an import"


def test_nobody_waits_for_notes_of_sessions_that_were_past_when_imported(
    qtbot: QtBot, desk: Desk, bench: Bench
) -> None:
    def job(session: Session) -> int:
        today = session.today()
        rows = tuple(
            PlannedSession(
                line=line,
                verdict=Verdict.TAKEN,
                findings=(),
                client_text="A.",
                details=CareSessionDetails(day=day, status=CareSessionStatus.HELD),
            )
            for line, day in ((2, today - timedelta(days=9)), (3, today))
        )
        source = Source(kind=ImportKind.CALENDAR, sha256="ab" * 32)
        matches = {"A.": bench.client_id}
        service.commit_sessions(session, SessionImport(rows=rows), matches, source)
        return len(care_sessions.held_without_note(session))

    assert on_worker(qtbot, desk, job) == 1


def test_find_says_that_a_note_was_imported(qtbot: QtBot, desk: Desk, bench: Bench) -> None:
    found = on_worker(qtbot, desk, lambda session: search.find(session, Query(text="kingfisher")))
    [row] = [one for one in find_words.result_rows(found) if one.note_id is not None]
    assert "imported" in row.aside and "draft" not in row.aside
