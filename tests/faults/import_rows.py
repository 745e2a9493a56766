"""Row ``import``: clients and notes come in, and the notes are taken back."""

import hashlib
from datetime import date
from pathlib import Path

from tests.faults.injection import Outcome
from tests.faults.telling import opened, sheet_of, tell
from tests.vault_fixtures import NoKeyring
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.documents import service as documents
from vault.errors import VaultError
from vault.importers import note_staging, service
from vault.importers.batch_model import Batch, ImportKind, NoteChoice, Source
from vault.importers.model import ClientImport, PlannedClient, Verdict
from vault.importers.note_model import DayFrom, NoteFile
from vault.keys import service as keys
from vault.search import service as search
from vault.search.model import Query
from vault.session import Session
from vault.store import intents

CLIENTS = 12
NOTES = 3
_FILE = Source(kind=ImportKind.CLIENTS, sha256="ab" * 32)
_WORD, _FILES = "sandpiper", "notes"


def _list() -> ClientImport:
    return ClientImport(
        rows=tuple(
            PlannedClient(
                line=line,
                verdict=Verdict.TAKEN,
                findings=(),
                details=ClientDetails(legal_name=f"Imported {line}"),
                opened_on=date(2024, 1, 1),
            )
            for line in range(1, CLIENTS + 1)
        )
    )


def lay_out(folder: Path) -> None:
    """Put the files that are imported beside the vault: they are there before any fault."""
    (folder.parent / _FILES).mkdir()
    for number in range(1, NOTES + 1):
        data = f"{_WORD} {number}. ".encode() * 3000
        (folder.parent / _FILES / f"{number}.txt").write_bytes(data)


def _choices(session: Session, folder: Path) -> list[NoteChoice]:
    chosen = []
    for number in range(1, NOTES + 1):
        path = folder / f"{number}.txt"
        data = path.read_bytes()
        file = NoteFile(
            name=path.name,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            media_type="text/plain",
            text=data.decode(),
            day=date(2024, 3, number),
            day_from=DayFrom.FILE_NAME,
        )
        chosen.append(NoteChoice(file=file, client_id=clients.list_ids(session)[0], path=path))
    return chosen


def bring_in(folder: Path, secrets: Path) -> None:
    """Import a list, import notes, take the notes back."""
    session = opened(folder, secrets)
    choices = _choices(session, folder.parent / _FILES)
    tell(clients=service.commit_clients(session, _list(), _FILE).id)
    batch = note_staging.import_notes(session, choices)
    tell(notes=batch.id)
    service.undo(session, "\n".join(sheet_of(secrets)), batch.id, NoKeyring())
    tell(undone=batch.id)
    keys.lock(session, NoKeyring(), "lock")


ROWS = {"import": bring_in}


def problems(folder: Path, secrets: Path, outcome: Outcome) -> list[str]:
    """Return what is not as it must be: each import is there whole, or nothing of it is."""
    try:
        session = opened(folder, secrets)
    except VaultError as error:
        return [f"the vault does not open: {type(error).__name__}"]
    try:
        by_kind = {one.kind: one for one in service.batches(session)}
        return [
            *_of_clients(session, by_kind.get(ImportKind.CLIENTS), outcome),
            *_of_notes(session, by_kind.get(ImportKind.NOTES), outcome),
            *_of_files(session),
        ]
    finally:
        session.close()


def _of_clients(session: Session, batch: Batch | None, outcome: Outcome) -> list[str]:
    there = sum(
        clients.get(session, one).name.startswith("Imported") for one in clients.list_ids(session)
    )
    if "clients" in outcome.told and batch is None:
        return ["an acknowledged import is lost"]
    wanted = 0 if batch is None else CLIENTS
    return [] if there == wanted else [f"{there} of {wanted} imported clients"]


def _of_notes(session: Session, batch: Batch | None, outcome: Outcome) -> list[str]:
    found = []
    there = len(search.find(session, Query(text=_WORD)).notes)
    kept = len(documents.readings(session)) - 1
    if "notes" in outcome.told and batch is None:
        found.append("an acknowledged import of notes is lost")
    if "undone" in outcome.told and (batch is None or batch.undone_at is None or there or kept):
        found.append("an import taken back is still there")
    if (there, kept) not in ((0, 0), (NOTES, NOTES)):
        found.append(f"{there} of {NOTES} notes and {kept} of their originals")
    if batch is None and there:
        found.append("notes without their import")
    return found


def _of_files(session: Session) -> list[str]:
    report = documents.check_files(session)
    found = [f"a document's file left behind: {report.strays}"] if report.strays else []
    if not documents.verify(documents.readings(session)).is_sound:
        found.append("a document does not open")
    if intents.pending(session.rows):
        found.append("an intent that the unlock did not end")
    return found
