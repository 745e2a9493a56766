"""What the copies register knows of records that were disposed of and may be in a copy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
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


def stones(connection: Connection) -> dict[str, int]:
    """Return the tombstones' ids by their clients' uids."""
    return dict(tuple(row) for row in connection.all("SELECT client_uid, id FROM tombstone"))


def held(records: Connection, known: Mapping[str, int]) -> dict[int, int]:
    """Return of whom of ``known``, tombstones by their clients' uids, a snapshot has the record:
    the client's id there, and the tombstone's."""
    found = records.all(
        "SELECT id, uid FROM client WHERE uid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(known)),),
    )
    return {row["id"]: known[row["uid"]] for row in found}


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


Cleaning = tuple[int, datetime | None]
"""A tombstone, and when a copy was rewritten for it; ``None`` where it held none of that."""


def mark_clean(
    connection: Connection,
    copy_id: CopyId,
    key: DatabaseKey,
    clean_to: int,
    cleanings: Sequence[Cleaning],
) -> None:
    """Write down up to which tombstone a copy is clean, and the key that it opens with.

    ``cleanings`` are all that there ever were of it, by tombstone.
    """
    connection.run(
        "UPDATE vault_copy SET database_key = ?, database_salt = ?, next_key = NULL,"
        " next_salt = NULL, clean_to = ? WHERE id = ?",
        (key.key, key.salt, clean_to, copy_id),
    )
    # one of which the same is said as of the next goes without saying
    after = zip_longest(cleanings, cleanings[1:])
    told = [one for one, later in after if later is None or one[1] != later[1]]
    set_cleanings(connection, copy_id, told)


def set_cleanings(connection: Connection, copy_id: CopyId, cleanings: Iterable[Cleaning]) -> None:
    """Write down for which tombstones a copy was rewritten, and of which it held nothing."""
    told = [[stone, None if at is None else clock.to_text(at)] for stone, at in cleanings]
    connection.run("UPDATE vault_copy SET cleanings = ? WHERE id = ?", (json.dumps(told), copy_id))


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
