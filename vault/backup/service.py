"""Backups: where they go, making one, what is kept, and whether they would come back."""

from collections.abc import Callable
from pathlib import Path

from vault import clock
from vault.backup import finding, restore, rewrite_rows, rows, source
from vault.backup.adopting import AdoptionRun
from vault.backup.attesting import attest_destroyed as attest_destroyed
from vault.backup.attesting import attest_place_destroyed as attest_place_destroyed
from vault.backup.choosing import choose_snapshot as choose_snapshot
from vault.backup.drill import DrillRun
from vault.backup.freshness import DRILL_EVERY as DRILL_EVERY
from vault.backup.freshness import destinations as destinations
from vault.backup.freshness import freshness as freshness
from vault.backup.freshness import is_reachable as is_reachable
from vault.backup.freshness import pending_copies as pending_copies
from vault.backup.freshness import plan_freshness as plan_freshness
from vault.backup.freshness import plan_reach as plan_reach
from vault.backup.model import (
    BackupReport,
    Destination,
    DrillResult,
    HeldCopy,
    PendingReseal,
    RegisteredCopy,
    ResealReport,
    RestoreReport,
    RewriteReport,
    Snapshot,
    SnapshotSummary,
)
from vault.backup.places import AddCheck as AddCheck
from vault.backup.places import CheckedPlace as CheckedPlace
from vault.backup.places import MoveCheck as MoveCheck
from vault.backup.places import PlaceCheck as PlaceCheck
from vault.backup.places import add_destination as add_destination
from vault.backup.places import check_destination as check_destination
from vault.backup.places import enter_destination as enter_destination
from vault.backup.places import enter_move as enter_move
from vault.backup.places import move_destination as move_destination
from vault.backup.places import plan_add as plan_add
from vault.backup.places import plan_check as plan_check
from vault.backup.places import plan_move as plan_move
from vault.backup.places import remove_destination as remove_destination
from vault.backup.pruning import PruneRun
from vault.backup.recovery import CopySearch, FetchRun
from vault.backup.resealing import ResealRun
from vault.backup.rewriting import RewriteRun
from vault.backup.snapshot import BackupRun, BetweenSteps, Step
from vault.backup.source import TypedSecret
from vault.errors import NotFound
from vault.ids import DestinationId, DocumentId
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.keys.os_keyring import KeyStore
from vault.progress import Progress, no_progress
from vault.session import Session


def all_destinations(session: Session) -> list[Destination]:
    """Return every place where a copy was ever made, also by a vault that this one came from."""
    return rows.destinations(session.rows)


def snapshots(session: Session, destination_id: DestinationId | None = None) -> list[Snapshot]:
    """Return what the register knows, newest first."""
    return rows.snapshots(session.rows, destination_id)


def register(session: Session) -> list[RegisteredCopy]:
    """Return every snapshot that was ever made, at any place, newest first."""
    places = {one.id: one for one in rows.destinations(session.rows)}
    newest = rewrite_rows.newest_tombstone(session.rows)
    return [
        RegisteredCopy(
            snapshot=one, destination=places[one.destination_id], is_clean=one.clean_to >= newest
        )
        for one in rows.snapshots(session.rows)
    ]


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
    """Return every snapshot that is not sealed to the ways in of today, and if it is reachable.

    This looks at every place; a window asks ``pending_copies`` instead.
    """
    return list(pending_copies(session).look().reseals)


def begin_reseal(session: Session, destination_id: DestinationId) -> ResealRun:
    """Return what seals a destination's snapshots to the ways in of today; needs no secret."""
    return ResealRun(session, _destination(session, destination_id))


def reseal(session: Session, destination_id: DestinationId) -> ResealReport:
    """Seal a destination's snapshots anew; say which could not be. Raises a ``BackupError``."""
    run = begin_reseal(session, destination_id)
    perform(run.steps)
    return run.report or ResealReport()


def begin_rewrite(
    session: Session, destination_id: DestinationId, progress: Progress = no_progress
) -> RewriteRun:
    """Return what rewrites a destination's snapshots without anybody who was disposed of.

    It needs no secret. Raises ``NotFound``.
    """
    return RewriteRun(session, _destination(session, destination_id), progress)


def rewrite(
    session: Session, destination_id: DestinationId, progress: Progress = no_progress
) -> RewriteReport:
    """Rewrite a destination's snapshots, and say what came of each that was not clean.

    Raises a ``BackupError`` or ``Cancelled``.
    """
    run = begin_rewrite(session, destination_id, progress)
    perform(run.steps)
    return run.report or RewriteReport()


def unclean(session: Session, tombstone_id: int) -> list[Snapshot]:
    """Return the snapshots, newest first, that may hold a client up to that tombstone."""
    return rewrite_rows.unclean(session.rows, tombstone_id)


def adopt(
    session: Session, destination_id: DestinationId, typed: str, keyring: KeyStore
) -> tuple[int, ...]:
    """Enter the snapshots of a place that the register does not know; return their numbers.

    ``typed`` is the step-up secret, which opens their keys. Raises a ``SecretError``, ``NotFound``,
    ``DestinationGone``, ``DestinationOther`` or ``SnapshotCopied``.
    """
    run = begin_adoption(session, destination_id, typed, keyring)
    perform(run.steps)
    return run.adopted


def begin_adoption(
    session: Session, destination_id: DestinationId, typed: str, keyring: KeyStore
) -> AdoptionRun:
    """Return what enters the snapshots of a place that the register does not know.

    Raises a ``SecretError`` or ``NotFound``.
    """
    return AdoptionRun(session, _destination(session, destination_id), typed, keyring)


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
    takes_older: bool = False,
    now: clock.Clock = clock.utc_now,
    progress: Progress = no_progress,
) -> RestoreReport:
    """Make a vault of its own from a snapshot, by the sheet or the passphrase (``way``).

    ``typed`` are the sheet's lines, one a line, or the passphrase; ``daily`` is how the new vault
    is opened from day to day, ``None`` for the passphrase that it has. ``takes_older`` lets an
    older snapshot stand in for one that a later Casekeep made. Needs no session. Raises as
    ``restore.restore`` does.
    """
    return restore.restore(
        snapshot,
        TypedSecret(way=way, text=typed),
        into,
        daily,
        keyring,
        takes_older=takes_older,
        now=now,
        progress=progress,
    )
