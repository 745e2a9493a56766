"""Removing snapshots that are kept no longer, and documents that no snapshot names any more.

The register says "pruned" after the files are gone, never before; which are to go it says first,
so that the next run knows what became of those that a stopped one had removed.
"""

from dataclasses import replace

from vault import clock
from vault.backup import files, finding, freshness, layout, retention, rows, set_lock
from vault.backup.layout import BackupSet
from vault.backup.model import Destination, Fate, Snapshot
from vault.backup.retention import Dated
from vault.backup.snapshot import Step, sweep
from vault.changes import Kind
from vault.errors import DestinationGone, VaultError
from vault.session import Session
from vault.store import atomic, removal


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
        )

    def _require_there(self) -> None:
        if not files.is_there(self._set.folder):
            raise DestinationGone()
        self._place.require()

    def _begin(self) -> None:
        with self._session.begin("backup.prune_begin") as tx:
            for one in self._doomed:
                rows.mark_going(tx.rows, one.id, is_going=True)
            tx.audit(destination=self._destination.uid, numbers=self._numbers)

    def _remove(self) -> None:
        self._require_there()
        with files.at(self._destination.path), set_lock.held(self._set):
            for one in self._doomed:
                remove_snapshot(self._set, one.number)
            sweep(self._set)
            self._remove_unnamed()

    def _remove_unnamed(self) -> None:
        """Remove documents that no snapshot names; none as long as one cannot be read."""
        try:
            named = {uid for number in self._set.numbers() for uid in self._named(number)}
        except VaultError:
            return
        for uid in self._set.attachments():
            if uid not in named:
                self._set.attachment(uid).unlink()

    def _named(self, number: int) -> list[str]:
        folder, instance_id = self._set.snapshot(number), self._destination.instance_id
        _, found = finding.snapshot_header(folder, self._live, instance_id)
        return [document.uid for document in found.documents]

    def _confirm(self) -> None:
        with self._session.begin("backup.prune") as tx:
            for one in self._doomed:
                rows.mark_fate(tx.rows, one.id, Fate.PRUNED, tx.now)
            tx.audit(destination=self._destination.uid, numbers=self._numbers)
            tx.changed(Kind.COPIES)
        self.pruned = tuple(one.number for one in self._doomed)

    @property
    def _numbers(self) -> str:
        return ", ".join(str(one.number) for one in self._doomed)


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


def remove_snapshot(backup_set: BackupSet, number: int) -> None:
    """Remove a snapshot: it loses its name at once, then its keys are destroyed, then it goes.

    Raises ``OSError``, ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    if number not in backup_set.numbers():
        return
    going = backup_set.building(number)
    if number in backup_set.unfinished():
        files.remove_tree(going)
    atomic.appear(backup_set.snapshot(number), going)
    removal.destroy_all(going, [e.name for e in going.iterdir() if layout.is_small_file(e.name)])
    files.remove_tree(going)
    atomic.sync_folder(backup_set.snapshots)
