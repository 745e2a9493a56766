"""Backups: where they go, making one, what is kept, and whether they would come back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from vault import clock
from vault.backup import adoption, files, finding, layout, resealing, restore, rows, source
from vault.backup.drill import DrillRun
from vault.backup.freshness import DRILL_EVERY as DRILL_EVERY
from vault.backup.freshness import destinations as destinations
from vault.backup.freshness import freshness as freshness
from vault.backup.freshness import is_reachable as is_reachable
from vault.backup.model import (
    BackupReport,
    Destination,
    DestinationWarning,
    DrillResult,
    HeldCopy,
    PendingReseal,
    RestoreReport,
    Snapshot,
    SnapshotSummary,
)
from vault.backup.pruning import PruneRun
from vault.backup.recovery import CopySearch, FetchRun
from vault.backup.resealing import ResealRun
from vault.backup.snapshot import BackupRun, BetweenSteps, Step
from vault.backup.source import TypedSecret
from vault.changes import Kind
from vault.errors import DestinationGone, DestinationUnfit, NotFound
from vault.ids import DestinationId, DocumentId, new_uid
from vault.keys import proof
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.keys.os_keyring import KeyStore
from vault.session import Session
from vault.store import surroundings
from vault.store.copying import Progress


def no_progress(name: str, done: int, total: int) -> None:
    """Tell nobody."""


def check_destination(session: Session, path: Path) -> tuple[DestinationWarning, ...]:
    """Return what a person should hear about a place for backups.

    Raises ``DestinationUnfit`` in or around the vault's folder, ``DestinationGone``,
    ``DestinationReadOnly`` or ``DestinationFull``.
    """
    vault_folder, place = session.opened.folder.resolve(), path.resolve()
    if not place.is_dir():
        raise DestinationGone()
    if place.is_relative_to(vault_folder) or vault_folder.is_relative_to(place):
        raise DestinationUnfit()
    files.require_writable(place)
    found = []
    if place.stat().st_dev == vault_folder.stat().st_dev:
        found.append(DestinationWarning.SAME_DISK)
    if surroundings.is_synced(place):
        found.append(DestinationWarning.SYNCED)
    return tuple(found)


def add_destination(session: Session, path: Path, label: str) -> Destination:
    """Add a place for backups; one that was there before is the same. Raises as
    ``check_destination`` does."""
    warnings = check_destination(session, path)
    for known in destinations(session):
        if known.path == path.resolve():
            return known
    wanted = Destination(
        id=DestinationId(0),
        uid=new_uid(),
        instance_id=session.opened.header.instance_id,
        path=path.resolve(),
        label=label,
        is_synced=DestinationWarning.SYNCED in warnings,
        added_at=session.now(),
    )
    with session.begin("backup.destination_add") as tx:
        made = replace(wanted, id=rows.add_destination(tx.rows, wanted))
        tx.audit(destination=made.uid, is_synced=made.is_synced)
        tx.changed(Kind.COPIES)
    return made


def remove_destination(session: Session, destination_id: DestinationId) -> None:
    """Make no more backups there; what lies there stays in the register. Raises ``NotFound``."""
    known = _destination(session, destination_id)
    with session.begin("backup.destination_remove") as tx:
        rows.end_destination(tx.rows, destination_id, tx.now)
        tx.audit(destination=known.uid)
        tx.changed(Kind.COPIES)


def move_destination(session: Session, destination_id: DestinationId, path: Path) -> None:
    """Say where a place is now: a stick under another letter. Raises as ``check_destination``,
    or ``DestinationGone`` where its set of snapshots is not there."""
    known = _destination(session, destination_id)
    check_destination(session, path)
    moved = replace(known, path=path.resolve())
    if not is_reachable(session, moved):
        raise DestinationGone()
    with session.begin("backup.destination_move") as tx:
        rows.move_destination(tx.rows, destination_id, moved.path)
        tx.audit(destination=known.uid)
        tx.changed(Kind.COPIES)


def all_destinations(session: Session) -> list[Destination]:
    """Return every place where a copy was ever made, also by a vault that this one came from."""
    return rows.destinations(session.rows)


def snapshots(session: Session, destination_id: DestinationId | None = None) -> list[Snapshot]:
    """Return what the register knows, newest first."""
    return rows.snapshots(session.rows, destination_id)


def begin_backup(
    session: Session,
    destination_id: DestinationId,
    between_steps: BetweenSteps = lambda: None,
    progress: Progress = no_progress,
) -> BackupRun:
    """Return a backup to be made step by step; ``snapshot.Step`` says which needs the session.

    Raises ``NotFound``. If a step raises, ``abandon`` the run on the thread for files.
    """
    return BackupRun(session, _destination(session, destination_id), between_steps, progress)


def make_backup(
    session: Session, destination_id: DestinationId, progress: Progress = no_progress
) -> BackupReport:
    """Make a backup from beginning to end. Raises a ``BackupError`` or ``Cancelled``."""
    run = begin_backup(session, destination_id, progress=progress)
    perform(run.steps, run.abandon)
    if run.report is None:
        raise RuntimeError("a backup ended without its report")
    return run.report


def perform(steps: tuple[Step, ...], abandon: Callable[[], None] = lambda: None) -> None:
    """Do all steps of a job in a row; undo it where one raises."""
    try:
        for step in steps:
            step.work()
    except BaseException:
        abandon()
        raise


def begin_pruning(session: Session, destination_id: DestinationId) -> PruneRun:
    """Return what removes the snapshots that are kept no longer. Raises ``NotFound``."""
    return PruneRun(session, _destination(session, destination_id))


def prune(session: Session, destination_id: DestinationId) -> tuple[int, ...]:
    """Remove what is kept no longer; return the numbers. Raises a ``BackupError``."""
    run = begin_pruning(session, destination_id)
    perform(run.steps)
    return run.pruned


def begin_drill(
    session: Session, destination_id: DestinationId, progress: Progress = no_progress
) -> DrillRun:
    """Return a drill of a destination's newest snapshot. Raises ``NotFound`` or ``NoSnapshot``."""
    return DrillRun(session, _destination(session, destination_id), progress)


def drill(
    session: Session, destination_id: DestinationId, progress: Progress = no_progress
) -> DrillResult:
    """Decrypt every document of the newest snapshot. Raises ``NoSnapshot``, ``DestinationGone``
    or ``Cancelled``."""
    run = begin_drill(session, destination_id, progress)
    perform(run.steps)
    if run.result is None:
        raise RuntimeError("a drill ended without its result")
    return run.result


def copies_needing_reseal(session: Session) -> list[PendingReseal]:
    """Return every snapshot that is not sealed to the ways in of today, and if it is reachable."""
    there = [one.id for one in rows.destinations(session.rows) if is_reachable(session, one)]
    return resealing.pending(session, reachable=frozenset(there))


def begin_reseal(session: Session, destination_id: DestinationId) -> ResealRun:
    """Return what seals a destination's snapshots to the ways in of today; needs no secret."""
    return ResealRun(session, _destination(session, destination_id))


def reseal(session: Session, destination_id: DestinationId) -> tuple[int, ...]:
    """Seal a destination's snapshots anew; return the numbers of those that are damaged.

    Raises a ``BackupError``.
    """
    run = begin_reseal(session, destination_id)
    perform(run.steps)
    return run.failed


def adopt(
    session: Session, destination_id: DestinationId, typed: str, keyring: KeyStore
) -> tuple[int, ...]:
    """Enter the snapshots of a place that the register does not know; return their numbers.

    ``typed`` is the step-up secret, which opens their keys. Raises a ``SecretError``, ``NotFound``
    or ``DestinationGone``.
    """
    place = _destination(session, destination_id)
    secret = proof.proven(session.opened, typed, keyring)
    backup_set = layout.set_of(place.path, session.vault_id, place.instance_id)
    with files.at(place.path):
        found = [one for _, one in adoption.openable(backup_set, secret)]
    with session.begin("backup.adopt") as tx:
        new = adoption.enter(tx.rows, place.path, found, tx.now)
        tx.audit(destination=place.uid, snapshots=len(new))
        tx.changed(Kind.COPIES)
    return tuple(one.manifest.number for one in new)


def _destination(session: Session, destination_id: DestinationId) -> Destination:
    found = rows.destination(session.rows, destination_id)
    if found is None:
        raise NotFound()
    return found


def begin_search(
    session: Session, document_id: DocumentId, progress: Progress = no_progress
) -> CopySearch:
    """Return what looks, without the session, who still has a document. Raises ``NotFound``."""
    return CopySearch(session, document_id, progress)


def copies_of(
    session: Session, document_id: DocumentId, progress: Progress = no_progress
) -> tuple[HeldCopy, ...]:
    """Return every place that is there now and holds a document's file whole, by its hash.

    Raises ``NotFound`` or ``Cancelled``.
    """
    return begin_search(session, document_id, progress).look()


def begin_fetch(
    session: Session,
    document_id: DocumentId,
    destination_id: DestinationId,
    progress: Progress = no_progress,
) -> FetchRun:
    """Return what puts a document's file back from a place. Raises ``NotFound``.

    If a step raises, ``abandon`` the run with the session.
    """
    return FetchRun(session, document_id, destination_id, progress)


def fetch_back(
    session: Session,
    document_id: DocumentId,
    destination_id: DestinationId,
    progress: Progress = no_progress,
) -> None:
    """Put a document's file back from a place, whole or not at all.

    Raises ``NotFound``, ``DestinationGone``, ``CopyNotWhole``, ``DiskFull``, ``ReadOnlyFolder``,
    ``StorageFailed`` or ``Cancelled``; what lay there before stays then.
    """
    run = begin_fetch(session, document_id, destination_id, progress)
    perform(run.steps, run.abandon)


def find_snapshots(folder: Path) -> list[SnapshotSummary]:
    """Return the snapshots in a folder, newest first; needs no secret.

    Raises ``NoSnapshot`` or ``DestinationGone``.
    """
    return finding.find_snapshots(folder)


def prove(snapshot: Path, way: SlotKind, typed: str) -> None:
    """Return if the sheet or the passphrase (``way``) opens a snapshot's keys.

    Raises a ``SecretError``, or what of the snapshot is damaged.
    """
    source.open_keys(snapshot, TypedSecret(way=way, text=typed).pinned(snapshot))


def restore_vault(
    snapshot: Path,
    way: SlotKind,
    typed: str,
    into: Path,
    daily: FirstWay | None,
    keyring: KeyStore,
    *,
    now: clock.Clock = clock.utc_now,
    progress: Progress = no_progress,
) -> RestoreReport:
    """Make a vault of its own from a snapshot, by the sheet or the passphrase (``way``).

    ``typed`` are the sheet's lines, one a line, or the passphrase; ``daily`` is how the new vault
    is opened from day to day, ``None`` for the passphrase that it has. Needs no session. Raises
    as ``restore.restore`` does.
    """
    secret = TypedSecret(way=way, text=typed)
    return restore.restore(snapshot, secret, into, daily, keyring, now=now, progress=progress)
