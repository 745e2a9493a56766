"""Removing snapshots that are kept no longer, and documents that no snapshot names any more.

The register says "pruned" after the files are gone, never before; which are to go it says first,
and of each that went an empty folder stays until the register has heard: so the next run knows
what became of those that a stopped one had removed.
"""

from contextlib import suppress
from dataclasses import replace

from vault import clock
from vault.backup import (
    fates,
    files,
    freshness,
    leftovers,
    retention,
    rows,
    set_lock,
    unnamed,
    whose,
)
from vault.backup.layout import BackupSet
from vault.backup.model import Destination, Fate, Snapshot
from vault.backup.retention import Dated
from vault.backup.snapshot import Step
from vault.changes import Kind
from vault.errors import BackupError, DestinationGone, DestinationOther
from vault.session import Session
from vault.store import atomic


class PruneRun:
    """What is kept no longer at one destination: do its ``steps`` in their order.

    Stopped at any point, it leaves whole snapshots and goes on the next time.
    """

    def __init__(self, session: Session, destination: Destination) -> None:
        self._session = session
        self._live = session.opened.header
        self._destination = destination
        self._place = freshness.place(session, destination)
        self._set = self._place.backup_set
        known = rows.snapshots(session.rows, destination.id)
        self._doomed = [*doomed(known), *spoilt(known)]
        self._awaited = fates.awaited(known)
        self._wanted = unnamed.awaited(known)
        self._removed: frozenset[int] = frozenset()
        self.pruned: tuple[int, ...] = ()

    def __repr__(self) -> str:
        return f"PruneRun({len(self._doomed)})"

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is to be done, in this order; nothing where all is kept."""
        if not self._doomed:
            return ()
        return (
            Step(name="prune", needs_session=False, work=self._require_there),
            Step(name="begin", needs_session=True, work=self._begin),
            Step(name="prune", needs_session=False, work=self._remove),
            Step(name="confirm", needs_session=True, work=self._confirm),
            Step(name="prune", needs_session=False, work=self._sweep),
        )

    def _require_there(self) -> None:
        if not files.is_there(self._set.folder):
            raise DestinationGone()
        self._place.require()
        self._require_own()

    def _require_own(self) -> None:
        """What goes is looked at itself: one copied by hand makes another's set look like this."""
        wanted = [one.number for one in self._doomed]
        with files.at(self._destination.path):
            there = [number for number in self._set.numbers() if number in wanted]
            found = set(whose.marks(self._set, self._live, self._destination.instance_id, there))
        if not found <= self._place.owner.mine:
            raise DestinationOther()

    def _begin(self) -> None:
        with self._session.begin("backup.prune_begin") as tx:
            for one in self._doomed:
                rows.mark_going(tx.rows, one.id, is_going=True)
            numbers = [one.number for one in self._doomed]
            tx.audit(destination=self._destination.uid, numbers=_listed(numbers))

    def _remove(self) -> None:
        self._require_there()
        with files.at(self._destination.path), set_lock.held(self._set):
            numbers = [one.number for one in self._doomed]
            self._removed = frozenset(n for n in numbers if remove_snapshot(self._set, n))
            self._remove_unnamed()

    def _sweep(self) -> None:
        """Remove the empty folders; where that cannot be, the next backup does it."""
        with suppress(BackupError), files.at(self._destination.path), set_lock.held(self._set):
            leftovers.sweep(self._set, self._awaited - self._removed)

    def _remove_unnamed(self) -> None:
        """Remove documents that no snapshot names; none as long as one was not read."""
        instance_id, wanted = self._destination.instance_id, self._wanted - self._removed
        found, is_sure = unnamed.unnamed(self._set, self._live, instance_id, wanted)
        for uid in found if is_sure else ():
            self._set.attachment(uid).unlink()

    def _confirm(self) -> None:
        with self._session.begin("backup.prune") as tx:
            pruned = [one.number for one in self._doomed if one.number in self._removed]
            for one in self._doomed:  # one that was not there may lie in a drawer
                fate = Fate.PRUNED if one.number in self._removed else Fate.MISSING
                rows.mark_fate(tx.rows, one.id, fate, tx.now)
            tx.audit(destination=self._destination.uid, numbers=_listed(pruned))
            tx.changed(Kind.COPIES)
        self.pruned = tuple(pruned)


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))


def doomed(known: list[Snapshot]) -> list[Snapshot]:
    """Return those of the kept snapshots of a destination that need not be kept any longer."""
    kept = [one for one in known if one.fate is Fate.KEPT]
    staying = retention.kept([_dated(one) for one in kept])
    return [one for one in kept if one.number not in staying]


def spoilt(known: list[Snapshot]) -> list[Snapshot]:
    """Return the damaged snapshots of a destination that need not be kept any longer.

    Something may be had from one yet: it goes by the same calendar, and not before as many sound
    ones were made after it as are always kept.
    """
    kept = [_dated(one) for one in known if one.fate is Fate.KEPT]
    return [one for one in known if one.fate is Fate.DAMAGED and _is_spoilt(one, kept)]


def _is_spoilt(one: Snapshot, kept: list[Dated]) -> bool:
    later = [k for k in kept if k.is_verified and k.number > one.number]
    staying = retention.kept([*kept, replace(_dated(one), is_verified=False)])
    return len(later) >= retention.VERIFIED and one.number not in staying


def _dated(one: Snapshot) -> Dated:
    return Dated(number=one.number, day=clock.local_day(one.made_at), is_verified=one.is_verified)


def remove_snapshot(backup_set: BackupSet, number: int) -> bool:
    """Remove a snapshot: it loses its name at once, then its keys are destroyed, then it goes.

    Its empty folder stays. Return whether it was there, whole or half removed. Raises ``OSError``,
    ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    going = backup_set.building(number)
    is_begun = number in backup_set.unfinished()
    if is_begun:
        leftovers.empty(going)
    if number not in backup_set.numbers():
        return is_begun
    if is_begun:
        going.rmdir()
    atomic.appear(backup_set.snapshot(number), going)
    leftovers.empty(going)
    return True
