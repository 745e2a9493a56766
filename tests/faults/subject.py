"""The program that is killed and starved: ``python -m tests.faults.subject ROW FOLDER SECRETS``.

It tells on standard output what was acknowledged, one line each, before it goes on: whatever
was told must be there afterwards. Errors of ours end it with exit code 3.
"""

import json
import random
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from tests.faults import (
    backup_rows,
    custody_rows,
    dispose_rows,
    import_rows,
    seal_rows,
    slot_rows,
)
from tests.faults.injection import OURS
from tests.faults.telling import opened as _open
from tests.faults.telling import tell as _tell
from tests.faults.telling import unstarve
from tests.vault_fixtures import PRACTICE, NoKeyring
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.errors import VaultError
from vault.ids import NoteId
from vault.keys import creation
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.keys.recovery_sheet import SheetText
from vault.notes import drafting
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.session import Session

SAVES = 6
DOCUMENT_SIZES = (0, 700_000)
"""An empty file, and one of several blocks: each block is a write of its own."""


def sheet_texts(sheet: SheetText) -> list[str]:
    """Return a sheet's lines as a person types them."""
    return [line.text for line in sheet.lines]


def body(text: str) -> Body:
    """Return a narrative of one section."""
    return Body.of((Section(heading="", text=text),))


def document_content(size: int) -> bytes:
    """Return a document's bytes, the same each time."""
    return random.Random(size).randbytes(size)


def _start_note(session: Session) -> int:
    client = clients.add(session, ClientDetails(legal_name="Subject One"))
    return notes.start(session, NoteHead(client_id=client, occurred_on=date(2026, 11, 1)))


def create(folder: Path, secrets: Path) -> None:
    """Create a vault. Its sheet is told first, as the wizard has it typed back first."""
    plan = creation.plan_vault("Fault")
    _tell(sheet=sheet_texts(plan.sheet))
    typed = json.loads(secrets.read_text(encoding="utf-8"))["passphrase"]
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=typed)
    creation.create_vault(plan, folder, PRACTICE, way, NoKeyring())
    _tell(done=True)


def save(folder: Path, secrets: Path) -> None:
    """Type into a note, with an autosave after each sentence; then close the editor."""
    session = _open(folder, secrets)
    note = NoteId(_start_note(session))
    _tell(note=note)
    for number in range(1, SAVES + 1):
        drafting.autosave(session, Shelf.RECORD, note, body(f"Sentence {number}. " * 40 * number))
        _tell(saved=number)
    drafting.close_editor(session, Shelf.RECORD, note)
    _tell(closed=SAVES)
    keys.lock(session, NoKeyring(), "lock")


def sign(folder: Path, secrets: Path) -> None:
    """Sign a note, add to it, enter it in error."""
    session = _open(folder, secrets)
    note = NoteId(_start_note(session))
    drafting.autosave(session, Shelf.RECORD, note, body("Worth signing. " * 50))
    _tell(note=note)
    notes.sign(session, Shelf.RECORD, note)
    _tell(signed=note)
    notes.add_addendum(session, Shelf.RECORD, note, "The earlier date was wrong.")
    _tell(addenda=1)
    notes.mark_error(session, Shelf.RECORD, note, "Wrong record")
    _tell(error=True)
    keys.lock(session, NoKeyring(), "lock")


def rotate(folder: Path, secrets: Path) -> None:
    """Put the records under a new key."""
    session = _open(folder, secrets)
    typed = "\n".join(json.loads(secrets.read_text(encoding="utf-8"))["sheet"])
    keys.rotate_keys(session, typed, NoKeyring())
    _tell(rotated=session.opened.header.keys)
    keys.lock(session, NoKeyring(), "lock")


def document_add(folder: Path, secrets: Path) -> None:
    """Add documents to a record that has one already, and open each."""
    session = _open(folder, secrets)
    client = clients.list_ids(session)[0]
    for number, size in enumerate(DOCUMENT_SIZES):
        source = BytesIO(document_content(size))
        added = documents.add_stream(
            session, client, source, f"{number}.bin", DocumentFacts(title=f"Document {number}")
        )
        _tell(**{f"added_{number}": added.id})
        documents.open_reading(session, added.id)
    keys.lock(session, NoKeyring(), "lock")


ROWS: dict[str, Callable[[Path, Path], None]] = {
    "create": create,
    "save": save,
    "sign": sign,
    "rotate": rotate,
    **slot_rows.ROWS,
    "document-add": document_add,
    **backup_rows.ROWS,
    **import_rows.ROWS,
    **dispose_rows.ROWS,
    **custody_rows.ROWS,
    **seal_rows.ROWS,
}

if __name__ == "__main__":
    unstarve()
    try:
        ROWS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    except VaultError as error:
        _tell(error_type=type(error).__name__)
        sys.exit(OURS)
