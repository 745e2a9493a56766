"""Certificates: issuing them, supplementing them when something changed, handing them out."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from vault.changes import Kind
from vault.disposal import certificate_text, facts, rows
from vault.disposal.certificate_claim_model import COPIES_OF_THE_VAULT
from vault.disposal.certificate_model import CertificateFacts, ResidualKind
from vault.disposal.facts import Issue
from vault.disposal.model import (
    Certificate,
    Disposal,
    DisposalKind,
    DisposalState,
    Tombstone,
)
from vault.disposal.reach_model import Reach
from vault.errors import FolderMissing, NotFound
from vault.ids import CertificateId, DisposalId
from vault.keys.signing import CERTIFICATE
from vault.session import Session
from vault.store import atomic


def disposals(session: Session) -> list[Disposal]:
    """Return all disposals, newest first. Of what is over, a look at the folder tells how far."""
    found = rows.disposals(session.rows)
    if all(one.state is not DisposalState.ERASED for one in found):
        return found
    left = facts.old_files_left(session)
    return [_looked_at(one, left) for one in found]


def _looked_at(one: Disposal, left: frozenset[DisposalId]) -> Disposal:
    if one.state is DisposalState.ERASED and one.id in left:
        return replace(one, state=DisposalState.OLD_FILES_LEFT)
    return one


def disposal(session: Session, disposal_id: DisposalId) -> Disposal:
    """Return a disposal. Raises ``NotFound``."""
    for one in disposals(session):
        if one.id == disposal_id:
            return one
    raise NotFound("disposal")


def issue(
    session: Session, disposal_id: DisposalId, reachable: Reach | None = None
) -> tuple[Certificate, ...]:
    """Issue a certificate for each record, or a supplement where something has changed since.

    What changed is a copy that was treated or came up, or ways in made anew; or the day is over by
    which a copy was to be treated, so that another is set. Nothing changed: nothing issued. A
    disposal of something entered by mistake has none and is finished by this.
    ``reachable`` are the places that are there, as ``reach.plan_reach`` found them;
    without it they are looked at now. Raises ``NotFound``, or ``DisposalUnfinished`` while records
    or old files are still there.
    """
    found = disposal(session, disposal_id)
    facts.require_gone(session, found)
    if found.kind is DisposalKind.MISTAKE:
        _finish(session, found)
        return ()
    before = certificates(session, disposal_id)
    last = {one.tombstone_id: one for one in before}
    due = [
        stone
        for stone in found.records
        if _is_due(session, found, stone, last.get(stone.id), reachable)
    ]
    if due:
        with session.begin("disposal.certify") as tx:
            for place, stone in enumerate(due, start=len(before) + 1):
                # two copies of one vault, each restored, go on by themselves
                copy = session.opened.header.instance_id[:4]
                number = f"{tx.now:%Y}-{found.uid[:8]}-{copy}-{place:02d}"
                supplements = last[stone.id].number if stone.id in last else ""
                wanted = Issue(number=number, supplements=supplements, at=tx.now)
                told = facts.of(session, found, stone, wanted, reachable)
                rows.add_certificate(tx.rows, _signed(session, stone, told))
            rows.finish(tx.rows, disposal_id, tx.now)
            tx.audit(disposal=found.uid, certificates=len(due))
            tx.changed(Kind.DISPOSALS)
    return tuple(certificates(session, disposal_id)[len(before) :])


def _finish(session: Session, found: Disposal) -> None:
    if found.finished_at is None:
        with session.begin("disposal.finish") as tx:
            rows.finish(tx.rows, found.id, tx.now)
            tx.audit(disposal=found.uid)
            tx.changed(Kind.DISPOSALS)


def _is_due(
    session: Session,
    found: Disposal,
    stone: Tombstone,
    last: Certificate | None,
    reachable: Reach | None,
) -> bool:
    if last is None:
        return True
    before = certificate_text.read(last.document)
    wanted = Issue(number=last.number, supplements=last.supplements, at=last.at)
    if _is_late(before, session.today()):
        return True
    return _said(before) != _said(facts.of(session, found, stone, wanted, reachable))


def _is_late(before: CertificateFacts, today: date) -> bool:
    """Whether a copy was to be treated, or paper destroyed, by a day that is over."""
    return any(
        one.kind in (*COPIES_OF_THE_VAULT, ResidualKind.PAPER)
        and one.until is not None
        and one.until < today
        for one in before.residual
    )


def _said(told: CertificateFacts) -> tuple[object, ...]:
    """What a supplement is for: where copies are, and what still opens them; paper that went.

    A stick that is plugged in is nothing new before something was done with it.
    """
    left = {(one.kind, one.place, one.number, one.made_at) for one in told.residual}
    return left, told.paper, told.reissued, told.checks


def _signed(session: Session, stone: Tombstone, told: CertificateFacts) -> Certificate:
    document = certificate_text.to_text(told)
    return Certificate(
        id=CertificateId(0),
        number=told.number,
        tombstone_id=stone.id,
        supplements=told.supplements,
        at=told.issued_at,
        document=document,
        signature=session.sign(document.encode("utf-8"), CERTIFICATE),
    )


def certificates(session: Session, disposal_id: DisposalId | None = None) -> list[Certificate]:
    """Return the certificates of one disposal, or all, in the order of their issue."""
    return rows.certificates(session.rows, disposal_id)


def pdf(session: Session, certificate_id: CertificateId) -> bytes:
    """Return a certificate as PDF/A. Raises ``NotFound``."""
    from vault.disposal import certificate_pdf  # loads a library that is needed here alone

    return certificate_pdf.render(_certificate(session, certificate_id).document)


def save(session: Session, certificate_id: CertificateId, folder: Path) -> tuple[Path, ...]:
    """Write a certificate's exact text, its signature and its PDF into ``folder``; return them.

    Each appears whole, in place of one of the same name. Raises ``NotFound``, ``FolderMissing``,
    ``ReadOnlyFolder``, ``DiskFull`` or ``StorageFailed``.
    """
    from vault.printing import saving

    one = _certificate(session, certificate_id)
    if not folder.is_dir():
        raise FolderMissing()
    text = folder / certificate_text.file_name(one.number)
    signature, paper = text.with_suffix(".json.sig"), text.with_suffix(".pdf")
    atomic.write_whole(text, one.document.encode("utf-8"))
    atomic.write_whole(signature, one.signature.encode("ascii"))
    saving.save_pdf(paper, pdf(session, certificate_id))
    return text, signature, paper


def _certificate(session: Session, certificate_id: CertificateId) -> Certificate:
    for one in certificates(session):
        if one.id == certificate_id:
            return one
    raise NotFound("certificate")
