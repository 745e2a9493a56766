"""Sealed exports: where they go, sealing one, how old they are, and which copies there are."""

from pathlib import Path

from vault.backup.service import perform
from vault.errors import NotFound
from vault.exports.gathering import OnSession
from vault.ids import ExportPlaceId, SealedExportId
from vault.progress import Progress, no_progress
from vault.sealing import register_rows
from vault.sealing.freshness import due as due
from vault.sealing.freshness import freshness as freshness
from vault.sealing.freshness import places as places
from vault.sealing.freshness import plan_freshness as plan_freshness
from vault.sealing.freshness import plan_reach as plan_reach
from vault.sealing.places import add_place as add_place
from vault.sealing.places import begin_anew as begin_anew
from vault.sealing.places import enter_move as enter_move
from vault.sealing.places import enter_place as enter_place
from vault.sealing.places import go_on as go_on
from vault.sealing.places import plan_check as plan_check
from vault.sealing.places import remove_place as remove_place
from vault.sealing.places import set_standing as set_standing
from vault.sealing.places_model import ExportPlace, SealReport
from vault.sealing.preflight import preflight as preflight
from vault.sealing.register import all_places as all_places
from vault.sealing.register import attest_destroyed as attest_destroyed
from vault.sealing.register import exports as exports
from vault.sealing.register import register as register
from vault.sealing.run import SealRun as SealRun
from vault.sealing.statement_model import SealKind
from vault.sealing.zip_copy import ZipRun
from vault.session import Session


def begin_seal(
    session: Session,
    place_id: ExportPlaceId,
    kind: SealKind = SealKind.STANDING,
    *,
    is_taking_over: bool = False,
    run: OnSession | None = None,
    progress: Progress = no_progress,
) -> SealRun:
    """Return a number to be sealed step by step; ``Step`` says which needs the session.

    ``run`` does what needs the session in between, from the thread for files; without it all is
    done where the steps are. ``is_taking_over`` replaces what another copy of the vault sealed
    there. Where a closing export is the last, it gives way to another one alone, and only for what
    it may hold no more. Raises ``NotFound``, ``CustodyNotSealed``, ``NoCeremony``, and for a
    standing export ``HoldersNotProven`` or ``ClosingExportStands``. If a step raises, ``abandon``
    the run on the thread for files.
    """
    place = _place(session, place_id)
    on_session = run or (lambda job: job(session))
    return SealRun(session, place, kind, on_session, progress, is_taking_over=is_taking_over)


def seal(
    session: Session,
    place_id: ExportPlaceId,
    kind: SealKind = SealKind.STANDING,
    *,
    is_taking_over: bool = False,
    progress: Progress = no_progress,
) -> SealReport:
    """Seal a number from beginning to end.

    Raises as ``begin_seal``, and a ``BackupError``, ``ForeignExport`` or ``Cancelled``: the number
    before is whole then.
    """
    run = begin_seal(session, place_id, kind, is_taking_over=is_taking_over, progress=progress)
    perform(run.steps, run.abandon)
    if run.report is None:
        raise RuntimeError("a sealing ended without its report")
    return run.report


def begin_zip(
    session: Session,
    place_id: ExportPlaceId,
    target: Path,
    *,
    run: OnSession | None = None,
    progress: Progress = no_progress,
) -> ZipRun:
    """Return what puts the newest number at a place into one ZIP file, step by step.

    ``run`` is as in ``begin_seal``; there is nothing to abandon. Raises ``NotFound``, or
    ``NotAnExport`` where nothing was announced there.
    """
    on_session = run or (lambda job: job(session))
    return ZipRun(session, _place(session, place_id), target, on_session, progress)


def zip_to(
    session: Session, place_id: ExportPlaceId, target: Path, progress: Progress = no_progress
) -> SealedExportId:
    """Put the newest number at a place into one ZIP file, and enter that in the register.

    Raises as ``begin_zip``, ``DestinationGone`` where the export there is not whole,
    ``FileNameTaken``, ``InsideVault``, ``DiskFull``, ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    run = begin_zip(session, place_id, target, progress=progress)
    perform(run.steps)
    if run.export_id is None:
        raise RuntimeError("a ZIP file was made without its entry")
    return run.export_id


def _place(session: Session, place_id: ExportPlaceId) -> ExportPlace:
    found = register_rows.place(session.rows, place_id)
    if found is None or found.removed_at is not None:
        raise NotFound()
    return found
