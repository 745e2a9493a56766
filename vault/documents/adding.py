"""Adding a document: plan (session, quick), seal (any thread), commit or abandon (session, quick).

The order makes a crash harmless: an intent names the files, the file is sealed under a temporary
name, made durable and renamed, and one transaction enters the row and ends the intent.
"""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from vault.age import HybridIdentity
from vault.changes import Kind
from vault.clients import service as clients
from vault.documents import file_names, rows, rules
from vault.documents.model import AddPlan, Document, DocumentFacts, SealedFile
from vault.errors import VaultError
from vault.ids import ClientId, new_uid
from vault.progress import Progress, no_progress
from vault.session import Session
from vault.store import attachments, intents
from vault.store.unit_of_work import Transaction

_INTENT = "document.add"


def plan_add(
    session: Session,
    client_id: ClientId,
    file_name: str,
    facts: DocumentFacts,
    media_type: str = "",
) -> AddPlan:
    """Write down which file is about to be made, and give the key for it.

    Without a ``media_type`` the content tells. Raises ``NotFound``, ``RecordClosed`` (disposed)
    or ``InvalidValue``. A plan ends with ``commit_add`` or ``abandon_add``, or at the next unlock.
    """
    clients.get(session, client_id)  # raises where there is none, or none any more
    name = file_names.kept(file_name)
    titled = facts if facts.title else replace(facts, title=name)
    rules.check_facts(titled, session.today())
    opened, identity, uid = session.opened, HybridIdentity.generate(), new_uid()
    target, temporary = attachments.file_names(uid)
    return AddPlan(
        uid=uid,
        identity=identity.to_text(),
        recipient=identity.recipient.to_text(),
        client_id=client_id,
        facts=titled,
        file_name=name,
        media_type=media_type,
        intent_id=intents.claim(opened, _INTENT, (target, temporary), session.now),
        target=opened.folder / target,
        temporary=opened.folder / temporary,
    )


def seal(plan: AddPlan, source: BinaryIO, progress: Progress = no_progress) -> SealedFile:
    """Seal all of ``source``, on any thread; ``progress`` hears bytes and may raise ``Cancelled``.

    Raises ``SourceUnreadable``, ``SourceChanged``, ``DiskFull``, ``ReadOnlyFolder``,
    ``StorageFailed``; then ``abandon_add`` comes next.
    """
    return attachments.write(plan, source, progress)


def seal_file(plan: AddPlan, path: Path, progress: Progress = no_progress) -> SealedFile:
    """As ``seal``, of a file. Raises ``NotAFile`` too, for links, folders, pipes and devices."""
    with attachments.open_source(path) as source:
        return attachments.write(plan, source, progress)


def commit_add(session: Session, plan: AddPlan, sealed: SealedFile) -> Document:
    """Enter the sealed file into the record. Raises ``NotFound`` where that is gone meanwhile.

    On any error ``abandon_add`` comes next.
    """
    with session.begin("document.add") as tx:
        document = commit_within(session, tx, plan, sealed)
    return document


def commit_within(session: Session, tx: Transaction, plan: AddPlan, sealed: SealedFile) -> Document:
    """As ``commit_add``, inside a transaction that enters more (an import)."""
    clients.get(session, plan.client_id)  # whose disposal may have begun while the file was sealed
    document_id = rows.insert(tx.rows, plan, sealed, tx.now)
    intents.release(session.opened, tx.rows, plan.intent_id)
    document = rows.one(tx.rows, document_id)
    tell(tx, document)
    return document


def abandon_add(session: Session, plan: AddPlan) -> None:
    """Remove what a plan has made. What cannot be removed now goes at the next unlock."""
    with suppress(VaultError):
        intents.abandon(session.opened, plan.intent_id, session.now)


def add(
    session: Session,
    client_id: ClientId,
    path: Path,
    facts: DocumentFacts,
    progress: Progress = no_progress,
) -> Document:
    """Add a file, whole or not at all. Raises what ``plan_add`` and ``seal_file`` raise."""
    plan = plan_add(session, client_id, path.name, facts)
    try:
        return commit_add(session, plan, seal_file(plan, path, progress))
    except BaseException:
        abandon_add(session, plan)
        raise


def add_stream(
    session: Session,
    client_id: ClientId,
    source: BinaryIO,
    file_name: str,
    facts: DocumentFacts,
    progress: Progress = no_progress,
) -> Document:
    """Add what has no file, as a pasted picture. Raises what ``plan_add`` and ``seal`` raise."""
    plan = plan_add(session, client_id, file_name, facts)
    try:
        return commit_add(session, plan, seal(plan, source, progress))
    except BaseException:
        abandon_add(session, plan)
        raise


def tell(tx: Transaction, document: Document, **detail: str | int) -> None:
    """Audit an act on a document, by its number and kind, and say what changed."""
    tx.audit(document.client_id, document=document.id, kind=document.kind.value, **detail)
    tx.changed(Kind.DOCUMENTS)
