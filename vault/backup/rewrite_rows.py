"""What the copies register knows of records that were disposed of and may be in a copy."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from vault import clock
from vault.backup import rows
from vault.backup.model import Snapshot
from vault.ids import CopyId
from vault.store.connection import Connection
from vault.store.database_key import DatabaseKey

if TYPE_CHECKING:
    from vault.backup.manifest import Manifest  # Home reads rows, and never a manifest


def newest_tombstone(connection: Connection) -> int:
    """Return the id of the newest tombstone; 0 where nobody's records are gone."""
    return int(connection.value("SELECT coalesce(max(id), 0) FROM tombstone"))


def unclean(connection: Connection, tombstone_id: int) -> list[Snapshot]:
    """Return the snapshots, newest first, that may hold a client up to that tombstone.

    One that is missing may lie in a drawer; one that is gone holds nothing.
    """
    known = rows.snapshots(connection)
    return [one for one in known if not one.is_gone and one.clean_to < tombstone_id]


def set_next_key(connection: Connection, copy_id: CopyId, key: DatabaseKey) -> None:
    """Keep the key of a rewriting that is about to begin."""
    connection.run(
        "UPDATE vault_copy SET next_key = ?, next_salt = ? WHERE id = ?",
        (key.key, key.salt, copy_id),
    )


def mark_clean(
    connection: Connection, copy_id: CopyId, key: DatabaseKey, clean_to: int, at: datetime | None
) -> None:
    """Write down up to which tombstone a copy is clean, and the key that it opens with.

    ``at`` is when it was made so; ``None`` where it was only looked at and held none of them.
    """
    connection.run(
        "UPDATE vault_copy SET database_key = ?, database_salt = ?, next_key = NULL,"
        " next_salt = NULL, clean_to = ?,"
        " cleanings = json_insert(cleanings, '$[#]', json_array(?, ?)) WHERE id = ?",
        (
            key.key,
            key.salt,
            clean_to,
            clean_to,
            None if at is None else clock.to_text(at),
            copy_id,
        ),
    )


def mark_unclean(connection: Connection, copy_id: CopyId) -> None:
    """Write down that nobody knows what a copy holds: it is not the one that was looked at."""
    connection.run("UPDATE vault_copy SET clean_to = 0, cleanings = '[]' WHERE id = ?", (copy_id,))


def mark_rewritten(connection: Connection, snapshot: Snapshot, manifest: Manifest) -> None:
    """Write down what a rewritten copy holds now; the drill says nothing of what it held before."""
    connection.run(
        "UPDATE vault_copy SET documents = ?, missing = ?, size = ? WHERE id = ?",
        (len(manifest.documents), len(manifest.missing), manifest.size, snapshot.id),
    )
    if snapshot.drill is not None:
        held = frozenset((*(one.uid for one in manifest.documents), *manifest.missing))
        rows.write_drill(connection, snapshot.id, snapshot.drill.among(held))


def write_key(connection: Connection, copy_id: CopyId, key: DatabaseKey) -> None:
    """Write down the key that a copy was found to open with."""
    connection.run(
        "UPDATE vault_copy SET database_key = ?, database_salt = ?, next_key = NULL,"
        " next_salt = NULL WHERE id = ?",
        (key.key, key.salt, copy_id),
    )


def set_statement(connection: Connection, copy_id: CopyId, statement: str) -> None:
    """Keep what was said of a copy's destruction; '' where it came back."""
    connection.run("UPDATE vault_copy SET statement = ? WHERE id = ?", (statement, copy_id))
