"""Disposal: reviewing, beginning and ending it, its copies and its certificates.

What runs in ``begin`` is in ``beginning.py``; what a certificate may state is in ``facts.py``.
"""

from collections.abc import Sequence

from vault.changes import Kind
from vault.disposal import copies as vault_copies
from vault.disposal import elsewhere_rows, export_copies, issuing, rows
from vault.disposal.beginning import begin, begin_mistake, is_confirmed, may_be_mistake
from vault.disposal.issuing import certificates, issue, save
from vault.disposal.model import (
    Approval,
    CopyLine,
    Disposal,
    DisposalKind,
    DisposalState,
    ExportLine,
    Renewal,
    SourceLine,
)
from vault.disposal.paper_left import dispose_paper, left_on_paper
from vault.disposal.reach import plan_reach
from vault.disposal.reach_model import Reach
from vault.disposal.reviewing import review
from vault.disposal.treating import treat
from vault.errors import DisposalUnfinished, OldFilesHeld, VaultError, WaysInNotRenewed
from vault.ids import CertificateId, ClientId, DisposalId
from vault.keys import service as keys
from vault.keys.os_keyring import KeyStore
from vault.keys.service import OnProgress
from vault.session import Session
from vault.store import intents, removal

__all__ = [
    "begin",
    "begin_mistake",
    "certificate_pdf",
    "certificates",
    "copies",
    "dispose",
    "dispose_paper",
    "erase",
    "exports",
    "is_confirmed",
    "issue",
    "left_on_paper",
    "list_disposals",
    "may_be_mistake",
    "pending",
    "plan_reach",
    "record_renewal",
    "review",
    "save",
    "sources",
    "treat",
]


def erase(
    session: Session,
    disposal_id: DisposalId,
    typed: str,
    keyring: KeyStore,
    progress: OnProgress | None = None,
) -> None:
    """Put the vault under a new key without the records of this disposal, and of all that wait.

    One that is over already is left alone. Where old files could not be removed, its state is
    ``OLD_FILES_LEFT``; this, which needs no secret then, and each unlock tries it again. Raises
    ``NotFound``, what ``keys.rotate_keys`` raises (the clients stay hidden then, and the next
    unlock ends it), ``OldFilesHeld``, and what ``intents.settle`` does.
    """
    state = issuing.disposal(session, disposal_id).state
    if state is DisposalState.PENDING:
        keys.erase(session, typed, keyring, progress)
    elif state is DisposalState.OLD_FILES_LEFT:
        _remove_old_files(session, disposal_id, keyring)
    else:
        return
    session.publish(frozenset({Kind.DISPOSALS, Kind.COPIES}))


def _remove_old_files(session: Session, disposal_id: DisposalId, keyring: KeyStore) -> None:
    """What another change of files left, and cannot be removed, keeps nobody from this."""
    try:
        intents.settle(session.opened, keyring, session.now)
    except VaultError as error:
        if issuing.disposal(session, disposal_id).state is not DisposalState.OLD_FILES_LEFT:
            return
        if removal.is_held(error):
            raise OldFilesHeld() from error
        raise


def dispose(
    session: Session,
    client_ids: Sequence[ClientId],
    approval: Approval,
    typed: str,
    keyring: KeyStore,
    progress: OnProgress | None = None,
) -> DisposalId:
    """Begin a disposal and carry it out in a row. Raises as ``begin`` and ``erase`` do."""
    disposal_id = begin(session, client_ids, approval)
    erase(session, disposal_id, typed, keyring, progress)
    return disposal_id


def list_disposals(session: Session) -> list[Disposal]:
    """Return all disposals, newest first."""
    return issuing.disposals(session)


def pending(session: Session) -> list[Disposal]:
    """Return the disposals that are not finished, newest first."""
    return [one for one in list_disposals(session) if one.state is not DisposalState.FINISHED]


def copies(
    session: Session, disposal_id: DisposalId, reachable: Reach | None = None
) -> tuple[CopyLine, ...]:
    """Return the backups of the vault, seen from one disposal, newest first.

    ``reachable`` are the places that are there, as ``plan_reach`` found them; without it they are
    looked at now. Raises ``NotFound``.
    """
    there = None if reachable is None else reachable.backups
    return vault_copies.lines(session, issuing.disposal(session, disposal_id), there)


def exports(
    session: Session, disposal_id: DisposalId, reachable: Reach | None = None
) -> tuple[ExportLine, ...]:
    """Return the sealed exports, seen from one disposal, newest first. As ``copies``."""
    there = None if reachable is None else reachable.exports
    return export_copies.lines(session, issuing.disposal(session, disposal_id), there)


def sources(session: Session) -> tuple[SourceLine, ...]:
    """Return the sealed exports from which a custodian's records came; none in a practice."""
    return elsewhere_rows.sources(session.rows)


def record_renewal(
    session: Session, disposal_id: DisposalId, *, is_sheet_destroyed: bool
) -> Renewal:
    """Write down that every way in was made anew since, and whether all older sheets are gone.

    When they were made is the vault's to say. May come twice: what was attested before stays.
    Of every other disposal that was over before, it is written down too where it says more.
    Raises ``NotFound``, ``DisposalUnfinished``, or ``WaysInNotRenewed`` where one is older.
    """
    found, slots = issuing.disposal(session, disposal_id), keys.slots(session)
    made_at = min(slot.created_at for slot in slots)
    if found.erased is None:
        raise DisposalUnfinished()
    # one dated to come was made while the clock was wrong: nobody knows when
    if made_at <= found.erased.at or any(slot.created_at > session.now() for slot in slots):
        raise WaysInNotRenewed()
    with session.begin("disposal.renewal") as tx:
        before = None if found.renewal is None else found.renewal.sheet_destroyed_at
        if before is not None and before < made_at:
            before = None  # that was of the sheet before the one that was old now
        renewal = Renewal(
            at=made_at,
            ways=tuple(slot.kind.value for slot in slots),
            sheet_destroyed_at=before or (tx.now if is_sheet_destroyed else None),
        )
        others = [one for one in list_disposals(session) if _gains(session, one, renewal)]
        for one in (found, *(other for other in others if other.id != disposal_id)):
            rows.set_renewal(tx.rows, one.id, renewal)
            tx.audit(disposal=one.uid, is_sheet_destroyed=renewal.is_sheet_destroyed)
        tx.changed(Kind.DISPOSALS)
    return renewal


def _gains(session: Session, one: Disposal, renewal: Renewal) -> bool:
    """Return whether new ways in say more of a disposal than what is written down of it.

    What was attested is never taken back by ways that were made for another disposal.
    """
    if one.erased is None or one.erased.at >= renewal.at or one.kind is DisposalKind.MISTAKE:
        return False
    before = one.renewal
    if before is None or before.is_sheet_destroyed < renewal.is_sheet_destroyed:
        return True
    if before.is_sheet_destroyed and not renewal.is_sheet_destroyed:
        return False
    return vault_copies.was_treated_since(session, one, before.at)


def certificate_pdf(session: Session, certificate_id: CertificateId) -> bytes:
    """Return a certificate as PDF/A. Raises ``NotFound``."""
    return issuing.pdf(session, certificate_id)
