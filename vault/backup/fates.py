"""What became of a place's snapshots, as a look at their medium says."""

from collections.abc import Collection, Iterable
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

    ``swept`` are those that lay there half built or half removed, and were removed for good.
    Return the numbers of those that were said to be gone and are there after all: they count again.
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


def awaited(known: Iterable[Snapshot]) -> frozenset[int]:
    """Return the numbers of those that are gone by being swept: the register is to hear of it."""
    return frozenset(one.number for one in known if _goes_by_sweeping(one))


def _goes_by_sweeping(one: Snapshot) -> bool:
    """Whether it never got its name, or a run was removing it as planned."""
    return not one.is_gone and (one.is_going or not one.is_verified)


def _fate(one: Snapshot, is_there: bool, is_swept: bool) -> Fate:
    """What the register keeps and the medium does not have is missing, until it is seen again.

    Also one that was about to be removed: somebody may have taken it away before that.
    """
    if one.is_gone:
        return Fate.KEPT if is_there else one.fate
    if is_swept and not is_there and _goes_by_sweeping(one):
        return Fate.PRUNED
    if one.fate is Fate.DAMAGED:
        return one.fate
    return Fate.KEPT if is_there else Fate.MISSING
