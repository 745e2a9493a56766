"""Documents: adding, listing, opening, copying out, looking whether all are whole.

Long work on files needs no session and may run on another thread than the one that owns it:
``plan_add`` and ``commit_add`` are quick and stand around ``seal`` (``adding.py``);
``open_reading`` gives what ``read_bytes``, ``copy_out`` and ``verify`` take.
"""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from vault.documents import rows, rules
from vault.documents.adding import (
    abandon_add,
    add,
    add_stream,
    commit_add,
    commit_within,
    plan_add,
    seal,
    seal_file,
    tell,
)
from vault.documents.checking import check_files, verify
from vault.documents.file_names import safe as safe_file_name
from vault.documents.folders import files_in
from vault.documents.model import Document, DocumentFacts, Reading
from vault.errors import DocumentTooLarge, InvalidValue
from vault.ids import ClientId, DocumentId
from vault.progress import Progress, no_progress
from vault.session import Session
from vault.store import attachments, surroundings

__all__ = [
    "abandon_add",
    "add",
    "add_stream",
    "change_facts",
    "check_files",
    "commit_add",
    "commit_within",
    "copy_out",
    "files_in",
    "get",
    "list_documents",
    "mark_error",
    "open_reading",
    "plan_add",
    "read_bytes",
    "readings",
    "record_copy_out",
    "require_proof",
    "safe_file_name",
    "same_content",
    "seal",
    "seal_file",
    "verify",
]

_FACTS = tuple(field.name for field in fields(DocumentFacts))


def same_content(session: Session, client_id: ClientId, sha256: str) -> list[Document]:
    """Return the client's documents with that content, oldest first: to notice, not to refuse."""
    return rows.with_hash(session.rows, client_id, sha256)


def list_documents(session: Session, client_id: ClientId) -> list[Document]:
    """Return a client's documents, newest first."""
    return rows.of_client(session.rows, client_id)


def get(session: Session, document_id: DocumentId) -> Document:
    """Return what is known of a document, without opening it. Raises ``NotFound``."""
    return rows.one(session.rows, document_id)


def require_proof(session: Session, document_id: DocumentId, client_id: ClientId) -> None:
    """Raise ``InvalidValue`` unless the document is this client's and not entered in error.

    Raises ``NotFound``. For what rests on a document: a receipt, a certificate.
    """
    document = rows.one(session.rows, document_id)
    if document.client_id != client_id or document.is_error:
        raise InvalidValue("document_id")


def change_facts(session: Session, document_id: DocumentId, facts: DocumentFacts) -> Document:
    """Keep ``facts``; the audit names the fields. Nothing changed: nothing done.

    Raises ``NotFound``, ``InvalidValue``.
    """
    before = rows.one(session.rows, document_id)
    rules.check_facts(facts, session.today())
    changed = [name for name in _FACTS if getattr(facts, name) != getattr(before.facts, name)]
    if not changed:
        return before
    with session.begin("document.change") as tx:
        rows.set_facts(tx.rows, document_id, facts)
        document = rows.one(tx.rows, document_id)
        tell(tx, document, fields=", ".join(changed))
    return document


def mark_error(session: Session, document_id: DocumentId, reason: str) -> Document:
    """Mark a document as entered in error; it stays, and stays openable.

    Raises ``NotFound``, ``InvalidValue`` for an empty reason, ``RuleBroken`` where it is marked.
    """
    rules.check_reason(reason)
    with session.begin("document.error") as tx:
        rows.one(tx.rows, document_id)
        rows.set_error(tx.rows, document_id, reason, tx.now)
        document = rows.one(tx.rows, document_id)
        tell(tx, document)
    return document


def open_reading(session: Session, document_id: DocumentId) -> Reading:
    """Return what opens a document's file, for a person to look at: the audit keeps it.

    Raises ``NotFound``.
    """
    return _reading_for(session, document_id, "document.open")


def record_copy_out(session: Session, document_id: DocumentId, target: Path) -> Reading:
    """Write into the audit log that a document is copied out in plain; return what copies it.

    Raises ``NotFound``, and ``InsideVault`` for a file in a vault or a set of snapshots.
    """
    surroundings.require_outside(target.absolute().parent)
    return _reading_for(session, document_id, "document.copy_out")


def _reading_for(session: Session, document_id: DocumentId, action: str) -> Reading:
    with session.begin(action) as tx:
        document = rows.one(tx.rows, document_id)
        tx.audit(document.client_id, document=document.id, kind=document.kind.value)
    return readings(session, [document_id])[0]


def readings(session: Session, ids: Iterable[DocumentId] | None = None) -> list[Reading]:
    """Return what opens these documents, or all: for exports, drills and checks, not a person."""
    return rows.readings(session.rows, session.opened.folder, ids)


def read_bytes(reading: Reading, limit: int) -> bytes:
    """Return a document of at most ``limit`` bytes, on any thread.

    Raises ``DocumentDamaged``, ``DocumentMissing`` or ``DocumentTooLarge``.
    """
    if reading.size > limit:
        raise DocumentTooLarge()
    return attachments.read_bytes(reading)


def copy_out(reading: Reading, target: Path, progress: Progress = no_progress) -> None:
    """Write a document in plain as the new file ``target``, on any thread.

    It appears when its last byte was verified. Raises ``FileNameTaken``, ``DocumentDamaged``,
    ``DocumentMissing``, ``DiskFull``, ``ReadOnlyFolder``, ``StorageFailed``.
    """
    attachments.copy_out(reading, target, progress)
