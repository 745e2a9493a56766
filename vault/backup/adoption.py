"""Entering snapshots that the register does not know: made after the one that was restored."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from vault.backup import rewrite_rows, rows, source
from vault.backup.layout import BackupSet
from vault.backup.manifest import Manifest
from vault.backup.model import Destination, Fate, Snapshot
from vault.errors import VaultError
from vault.ids import DestinationId, new_uid
from vault.keys.bag import KeyBag
from vault.keys.secret import PinnedSecret
from vault.store import opening, surroundings
from vault.store.bundle import Header
from vault.store.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A snapshot that a secret opened: what the register has to know of it."""

    header: Header
    bag: KeyBag = field(repr=False)
    manifest: Manifest

    @property
    def recipients(self) -> list[str]:
        """The ids of the slots that it is sealed to."""
        return [slot.id for slot in self.bag.slots]


def openable(backup_set: BackupSet, secret: PinnedSecret) -> list[tuple[Path, Found]]:
    """Return what a secret opens of a set, lowest number first. Raises ``OSError``."""
    found = []
    for number in backup_set.numbers():
        folder = backup_set.snapshot(number)
        try:
            header, bag, manifest = source.open_keys(folder, secret)
        except VaultError:
            continue  # sealed to others, or damaged: what it holds nobody learns here
        found.append((folder, Found(header=header, bag=bag, manifest=manifest)))
    return found


def tombstones(folder: Path, found: Found) -> list[tuple[str, str, str, str]]:
    """Return the tombstones in a snapshot; of one whose records can't be read, none."""
    try:
        records = opening.open_records(folder, found.header, found.bag)
    except VaultError:
        return []
    try:
        return rows.tombstones(records)
    except VaultError:
        return []
    finally:
        records.close()


def enter(
    connection: Connection, destination_id: DestinationId, found: Sequence[Found], now: datetime
) -> list[Found]:
    """Enter the snapshots of one place that the register lacks, inside the caller's transaction.

    Of those that it knows the key is written down anew, for another copy of the vault may have
    rewritten them, or somebody put an older state back: what was known of those is not. One that
    was said to be gone counts again. What they hold of records that were disposed of the next
    rewriting says. Return what was entered.
    """
    known = {one.number: one for one in rows.snapshots(connection, destination_id)}
    for one in found:
        if (old := known.get(one.manifest.number)) is not None:
            _renew(connection, old, one, now)
    new = [one for one in found if one.manifest.number not in known]
    for one in new:
        rows.add_snapshot(
            connection, destination_id, one.manifest, one.bag.database_key, one.recipients
        )
    return new


def _renew(connection: Connection, old: Snapshot, found: Found, now: datetime) -> None:
    if old.made_at != found.manifest.made_at:
        return  # another snapshot that took the same number
    if old.is_gone:
        rows.mark_fate(connection, old.id, Fate.KEPT, now)
        rewrite_rows.set_statement(connection, old.id, "")
    if found.bag.database_key not in rows.database_keys(connection, old.id):
        rewrite_rows.write_key(connection, old.id, found.bag.database_key)
        rewrite_rows.mark_unclean(connection, old.id)
    # an older state opens with the ways in of then, and its database key may be the same
    rows.mark_recipients(connection, old.id, found.recipients)


def settle(
    connection: Connection, root: Path, found: Sequence[Found], now: datetime
) -> DestinationId:
    """Return, for a vault that was restored, the destination of a set that lies at ``root``.

    That which has most of these snapshots is where they lie now; else it is this place, or a new
    one. One that has others of these numbers was another stick that came up at this path.
    """
    path = _in_words(root)
    instance_id = found[0].manifest.instance_id
    same = [d for d in rows.destinations(connection) if d.instance_id == instance_id]
    same.sort(key=lambda one: one.removed_at is not None)
    made = {one.manifest.number: one.manifest.made_at for one in found}
    known = {one.id: rows.snapshots(connection, one.id) for one in same}

    def shared(one: Destination) -> int:
        return sum(made.get(s.number) == s.made_at for s in known[one.id])

    owner = max(same, key=lambda one: (shared(one), one.path == path), default=None)
    if owner is not None and shared(owner):
        if owner.path != path:
            rows.move_destination(connection, owner.id, path)
        return owner.id
    for one in same:
        if one.path == path and not any(s.number in made for s in known[one.id]):
            return one.id
    return rows.add_destination(
        connection,
        Destination(
            id=DestinationId(0),
            uid=new_uid(),
            instance_id=instance_id,
            path=path,
            label=path.name,
            is_synced=surroundings.is_synced(root),
            added_at=now,
        ),
    )


def _in_words(root: Path) -> Path:
    """Return a path as the register can keep it, in UTF-8.

    One that is something else is not reached by it; but what lies there stays known, and the place
    is found again as soon as its folder has another name.
    """
    return Path(os.fsencode(root).decode("utf-8", "replace"))
