"""The paper_record table: rows into records on paper and back."""

from datetime import date, datetime

from vault import clock
from vault.errors import NotFound
from vault.ids import ClientId, DocumentId, PaperRecordId
from vault.paper.model import PaperRecord
from vault.store import hidden
from vault.store.connection import Connection, Row

_SHOWN = f"SELECT * FROM paper_record WHERE {hidden.shown('client_id')}"


def insert(
    connection: Connection, client_id: ClientId, description: str, place: str, at: datetime
) -> PaperRecordId:
    """Write a paper record that is still there."""
    return PaperRecordId(
        connection.run(
            "INSERT INTO paper_record (client_id, description, place, entered_at)"
            " VALUES (?, ?, ?, ?)",
            (client_id, description, place, clock.to_text(at)),
        )
    )


def dispose(
    connection: Connection, paper_id: PaperRecordId, disposed_on: date, method: str, vendor: str
) -> None:
    """Write what became of a paper record."""
    connection.run(
        "UPDATE paper_record SET disposed_on = ?, method = ?, vendor = ? WHERE id = ?",
        (disposed_on.isoformat(), method, vendor, paper_id),
    )


def set_certificate(
    connection: Connection, paper_id: PaperRecordId, document_id: DocumentId
) -> None:
    """Name the vendor's certificate."""
    connection.run("UPDATE paper_record SET document_id = ? WHERE id = ?", (document_id, paper_id))


def get(connection: Connection, paper_id: PaperRecordId) -> PaperRecord:
    """Return a paper record. Raises ``NotFound``."""
    row = connection.one(f"{_SHOWN} AND id = ?", (paper_id,))
    if row is None:
        raise NotFound("paper_record")
    return _record(row)


def of_client(connection: Connection, client_id: ClientId) -> list[PaperRecord]:
    """Return a client's paper records: those still there first, then the newest."""
    sql = f"{_SHOWN} AND client_id = ? ORDER BY disposed_on IS NOT NULL, id DESC"
    return [_record(row) for row in connection.all(sql, (client_id,))]


def _record(row: Row) -> PaperRecord:
    disposed = row["disposed_on"]
    return PaperRecord(
        id=row["id"],
        client_id=row["client_id"],
        description=row["description"],
        place=row["place"],
        entered_at=clock.from_text(row["entered_at"]),
        disposed_on=None if disposed is None else date.fromisoformat(disposed),
        method=row["method"],
        vendor=row["vendor"],
        document_id=row["document_id"],
    )
