"""An import can be taken back as long as nothing that stands leads to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.importers.test_committing import FILE, KEPT, LIST, _merging
from tests.store.conftest import CLIENT
from tests.store.drawer import DrawerKeyring
from vault.audit import export_service
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.errors import ImportInUse, WrongPassphrase
from vault.ids import ClientId
from vault.importers import note_files, note_staging, service
from vault.importers.batch_model import Batch, NoteChoice
from vault.importers.model import Choice, ClientImport, Duplicate, Likeness, PlannedClient, Verdict
from vault.notes import service as notes
from vault.notes.model import NoteHead, Shelf
from vault.session import Session

DAY = date(2026, 11, 1)


def _brought(session: Session) -> tuple[Batch, ClientId]:
    batch = service.commit_clients(session, LIST, FILE)
    return batch, clients.list_ids(session, "Lindqvist")[0]


def bring_note(session: Session, folder: Path, client: ClientId) -> Batch:
    """Import a folder with one note in it."""
    folder.mkdir()
    (folder / "2026-01-05 session.txt").write_text("A kingfisher at the weir.", encoding="utf-8")
    files = note_files.scan(folder, session.today())
    chosen = [NoteChoice(file=one, client_id=client, path=folder / one.name) for one in files]
    return note_staging.import_notes(session, chosen)


def test_nobody_has_the_id_of_a_record_that_was_taken_back(
    session: Session, drawer: DrawerKeyring
) -> None:
    batch, _ = _brought(session)
    brought = set(clients.list_ids(session)) - {CLIENT}
    told = list[frozenset[ClientId]]()
    service.undo(session, "1234", batch.id, drawer, tell_gone=told.append)
    assert told == [brought]
    assert clients.list_ids(session) == [CLIENT]
    later = clients.add(session, ClientDetails(legal_name="Bo Lee"))
    again, _ = _brought(session)
    late = {later, *clients.list_ids(session)} - {CLIENT}
    assert len(late) == 1 + len(brought) and not late & brought
    service.undo(session, "1234", again.id, drawer)
    assert clients.add(session, ClientDetails(legal_name="Cy Day")) not in late | brought


def _merge_into(client: ClientId, details: ClientDetails) -> ClientImport:
    into = Duplicate(likeness=Likeness.NAME, client_id=client)
    row = PlannedClient(
        line=2,
        verdict=Verdict.TAKEN,
        findings=(),
        details=details,
        choice=Choice.MERGE,
        into=into,
    )
    return ClientImport(rows=(row,))


def _discarded_note(session: Session, client: ClientId, _: Path, __: DrawerKeyring) -> None:
    note = notes.start(session, NoteHead(client_id=client, occurred_on=DAY))
    notes.discard(session, Shelf.RECORD, note)


def _notes_taken_back(session: Session, client: ClientId, at: Path, ring: DrawerKeyring) -> None:
    service.undo(session, "1234", bring_note(session, at / "old", client).id, ring)


def _merge_taken_back(session: Session, client: ClientId, _: Path, ring: DrawerKeyring) -> None:
    details = ClientDetails(legal_name="Bo Lindqvist", pronouns="he")
    batch = service.commit_clients(session, _merge_into(client, details), FILE)
    service.undo(session, "1234", batch.id, ring)


def _looking(session: Session, client: ClientId, at: Path, _: DrawerKeyring) -> None:
    session.step_up(b"1234")
    notes.timeline_ids(session, client, Shelf.PSYCHOTHERAPY)
    export_service.write_csv(session, at / "log.csv", client)


Passing = Callable[[Session, ClientId, Path, DrawerKeyring], None]


@pytest.mark.parametrize(
    "passing", [_discarded_note, _notes_taken_back, _merge_taken_back, _looking]
)
def test_what_left_nothing_keeps_no_import(
    session: Session, drawer: DrawerKeyring, tmp_path: Path, passing: Passing
) -> None:
    batch, client = _brought(session)
    passing(session, client, tmp_path, drawer)
    service.undo(session, "1234", batch.id, drawer)
    assert clients.list_ids(session) == [KEPT]


def test_a_note_imported_later_keeps_an_import(
    session: Session, drawer: DrawerKeyring, tmp_path: Path
) -> None:
    batch, client = _brought(session)
    bring_note(session, tmp_path / "old", client)
    with pytest.raises(ImportInUse):
        service.undo(session, "1234", batch.id, drawer)


def test_a_change_after_another_import_was_taken_back_keeps_an_import(
    session: Session, drawer: DrawerKeyring, tmp_path: Path
) -> None:
    batch, client = _brought(session)
    _merge_taken_back(session, client, tmp_path, drawer)
    clients.change(session, client, ClientDetails(legal_name="Bo Lindqvist", pronouns="they"))
    with pytest.raises(ImportInUse):
        service.undo(session, "1234", batch.id, drawer)


def test_what_only_filled_fields_asks_for_the_secret_too(
    session: Session, drawer: DrawerKeyring
) -> None:
    (row,) = _merging().rows
    kept = clients.get(session, KEPT).details.legal_name
    assert row.details is not None
    same_name = replace(row, details=replace(row.details, legal_name=kept))
    batch = service.commit_clients(session, ClientImport(rows=(same_name,)), FILE)
    filled = clients.get(session, KEPT).details
    with pytest.raises(WrongPassphrase):
        service.undo(session, "4321", batch.id, drawer)
    assert clients.get(session, KEPT).details == filled
    service.undo(session, "1234", batch.id, drawer)
    assert clients.get(session, KEPT).details.birth_date is None


def test_a_note_marked_since_keeps_its_import(
    session: Session, drawer: DrawerKeyring, tmp_path: Path
) -> None:
    batch = bring_note(session, tmp_path / "old", KEPT)
    (imported,) = [
        note
        for note in notes.notes(session, Shelf.RECORD, notes.timeline_ids(session, KEPT))
        if note.is_imported
    ]
    notes.mark_error(session, Shelf.RECORD, imported.id, "Of another client")
    with pytest.raises(ImportInUse):
        service.undo(session, "1234", batch.id, drawer)
