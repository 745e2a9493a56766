"""What must be true of a vault after a fault, whatever it was."""

import json
from pathlib import Path
from typing import Any

from tests.faults import slot_rows, ways
from tests.faults.injection import Outcome
from tests.faults.subject import DOCUMENT_SIZES, SAVES, body
from tests.vault_fixtures import NoKeyring
from vault.audit import service as audit
from vault.documents import service as documents
from vault.errors import SecretError, VaultError
from vault.ids import NoteId
from vault.keys import service as keys
from vault.notes import service as notes
from vault.notes.model import Note, Shelf
from vault.session import Session
from vault.store import bundle, intents

MARKER = "Written and signed before any fault."
KEPT_DOCUMENT = b"Added before any fault. " * 9000


def problems(row: str, folder: Path, secrets: Path, outcome: Outcome) -> list[str]:
    """Return, in words, everything that a fault must not have done."""
    if row == "create" and not folder.exists():
        return ["told done, no vault"] if outcome.told.get("done") else []
    try:
        session = _reopened(row, folder, secrets, outcome.told)
    except VaultError as error:
        return [f"does not open: {type(error).__name__} {error}"]
    try:
        found = _of_vault(session, folder)
        if row not in slot_rows.ROWS:
            found += ways.problems(session, [ways.FIRST], ways.EMPTY)
        if row != "create":
            found += _of_note(session, outcome.told, row)
        if row not in ("create", "import"):  # an import has documents of its own
            found += _of_documents(session, outcome.told)
    finally:
        session.close()
    return found


def _reopened(row: str, folder: Path, secrets: Path, told: dict[str, Any]) -> Session:
    old = told["sheet"] if row == "create" else json.loads(secrets.read_text("utf-8"))["sheet"]
    new: list[str] = told.get("new_sheet", [])
    if told.get("replaced"):
        return keys.unlock_with_sheet(folder, new, NoKeyring())
    try:
        return keys.unlock_with_sheet(folder, old, NoKeyring())
    except SecretError:
        if not new:
            raise
        return keys.unlock_with_sheet(folder, new, NoKeyring())


def _of_vault(session: Session, folder: Path) -> list[str]:
    found = []
    session.rows.check()
    if not audit.verify(session).is_sound:
        found.append("the audit chain is broken")
    if notes.check_all(session).broken:
        found.append("a signature is broken")
    left = bundle.unknown_files(folder, session.opened.header, frozenset())
    if left:
        found.append(f"left behind: {left}")
    return found


def _of_note(session: Session, told: dict[str, Any], row: str) -> list[str]:
    kept = notes.get(session, Shelf.RECORD, NoteId(1))
    found = [] if kept.body.text == MARKER and kept.is_signed else ["an older note is lost"]
    if row not in ("save", "sign") or "note" not in told:
        return found
    note = notes.get(session, Shelf.RECORD, NoteId(told["note"]))
    return found + (_of_typing(note, told) if row == "save" else _of_signing(note, told))


def _of_documents(session: Session, told: dict[str, Any]) -> list[str]:
    """What was told is there whole; what was not is there whole or not at all."""
    report = documents.check_files(session)
    found = [f"a document's file left behind: {report.strays}"] if report.strays else []
    if intents.pending(session.rows):
        found.append("an intent that the unlock did not end")
    every = documents.readings(session)
    if not documents.verify(every).is_sound:
        found.append("a document does not open")
    sizes = [one.size for one in every]
    if sizes != [len(KEPT_DOCUMENT), *DOCUMENT_SIZES][: len(sizes)] or not sizes:
        found.append(f"other documents than were added: {sizes}")
    elif documents.read_bytes(every[0], sizes[0]) != KEPT_DOCUMENT:
        found.append("an older document is lost")
    wanted = sum(name.startswith("added_") for name in told)
    if len(every) < 1 + wanted:
        found.append("an acknowledged document is lost")
    return found


def _of_typing(note: Note, told: dict[str, Any]) -> list[str]:
    saved = told.get("closed") or told.get("saved", 0)
    texts = ["", *(body(f"Sentence {n}. " * 40 * n).text for n in range(1, SAVES + 1))]
    if note.latest.text not in texts[saved : saved + 2]:
        return [f"sentence {saved} was acknowledged and is not there"]
    return []


def _of_signing(note: Note, told: dict[str, Any]) -> list[str]:
    lost = []
    if told.get("signed") and not note.is_signed:
        lost.append("an acknowledged signature is lost")
    if len(note.addenda) < told.get("addenda", 0):
        lost.append("an acknowledged addendum is lost")
    if told.get("error") and note.error is None:
        lost.append("an acknowledged mark is lost")
    if not note.latest.text.startswith("Worth signing."):
        lost.append("what was typed is lost")
    return lost
