"""The transfer table: rows into transfers and back."""

from collections.abc import Mapping
from datetime import date

from vault import clock
from vault.errors import NotFound
from vault.ids import ClientId, DocumentId, TransferId
from vault.store import hidden
from vault.store.connection import Connection, Row
from vault.transfers.model import Transfer

_SHOWN = f"SELECT * FROM transfer WHERE {hidden.shown('client_id')}"


def insert(connection: Connection, values: Mapping[str, str | int]) -> TransferId:
    """Write a packet that was made; its receipt is not there yet."""
    return TransferId(
        connection.run(
            "INSERT INTO transfer (uid, client_id, recipient, basis, packet_sha256, made_at)"
            " VALUES (:uid, :client_id, :recipient, :basis, :packet_sha256, :made_at)",
            values,
        )
    )


def receive(connection: Connection, transfer_id: TransferId, received_on: date) -> None:
    """Write the day on which the packet came."""
    connection.run(
        "UPDATE transfer SET received_on = ? WHERE id = ?", (received_on.isoformat(), transfer_id)
    )


def set_receipt(connection: Connection, transfer_id: TransferId, document_id: DocumentId) -> None:
    """Name the signed receipt."""
    connection.run("UPDATE transfer SET document_id = ? WHERE id = ?", (document_id, transfer_id))


def get(connection: Connection, transfer_id: TransferId) -> Transfer:
    """Return a transfer. Raises ``NotFound``."""
    return _one(connection.one(f"{_SHOWN} AND id = ?", (transfer_id,)))


def with_uid(connection: Connection, uid: str) -> Transfer:
    """Return the transfer of that number. Raises ``NotFound``."""
    return _one(connection.one(f"{_SHOWN} AND uid = ?", (uid,)))


def of_client(connection: Connection, client_id: ClientId) -> list[Transfer]:
    """Return a client's transfers, the newest first."""
    sql = f"{_SHOWN} AND client_id = ? ORDER BY id DESC"
    return [_transfer(row) for row in connection.all(sql, (client_id,))]


def _one(row: Row | None) -> Transfer:
    if row is None:
        raise NotFound("transfer")
    return _transfer(row)


def _transfer(row: Row) -> Transfer:
    received = row["received_on"]
    return Transfer(
        id=row["id"],
        uid=row["uid"],
        client_id=row["client_id"],
        recipient=row["recipient"],
        basis=row["basis"],
        packet_sha256=row["packet_sha256"],
        made_at=clock.from_text(row["made_at"]),
        received_on=None if received is None else date.fromisoformat(received),
        document_id=row["document_id"],
    )
