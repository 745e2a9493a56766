"""Destinations and the copies register, and what a backup asks of the documents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vault import clock
from vault.backup.model import (
    Destination,
    DrillResult,
    Fate,
    LostDocument,
    SealedDocument,
    Snapshot,
)
from vault.ids import ClientId, CopyId, DestinationId
from vault.store.connection import Connection, Row
from vault.store.database_key import DatabaseKey

if TYPE_CHECKING:
    from vault.backup.manifest import Manifest  # Home reads rows, and never a manifest


def add_destination(connection: Connection, destination: Destination) -> DestinationId:
    """Insert a destination; its ``id`` is given here."""
    return DestinationId(
        connection.run(
            "INSERT INTO backup_destination"
            " (uid, instance_id, path, label, is_synced, added_at) VALUES (?, ?, ?, ?, ?, ?)",
            (
                destination.uid,
                destination.instance_id,
                str(destination.path),
                destination.label,
                int(destination.is_synced),
                clock.to_text(destination.added_at),
            ),
        )
    )


def end_destination(connection: Connection, destination_id: DestinationId, at: datetime) -> None:
    """Mark a destination as used no more."""
    connection.run(
        "UPDATE backup_destination SET removed_at = ? WHERE id = ?",
        (clock.to_text(at), destination_id),
    )


def move_destination(connection: Connection, destination_id: DestinationId, path: Path) -> None:
    """Write down where a destination is now."""
    connection.run(
        "UPDATE backup_destination SET path = ? WHERE id = ?", (str(path), destination_id)
    )


def revive_destination(connection: Connection, destination: Destination) -> None:
    """Use a destination once more, under the path and the label that it has now."""
    connection.run(
        "UPDATE backup_destination SET removed_at = NULL, path = ?, label = ?, is_synced = ?"
        " WHERE id = ?",
        (
            str(destination.path),
            destination.label,
            int(destination.is_synced),
            destination.id,
        ),
    )


def destinations(connection: Connection) -> list[Destination]:
    """Return all destinations that there ever were, oldest first."""
    return [_destination(r) for r in connection.all("SELECT * FROM backup_destination ORDER BY id")]


def destination(connection: Connection, destination_id: DestinationId) -> Destination | None:
    """Return one destination."""
    row = connection.one("SELECT * FROM backup_destination WHERE id = ?", (destination_id,))
    return None if row is None else _destination(row)


def _destination(row: Row) -> Destination:
    return Destination(
        id=DestinationId(row["id"]),
        uid=row["uid"],
        instance_id=row["instance_id"],
        path=Path(row["path"]),
        label=row["label"],
        is_synced=bool(row["is_synced"]),
        added_at=clock.from_text(row["added_at"]),
        removed_at=_instant(row["removed_at"]),
    )


def _instant(text: str | None) -> datetime | None:
    return None if text is None else clock.from_text(text)


def add_snapshot(
    connection: Connection,
    destination_id: DestinationId,
    manifest: Manifest,
    key: DatabaseKey,
    recipients: Sequence[str],
    clean_to: int = 0,
) -> CopyId:
    """Enter a snapshot into the register, not verified yet.

    ``clean_to`` is the tombstone up to which it is known to hold nothing of those clients.
    """
    return CopyId(
        connection.run(
            "INSERT INTO vault_copy (kind, destination_id, number, made_at, database_key,"
            " database_salt, recipients, commits, documents, missing, size, clean_to, cleanings)"
            " VALUES ('snapshot', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                destination_id,
                manifest.number,
                clock.to_text(manifest.made_at),
                key.key,
                key.salt,
                json.dumps(sorted(recipients)),
                manifest.anchor.commits,
                len(manifest.documents),
                len(manifest.missing),
                manifest.size,
                clean_to,
                json.dumps([[clean_to, None]] if clean_to else []),
            ),
        )
    )


def mark_verified(connection: Connection, copy_id: CopyId, at: datetime) -> None:
    """Write down that a snapshot was read back and opened."""
    connection.run(
        "UPDATE vault_copy SET verified_at = ? WHERE id = ?", (clock.to_text(at), copy_id)
    )


def mark_drilled(
    connection: Connection, copy_id: CopyId, result: DrillResult, at: datetime
) -> None:
    """Write down what a restore drill found."""
    connection.run(
        "UPDATE vault_copy SET drilled_at = ? WHERE id = ?", (clock.to_text(at), copy_id)
    )
    write_drill(connection, copy_id, result)


def write_drill(connection: Connection, copy_id: CopyId, result: DrillResult) -> None:
    """Write down what is known from the last restore drill."""
    found = {
        "documents": result.documents,
        "damage": result.damage,
        "damaged": result.damaged,
        "missing": result.missing,
    }
    connection.run("UPDATE vault_copy SET drill = ? WHERE id = ?", (json.dumps(found), copy_id))


def mark_fate(connection: Connection, copy_id: CopyId, fate: Fate, at: datetime) -> None:
    """Write down what became of a copy; the keys of one that is gone are forgotten."""
    connection.run(
        "UPDATE vault_copy SET fate = ?, fate_at = ?, is_going = 0 WHERE id = ?",
        (fate.value, clock.to_text(at), copy_id),
    )
    if fate in (Fate.PRUNED, Fate.ATTESTED_DESTROYED):
        connection.run(
            "UPDATE vault_copy SET database_key = NULL, database_salt = NULL, next_key = NULL,"
            " next_salt = NULL WHERE id = ?",
            (copy_id,),
        )


def mark_going(connection: Connection, copy_id: CopyId, *, is_going: bool) -> None:
    """Write down that a copy's removal, as planned, begins; or that it is there all the same."""
    connection.run("UPDATE vault_copy SET is_going = ? WHERE id = ?", (int(is_going), copy_id))


def mark_recipients(connection: Connection, copy_id: CopyId, recipients: Sequence[str]) -> None:
    """Write down which slots a copy is sealed to now."""
    connection.run(
        "UPDATE vault_copy SET recipients = ? WHERE id = ?",
        (json.dumps(sorted(recipients)), copy_id),
    )


def snapshots(
    connection: Connection, destination_id: DestinationId | None = None
) -> list[Snapshot]:
    """Return the snapshots of one destination or of all, newest first."""
    found = connection.all(
        "SELECT * FROM vault_copy WHERE kind = 'snapshot'"
        " AND (:destination IS NULL OR destination_id = :destination)"
        " ORDER BY made_at DESC, number DESC",
        {"destination": destination_id},
    )
    return [_snapshot(row) for row in found]


def _snapshot(row: Row) -> Snapshot:
    return Snapshot(
        id=CopyId(row["id"]),
        destination_id=DestinationId(row["destination_id"]),
        number=row["number"],
        made_at=clock.from_text(row["made_at"]),
        recipients=frozenset(json.loads(row["recipients"])),
        commits=row["commits"],
        documents=row["documents"],
        size=row["size"],
        verified_at=_instant(row["verified_at"]),
        drilled_at=_instant(row["drilled_at"]),
        drill=_drill(row["drill"]),
        fate=Fate(row["fate"]),
        fate_at=_instant(row["fate_at"]),
        clean_to=row["clean_to"],
        cleanings=tuple((to, _instant(at)) for to, at in json.loads(row["cleanings"])),
        statement=row["statement"],
        missing=row["missing"],
        is_going=bool(row["is_going"]),
    )


def _drill(text: str) -> DrillResult | None:
    if not text:
        return None
    found = json.loads(text)
    return DrillResult(
        documents=found["documents"],
        damage=found["damage"],
        damaged=tuple(found["damaged"]),
        missing=tuple(found["missing"]),
    )


def database_key(connection: Connection, copy_id: CopyId) -> DatabaseKey | None:
    """Return what opens a snapshot's records; ``None`` where it was forgotten."""
    return next(iter(database_keys(connection, copy_id)), None)


def database_keys(connection: Connection, copy_id: CopyId) -> tuple[DatabaseKey, ...]:
    """Return the keys one of which opens a snapshot's records; none where they were forgotten.

    The second is that of a rewriting which the register does not know to have ended.
    """
    row = connection.one(
        "SELECT database_key, database_salt, next_key, next_salt FROM vault_copy WHERE id = ?",
        (copy_id,),
    )
    pairs = [] if row is None else [tuple(row)[:2], tuple(row)[2:]]
    return tuple(DatabaseKey(key, salt) for key, salt in pairs if key is not None)


def forget_keys(connection: Connection) -> None:
    """Forget, in a copy of the register, what opens the snapshots that it names.

    Else whoever opens one snapshot opens those before it too, also as they were before a client
    was left out of them. A restore finds the keys anew, in the snapshots themselves.
    """
    connection.run(
        "UPDATE vault_copy SET database_key = NULL, database_salt = NULL, next_key = NULL,"
        " next_salt = NULL"
    )


def sealed_documents(connection: Connection) -> list[SealedDocument]:
    """Return every document's file, by uid."""
    found = connection.all("SELECT uid, sealed_size, sealed_sha256 FROM document ORDER BY uid")
    return [
        SealedDocument(uid=row["uid"], size=row["sealed_size"], sha256=row["sealed_sha256"])
        for row in found
    ]


def document_secrets(connection: Connection) -> Iterator[tuple[str, str, int, str]]:
    """Yield uid, identity, size in bytes and SHA-256 of every document's plaintext."""
    for row in connection.each("SELECT uid, identity, size, sha256 FROM document ORDER BY uid"):
        yield row["uid"], row["identity"], row["size"], row["sha256"]


def lost_document(connection: Connection, uid: str, *, is_damaged: bool) -> LostDocument:
    """Return whose document it is whose file cannot be had."""
    row = connection.one(
        "SELECT client.record_number, document.title FROM document"
        " JOIN client ON client.id = document.client_id"
        " WHERE document.uid = ? AND client.status <> 'disposed'",
        (uid,),
    )
    number, title = ("", "") if row is None else (row["record_number"] or "", row["title"])
    return LostDocument(uid=uid, record_number=number, title=title, is_damaged=is_damaged)


def sealed_size(connection: Connection, uid: str) -> int | None:
    """Return the size of a document's file in bytes, ``None`` where no row names it."""
    found: int | None = connection.value("SELECT sealed_size FROM document WHERE uid = ?", (uid,))
    return found


def document_client(connection: Connection, uid: str) -> ClientId | None:
    """Return whose document it is, ``None`` where no row names it."""
    found: int | None = connection.value("SELECT client_id FROM document WHERE uid = ?", (uid,))
    return None if found is None else ClientId(found)


def tombstones(connection: Connection) -> list[tuple[str, str, str, str]]:
    """Return uid, record number, instant and detail of every client whose records are gone,
    oldest first."""
    found = connection.all(
        "SELECT client_uid, record_number, at, detail FROM tombstone ORDER BY id"
    )
    return [tuple(row) for row in found]


def client_ids(connection: Connection, uids: Sequence[str]) -> frozenset[int]:
    """Return the ids of the clients with these uids, as far as they are here."""
    found = connection.all(
        "SELECT id FROM client WHERE uid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(uids)),),
    )
    return frozenset(row[0] for row in found)


def client_count(connection: Connection) -> int:
    """Return how many clients there are."""
    return int(connection.value("SELECT count(*) FROM client"))


def add_tombstone(connection: Connection, stone: Sequence[str]) -> None:
    """Insert a tombstone (uid, record number, instant, detail) that is not here yet."""
    connection.run(
        "INSERT OR IGNORE INTO tombstone (client_uid, record_number, at, detail)"
        " VALUES (?, ?, ?, ?)",
        tuple(stone),
    )
