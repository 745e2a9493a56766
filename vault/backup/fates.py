"""What became of a place's snapshots, as a look at their medium says."""

from collections.abc import Collection
from datetime import datetime

from vault.backup import rewrite_rows, rows
from vault.backup.model import Fate, Snapshot
from vault.ids import DestinationId
from vault.store.connection import Connection


def follow(
    connection: Connection,
    destination_id: DestinationId,
    there: Collection[int],
    at: datetime,
    *,
    swept: Collection[int] = (),
) -> tuple[int, ...]:
    """Write down what became of a place's snapshots; ``there`` are the numbers on its medium.

    ``swept`` are those whose building was removed now. Return the numbers of those that were
    said to be gone and are there after all: they count again.
    """
    returned = []
    for one in rows.snapshots(connection, destination_id):
        fate = _fate(one, one.number in there, one.number in swept)
        if fate is not one.fate:
            rows.mark_fate(connection, one.id, fate, at)
        elif one.is_going:
            rows.mark_going(connection, one.id, is_going=False)
        if one.is_gone and fate is Fate.KEPT:
            rewrite_rows.set_statement(connection, one.id, "")
            returned.append(one.number)
    return tuple(sorted(returned))


def _fate(one: Snapshot, is_there: bool, is_swept: bool) -> Fate:
    """What the register keeps and the medium does not have is missing, until it is seen again.

    What never got its name, and was removed now, is nowhere. What a stopped run was removing as
    planned is gone by that.
    """
    if one.is_gone:
        return Fate.KEPT if is_there else one.fate
    if one.is_going and not is_there:
        return Fate.PRUNED
    if one.fate is Fate.DAMAGED:
        return one.fate
    if is_there:
        return Fate.KEPT
    return Fate.PRUNED if is_swept and not one.is_verified else Fate.MISSING
