"""What is true of a disposed record now, as a certificate states it: looked at, never assumed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import vault
from vault import clock
from vault.audit import rows as audit_rows
from vault.custody import rows as custody_rows
from vault.disposal import copies, export_copies, medium, review_day, rows
from vault.disposal.certificate_claim_model import COPIES_OF_THE_VAULT
from vault.disposal.certificate_model import (
    DATABASE_CIPHER,
    DOCUMENT_CIPHER,
    ApprovalGiven,
    AuditHead,
    CertificateFacts,
    Check,
    CheckKind,
    CheckResult,
    DestroyedKey,
    DisposedRecord,
    HoldsCheck,
    Issuer,
    KeyPlace,
    KeyProof,
    NoticeSent,
    PaperDisposed,
    Reissued,
    Residual,
    ResidualCause,
    ResidualKind,
    ResidualPlan,
    RetentionFacts,
    Tool,
    TraceLine,
    TreatedCopy,
    TreatedFate,
    WrittenBy,
)
from vault.disposal.model import (
    Approved,
    Disposal,
    Erased,
    ExportFile,
    StoneDetail,
    Tombstone,
)
from vault.disposal.reach_model import Reach
from vault.errors import DisposalUnfinished
from vault.ids import DisposalId
from vault.practice import service as practice
from vault.session import Session
from vault.store import bundle, erasures, folder_tree, intents
from vault.store.intents import Intent

_PARTS = {"record": "record", "psychotherapy": "psychotherapy notes", "document": "one document"}
_PROTECTIONS = {
    "recipient": "sealed to a recipient’s key",
    "passphrase": "sealed by a passphrase",
    "plain": "not sealed",
}
_HOLDS_KEYS = (*COPIES_OF_THE_VAULT, ResidualKind.INHERITED_EXPORT, ResidualKind.OTHER)
_SALT_SIZE = 16  # SQLCipher's, with which a file of records begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A certificate's number, the one it supplements or "", and when it is issued."""

    number: str
    supplements: str
    at: datetime


def require_gone(session: Session, disposal: Disposal) -> Erased:
    """Return when the records were gone. Raises ``DisposalUnfinished`` while anything is left.

    Old files that could not be destroyed are named by an intent, which the next unlock ends. An
    intent that waits for a keyring alone keeps no certificate back: ``copies.out_of_reach`` tells.
    """
    if disposal.erased is None or disposal.id in old_files_left(session):
        raise DisposalUnfinished()
    return disposal.erased


def old_files_left(session: Session) -> frozenset[DisposalId]:
    """Return the disposals of which old files are still there, or nobody looked for them yet.

    Whichever change of files left them: what is older than a disposal's new records has it.
    """
    found: set[DisposalId] = set()
    for one in intents.pending(session.rows):
        if one.old_files and (names := list(_left(session.opened.folder, one))):
            records = 0 if one.is_done is False else one.records
            found |= erasures.concerned(session.rows, one.kind, records, names)
    return frozenset(found)


def _left(folder: Path, intent: Intent) -> Iterator[str]:
    if intent.is_done is None:
        yield from intent.old_files
    yield from (one for one in intent.files if not folder_tree.is_gone(folder / one))


def of(
    session: Session, disposal: Disposal, stone: Tombstone, issue: Issue, reachable: Reach | None
) -> CertificateFacts:
    """Return the facts of one record, to be certified as ``issue`` says.

    Raises ``DisposalUnfinished``.
    """
    erased, approved, detail = require_gone(session, disposal), disposal.approved, stone.detail
    if approved is None:
        raise DisposalUnfinished()
    profile, treated = practice.get(session), copies.treated(session, disposal, stone)
    left = _residual(session, disposal, detail, reachable)
    head = audit_rows.head(session.rows)
    return CertificateFacts(
        number=issue.number,
        supplements=issue.supplements,
        issued_at=issue.at,
        disposal_uid=disposal.uid,
        issuer=Issuer(
            practitioner=profile.practitioner,
            practice_name=profile.practice_name,
            licenses=profile.licenses,
            jurisdiction=profile.jurisdiction,
            vault_id=session.vault_id,
            public_key=session.public_key.to_text(),
        ),
        record=_record(stone),
        retention=_retention(detail),
        holds=HoldsCheck(
            checked_at=detail.holds_checked_at or disposal.begun_at, released=detail.holds_released
        ),
        is_notice_required=detail.is_notice_required,
        notices=tuple(
            NoticeSent(method=one.method, sent_on=one.sent_on, wait_until=one.wait_until)
            for one in detail.notices
        ),
        approval=_approval(approved),
        medium=medium.of(session.opened.folder),
        keys_destroyed=tuple(_keys(erased, detail, treated, left)),
        tool=Tool(name="Casekeep", version=vault.VERSION),
        started_at=disposal.begun_at,
        erased_at=erased.at,
        finished_at=_finished(disposal, erased, treated),
        checks=tuple(_checks(session, stone, erased, treated)),
        copies=treated,
        residual=left,
        paper=tuple(
            PaperDisposed(disposed_on=one.disposed_on, method=one.method, vendor=one.vendor)
            for one in detail.paper
        ),
        reissued=_reissued(disposal),
        performer=approved.by,
        audit_head=AuditHead(seq=head.seq, hash=head.hash.hex()),
        written_by=_written_by(session),
    )


def _written_by(session: Session) -> WrittenBy | None:
    custody = custody_rows.found(session.rows)
    if custody is None:
        return None
    theirs = custody.practice
    return WrittenBy(
        practitioner=theirs.practitioner,
        practice_name=theirs.practice_name,
        licenses=theirs.licenses,
        jurisdiction=theirs.jurisdiction,
        vault_id=custody.vault_id,
        public_key=custody.public_key,
        in_custody_since=clock.local_day(custody.began_at),
    )


def _record(stone: Tombstone) -> DisposedRecord:
    return DisposedRecord(
        record_number=stone.record_number,
        client_uid=stone.client_uid,
        name=stone.detail.name,
        classes=stone.detail.classes,
        first_service=stone.detail.first_service,
        last_service=stone.detail.last_service,
    )


def _retention(detail: StoneDetail) -> RetentionFacts:
    return RetentionFacts(
        eligible_on=detail.eligible_on,
        no_later_than=detail.no_later_than,
        override_until=detail.override_until,
        trace=tuple(map(TraceLine.of, detail.steps)),
    )


def _approval(approved: Approved) -> ApprovalGiven:
    return ApprovalGiven(
        by=approved.by,
        at=approved.at,
        verified_copies=len(approved.copies),
        fewer_accepted=bool(approved.acceptance) and len(approved.copies) < 2,
    )


def _keys(
    erased: Erased,
    detail: StoneDetail,
    treated: tuple[TreatedCopy, ...],
    left: tuple[Residual, ...],
) -> Iterator[DestroyedKey]:
    """Yield the keys of which no copy is known to be left.

    A restored vault never had the snapshot's key for its own: that opens the snapshot still. A
    document's key stands in every copy of the records, also in one that a disk let go as it was.
    """
    is_known = not (_is_elsewhere(erased) or erased.are_records_unwritten)
    if is_known:
        yield DestroyedKey(
            key_id=erased.old_key,
            algorithm=DATABASE_CIPHER,
            place=KeyPlace.KEY_BAG,
            destroyed_at=erased.at,
            proof=KeyProof.NEW_BAG_HOLDS_ANOTHER,
        )
    if detail.documents and is_known and not any(one.kind in _HOLDS_KEYS for one in left):
        yield DestroyedKey(
            key_id="",
            count=detail.documents,
            algorithm=DOCUMENT_CIPHER,
            place=KeyPlace.DOCUMENT_ROW,
            destroyed_at=max([erased.at, *(one.at for one in treated if one.at is not None)]),
            proof=KeyProof.ROW_IS_GONE,
        )
    rewritten = [one.at for one in treated if one.fate is TreatedFate.REWRITTEN and one.at]
    if rewritten:
        yield DestroyedKey(
            key_id="",
            count=len(rewritten),
            algorithm=DATABASE_CIPHER,
            place=KeyPlace.COPIES_REGISTER,
            destroyed_at=max(rewritten),
            proof=KeyProof.REGISTER_HOLDS_ANOTHER,
        )


def _finished(disposal: Disposal, erased: Erased, treated: tuple[TreatedCopy, ...]) -> datetime:
    renewal = disposal.renewal
    ends = [erased.at, *(one.at for one in treated if one.at is not None)]
    if renewal is not None:
        ends += [renewal.at, renewal.sheet_destroyed_at or renewal.at]
    return max(ends)


def _checks(
    session: Session, stone: Tombstone, erased: Erased, treated: tuple[TreatedCopy, ...]
) -> Iterator[Check]:
    """The switch read the new records back before they counted; the rest is looked at now."""
    done, failed = CheckResult.PASSED, CheckResult.FAILED
    is_absent = not rows.has_client(session.rows, stone.client_uid)
    yield Check(kind=CheckKind.RECORDS_INTEGRITY, result=done)
    yield Check(kind=CheckKind.CLIENT_ABSENT, result=done if is_absent else failed)
    yield Check(kind=CheckKind.INDEX_REBUILT, result=done)
    gone, unwritten = _old_records(session, erased), CheckResult.NOT_DONE
    is_bare = erased.are_records_unwritten and gone is done
    yield Check(kind=CheckKind.OLD_RECORDS_GONE, result=unwritten if is_bare else gone)
    if stone.detail.documents:  # or an intent would name what is left of them
        is_bare = erased.are_documents_unwritten and gone is done
        yield Check(kind=CheckKind.DOCUMENTS_GONE, result=unwritten if is_bare else gone)
    if any(one.fate is TreatedFate.REWRITTEN for one in treated):
        yield Check(kind=CheckKind.COPIES_READ_BACK, result=done)  # or they were not called clean


def _old_records(session: Session, erased: Erased) -> CheckResult:
    """The vault that a restored one was a copy of may still be somewhere: nobody looked."""
    if _is_elsewhere(erased):
        return CheckResult.NOT_DONE
    old = session.opened.folder / bundle.records_file(erased.old_records)
    return CheckResult.FAILED if _is_left(old, erased.old_key) else CheckResult.PASSED


def _is_elsewhere(erased: Erased) -> bool:
    return erased.change == erasures.RESTORE or erased.are_left_elsewhere


def _is_left(path: Path, key_id: str) -> bool:
    """A restored vault numbers its files from one again: the name alone does not tell.

    What is there and cannot be read, or was overwritten and not removed, is not gone.
    """
    if folder_tree.is_gone(path):
        return False
    try:
        with path.open("rb") as file:
            start = file.read(_SALT_SIZE)
    except OSError:
        return True
    return start.hex() == key_id or not any(start)


def _residual(
    session: Session, disposal: Disposal, detail: StoneDetail, reachable: Reach | None
) -> tuple[Residual, ...]:
    return (
        *copies.residual(session, disposal, reachable.backups if reachable else None),
        *export_copies.residual(session, disposal, reachable.exports if reachable else None),
        *copies.histories(session, disposal),
        *copies.out_of_reach(session),
        *(_paper(review_day.of(disposal, session.today())) for _ in range(detail.paper_left)),
        *(_packet(one.recipient, one.made_at) for one in detail.transfers),
        *map(_export_file, detail.export_files),
    )


def _paper(until: date) -> Residual:
    return Residual(
        kind=ResidualKind.PAPER,
        place="",
        number=0,
        made_at=None,
        cause=ResidualCause.NOT_TREATED,
        plan=ResidualPlan.DISPOSE_OF_PAPER,
        until=until,
    )


def _packet(recipient: str, made_at: datetime) -> Residual:
    return Residual(
        kind=ResidualKind.TRANSFER,
        place=recipient,
        number=0,
        made_at=made_at,
        cause=ResidualCause.OUT_OF_HANDS,
        plan=ResidualPlan.RECIPIENT_KEEPS,
        until=None,
    )


def _export_file(one: ExportFile) -> Residual:
    return Residual(
        kind=ResidualKind.EXPORT_FILE,
        place=_described(one),
        number=0,
        made_at=one.made_at,
        cause=ResidualCause.OUT_OF_HANDS,
        plan=ResidualPlan.RECIPIENT_KEEPS,
        until=None,
    )


def _described(one: ExportFile) -> str:
    part = _PARTS.get(one.part, one.part)
    form = f"{one.form.upper()} of the {part}" if one.part != "document" else part
    return f"{form}, {_PROTECTIONS.get(one.protection, one.protection)}"


def _reissued(disposal: Disposal) -> Reissued | None:
    renewal = disposal.renewal
    if renewal is None:
        return None
    return Reissued(
        at=renewal.at, ways=renewal.ways, old_sheet_destroyed_at=renewal.sheet_destroyed_at
    )
