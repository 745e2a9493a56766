"""The document table: rows into documents and back."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from vault import clock
from vault.documents.model import (
    AddPlan,
    Document,
    DocumentFacts,
    DocumentKind,
    Reading,
    SealedFile,
    Source,
)
from vault.errors import NotFound
from vault.ids import ClientId, DocumentId
from vault.notes.model import Privilege
from vault.store import bundle, hidden
from vault.store.connection import Connection, Row


def inherited(document: str) -> str:
    """Return the condition that a row of the table named ``document`` came with a custody."""
    return (
        "EXISTS (SELECT 1 FROM inherited_row AS i"
        f" WHERE i.client_id = {document}.client_id AND i.table_name = 'document'"
        f" AND i.row = {document}.id)"
    )


_DOCUMENTS = f"SELECT *, {inherited('document')} AS is_inherited FROM document"


def insert(connection: Connection, plan: AddPlan, sealed: SealedFile, at: datetime) -> DocumentId:
    """Add the row that names a sealed file; from now on the file belongs to the vault."""
    row_id = connection.run(
        "INSERT INTO document (uid, client_id, identity, file_name, media_type, size, sha256,"
        " sealed_size, sealed_sha256, added_at, kind, title, dated_on, source, about_whom,"
        " privilege) VALUES (:uid, :client_id, :identity, :file_name, :media_type, :size, :sha256,"
        " :sealed_size, :sealed_sha256, :added_at, :kind, :title, :dated_on, :source, :about_whom,"
        " :privilege)",
        {
            "uid": plan.uid,
            "client_id": plan.client_id,
            "identity": plan.identity,
            "file_name": plan.file_name,
            "media_type": plan.media_type or sealed.media_type,
            "size": sealed.size,
            "sha256": sealed.sha256,
            "sealed_size": sealed.sealed_size,
            "sealed_sha256": sealed.sealed_sha256,
            "added_at": clock.to_text(at),
            **_fact_values(plan.facts),
        },
    )
    return DocumentId(row_id)


def set_facts(connection: Connection, document_id: DocumentId, facts: DocumentFacts) -> None:
    """Replace all that a person chose."""
    connection.run(
        "UPDATE document SET kind = :kind, title = :title, dated_on = :dated_on,"
        " source = :source, about_whom = :about_whom, privilege = :privilege WHERE id = :id",
        {"id": document_id, **_fact_values(facts)},
    )


def set_error(connection: Connection, document_id: DocumentId, reason: str, at: datetime) -> None:
    """Mark a document as entered in error."""
    connection.run(
        "UPDATE document SET error_at = ?, error_reason = ? WHERE id = ?",
        (clock.to_text(at), reason, document_id),
    )


def one(connection: Connection, document_id: DocumentId) -> Document:
    """Return a document. Raises ``NotFound``."""
    sql = f"{_DOCUMENTS} WHERE id = ? AND {hidden.shown('client_id')}"
    row = connection.one(sql, (document_id,))
    if row is None:
        raise NotFound("document")
    return _document(row)


def of_client(connection: Connection, client_id: ClientId) -> list[Document]:
    """Return a client's documents, the newest day first; those without a day by when they came."""
    return [
        _document(row)
        for row in connection.all(
            f"{_DOCUMENTS} WHERE client_id = ? AND {hidden.shown('client_id')}"
            " ORDER BY coalesce(dated_on, substr(added_at, 1, 10)) DESC, id DESC",
            (client_id,),
        )
    ]


def with_hash(connection: Connection, client_id: ClientId, sha256: str) -> list[Document]:
    """Return a client's documents of that content, oldest first."""
    return [
        _document(row)
        for row in connection.all(
            f"{_DOCUMENTS} WHERE client_id = ? AND sha256 = ?"
            f" AND {hidden.shown('client_id')} ORDER BY id",
            (client_id, sha256),
        )
    ]


def readings(
    connection: Connection, folder: Path, ids: Iterable[DocumentId] | None = None
) -> list[Reading]:
    """Return what opens these documents' files below ``folder``, or all; gone ids are left out."""
    chosen = "" if ids is None else " AND id IN (SELECT value FROM json_each(?))"
    values = () if ids is None else (json.dumps(list(ids)),)
    return [
        _reading(row, folder)
        for row in connection.all(
            f"SELECT * FROM document WHERE {hidden.shown('client_id')}{chosen} ORDER BY id", values
        )
    ]


def _fact_values(facts: DocumentFacts) -> dict[str, str | None]:
    return {
        "kind": facts.kind,
        "title": facts.title,
        "dated_on": None if facts.dated_on is None else facts.dated_on.isoformat(),
        "source": facts.source,
        "about_whom": facts.about_whom,
        "privilege": facts.privilege,
    }


def _document(row: Row) -> Document:
    return Document(
        id=row["id"],
        uid=row["uid"],
        client_id=row["client_id"],
        kind=DocumentKind(row["kind"]),
        title=row["title"],
        file_name=row["file_name"],
        dated_on=None if row["dated_on"] is None else date.fromisoformat(row["dated_on"]),
        source=Source(row["source"]),
        about_whom=row["about_whom"],
        privilege=Privilege(row["privilege"]),
        media_type=row["media_type"],
        size=row["size"],
        sha256=row["sha256"],
        sealed_size=row["sealed_size"],
        sealed_sha256=row["sealed_sha256"],
        added_at=clock.from_text(row["added_at"]),
        error_at=None if row["error_at"] is None else clock.from_text(row["error_at"]),
        error_reason=row["error_reason"],
        is_inherited=bool(row["is_inherited"]),
    )


def _reading(row: Row, folder: Path) -> Reading:
    return Reading(
        document_id=row["id"],
        path=folder / bundle.attachment_file(row["uid"]),
        identity=row["identity"],
        media_type=row["media_type"],
        size=row["size"],
        sha256=row["sha256"],
        sealed_size=row["sealed_size"],
        sealed_sha256=row["sealed_sha256"],
    )
