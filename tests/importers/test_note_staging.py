"""Note files come in with their originals, as one unit."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.store.conftest import CLIENT
from tests.store.drawer import DrawerKeyring
from tests.viewing.test_word_files import docx_bytes
from vault.documents import service as documents
from vault.errors import Cancelled, NotFound, RuleBroken, SourceChanged
from vault.ids import ClientId
from vault.importers import note_files, note_staging, rows, service
from vault.importers.batch_model import ImportCounts, NoteChoice
from vault.notes import service as notes
from vault.notes.model import Shelf
from vault.search import service as search
from vault.search.model import Query
from vault.session import Session
from vault.store import intents

TODAY = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "old"
    root.mkdir()
    (root / "2024-03-05.docx").write_bytes(docx_bytes("A kingfisher at the weir."))
    (root / "2024-03-06.txt").write_text("He slept.", encoding="utf-8")
    (root / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n not really")
    return root


@pytest.fixture
def choices(folder: Path) -> list[NoteChoice]:
    return [
        NoteChoice(file=file, client_id=CLIENT, path=folder / file.name)
        for file in note_files.scan(folder, TODAY)
    ]


def _attachments(session: Session) -> list[Path]:
    return [p for p in (session.opened.folder / "attachments").rglob("*") if p.is_file()]


def test_each_file_becomes_a_document_and_with_text_a_note(
    session: Session, choices: list[NoteChoice]
) -> None:
    batch = note_staging.import_notes(session, choices)
    assert batch.counts == ImportCounts(notes=2, documents=3)
    hit = search.find(session, Query(text="kingfisher")).notes[0]
    note = notes.get(session, Shelf.RECORD, hit.note_id)
    assert (note.head.occurred_on, note.is_imported) == (date(2024, 3, 5), True)
    document_id, day_from = rows.imported_from(session.rows, hit.note_id) or (None, "")
    assert day_from == "file_name"
    kept = {document.id: document for document in documents.list_documents(session, CLIENT)}
    assert document_id is not None
    original = kept[document_id]  # type: ignore[index]  # an id from the table
    assert original.file_name == "2024-03-05.docx"
    assert original.sha256 == next(
        c.file.sha256 for c in choices if c.file.name == original.file_name
    )


def test_an_original_is_known_by_the_day_of_its_note(
    session: Session, choices: list[NoteChoice]
) -> None:
    moved = [replace(one, file=replace(one.file, day=date(2020, 1, 2))) for one in choices[:1]]
    note_staging.import_notes(session, [*moved, *choices[1:]])
    files = [one.file for one in choices]
    days = {sha256: day for _, sha256, day in service.originals(session, files)}
    assert days == {
        files[0].sha256: date(2020, 1, 2),
        files[1].sha256: date(2024, 3, 6),
        files[2].sha256: files[2].day,  # a document alone
    }


def test_the_original_comes_back_byte_for_byte(
    session: Session, choices: list[NoteChoice], folder: Path
) -> None:
    note_staging.import_notes(session, choices)
    for document in documents.list_documents(session, CLIENT):
        reading = documents.open_reading(session, document.id)
        content = documents.read_bytes(reading, 1 << 20)
        assert content == (folder / document.file_name).read_bytes()


def test_cancelled_nothing_remains(session: Session, choices: list[NoteChoice]) -> None:
    def stop(step: str, done: int, total: int) -> None:
        if (step, done) == ("originals", 2):
            raise Cancelled()

    with pytest.raises(Cancelled):
        note_staging.import_notes(session, choices, stop)
    assert _attachments(session) == []
    assert intents.pending(session.rows) == []
    assert documents.list_documents(session, CLIENT) == []


def test_a_failed_commit_leaves_nothing(session: Session, choices: list[NoteChoice]) -> None:
    def stop(step: str, done: int, total: int) -> None:
        if (step, done) == ("notes", 2):
            raise Cancelled()

    with pytest.raises(Cancelled):
        note_staging.import_notes(session, choices, stop)
    assert _attachments(session) == []
    assert intents.pending(session.rows) == []
    assert service.batches(session) == []


def test_a_file_that_changed_since_the_preview_stops_all(
    session: Session, choices: list[NoteChoice], folder: Path
) -> None:
    (folder / "2024-03-06.txt").write_text("He did not sleep.", encoding="utf-8")
    with pytest.raises(SourceChanged):
        note_staging.import_notes(session, choices)
    assert _attachments(session) == []


def test_an_unknown_client_stops_all(session: Session, choices: list[NoteChoice]) -> None:
    one = choices[-1]
    stray = NoteChoice(file=one.file, client_id=ClientId(99), path=one.path)
    with pytest.raises(NotFound):
        note_staging.import_notes(session, [*choices, stray])
    assert intents.pending(session.rows) == []


def test_taken_back_the_originals_are_gone(
    session: Session, choices: list[NoteChoice], drawer: DrawerKeyring
) -> None:
    batch = note_staging.import_notes(session, choices)
    assert len(_attachments(session)) == 3
    service.undo(session, "1234", batch.id, drawer)
    assert _attachments(session) == []
    assert documents.list_documents(session, CLIENT) == []
    assert search.find(session, Query(text="kingfisher")).notes == ()


def test_an_imported_note_is_marked_as_entered_in_error(
    session: Session, choices: list[NoteChoice]
) -> None:
    note_staging.import_notes(session, choices)
    hit = search.find(session, Query(text="kingfisher")).notes[0]
    notes.mark_error(session, Shelf.RECORD, hit.note_id, "Of another client")
    note = notes.get(session, Shelf.RECORD, hit.note_id)
    assert note.error is not None and note.error.reason == "Of another client"
    assert "A kingfisher at the weir." in note.body.text
    with pytest.raises(RuleBroken):
        notes.mark_error(session, Shelf.RECORD, hit.note_id, "again")
