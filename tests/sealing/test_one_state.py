"""A client's rows are one state, whatever is written between two of a sealing's short jobs."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from tests.exports.samples import add_client
from tests.vault_fixtures import open_session
from vault.ids import ClientId, ImportId
from vault.importers.note_model import DayFrom
from vault.importers.writing import Writer
from vault.notes.model import NoteKind
from vault.sealing import contents, rows_text
from vault.sealing.part_model import Part
from vault.session import Session

T = TypeVar("T")
NOTES = 250
"""With what stands beside each, more rows than one job reads of what tells of events."""


def test_no_row_names_one_that_came_after_its_table_was_read(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    client_id = add_client(session, "Amara Osei")
    _import_notes(session, client_id, NOTES)
    facts, sink = contents.plan_facts(session), io.BytesIO()

    def run(job: Callable[[Session], T]) -> T:
        read = job(session)
        _import_notes(session, client_id, 1)
        return read

    contents.write_part(Part.RECORDS, facts, sink, run)
    session.close()
    notes, imported = _numbers(sink, "note", "id"), _numbers(sink, "imported_note", "note_id")
    assert len(notes) > NOTES
    assert imported == notes


def _import_notes(session: Session, client_id: ClientId, count: int) -> None:
    with session.begin("import.notes") as tx:
        batch = tx.rows.run(
            "INSERT INTO import_batch (uid, kind, source_sha256, at)"
            " VALUES (hex(randomblob(16)), 'notes', '', '2026-11-24')"
        )
        writer = Writer(tx, ImportId(batch), session.today())
        for _ in range(count):
            kind, day = NoteKind.PROGRESS, date(2026, 11, 2)
            writer.note(client_id, kind, "A heron.", day, DayFrom.CHOSEN, None)
        tx.audit(client_id, batch=batch)


def _numbers(sink: io.BytesIO, table: str, column: str) -> set[object]:
    with zipfile.ZipFile(sink) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith("0001/rows.json"))
        _, rows = rows_text.read(archive.read(name).splitlines(keepends=True))
        found = [one for one in rows if one.table == table]
    return {one.values[one.columns.index(column)] for one in found}
