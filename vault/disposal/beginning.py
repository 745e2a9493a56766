"""The beginning of a disposal: everything is checked once more, in the transaction that begins it.

With its commit the clients are hidden everywhere and there is no way back; before it, nothing has
happened. What ends it is the next switch, whoever asks for that.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from vault.changes import Kind
from vault.clients import service as clients
from vault.clients import typed_text
from vault.clients.model import Client
from vault.disposal import elsewhere_rows, reviewing, rows
from vault.disposal.model import (
    Approval,
    Approved,
    DisposalKind,
    StoneDetail,
    StoneNotice,
    StonePaper,
    StoneTransfer,
)
from vault.errors import (
    ClockInDoubt,
    CopiesMissing,
    Held,
    InvalidValue,
    NotAMistake,
    WrongConfirmation,
)
from vault.holds import service as holds
from vault.ids import ClientId, DisposalId
from vault.paper import service as paper
from vault.retention import service as retention
from vault.retention.model import ClockState
from vault.session import Session
from vault.store import erasures
from vault.store.unit_of_work import Transaction
from vault.transfers import service as transfers

MISTAKE_FOR = timedelta(hours=24)
_ENOUGH_COPIES = 2
_CHANGED = (
    Kind.CLIENTS,
    Kind.EPISODES,
    Kind.CARE_SESSIONS,
    Kind.NOTES,
    Kind.PSYCHOTHERAPY_NOTES,
    Kind.DRAFTS,
    Kind.DOCUMENTS,
    Kind.IMPORTS,
    Kind.RETENTION,
    Kind.HOLDS,
    Kind.PAPER_RECORDS,
    Kind.TRANSFERS,
    Kind.DISPOSALS,
)


def begin(session: Session, client_ids: Sequence[ClientId], approval: Approval) -> DisposalId:
    """Begin to dispose of these clients' records, all with one switch. There is no way back.

    Raises ``StepUpRequired``; ``NotFound``; ``WrongConfirmation`` unless each record's number was
    typed; ``Held``, ``ClockInDoubt``, ``NotEligible``; ``CopiesMissing`` unless two places have a
    verified backup of the last 24 hours or ``approval.acceptance`` says why that is all right;
    ``InvalidValue`` for no clients, nobody who approves or a day of review that is not to come.
    Nothing has happened then.
    """
    session.require_step_up()
    with session.begin("disposal.begin") as tx:
        chosen = _confirmed(session, client_ids, approval.confirmations)
        _require_not_held(session, client_ids)
        retention.require_disposable(session, client_ids)
        approved = _approved(session, tx, approval)
        details = {one.id: _detail(session, tx, one, approval) for one in chosen}
        return _begin(tx, DisposalKind.RETENTION, approved, details)


def begin_mistake(session: Session, client_id: ClientId, record_number: str) -> DisposalId:
    """Begin to erase a client who was entered by mistake. There is no way back.

    Raises ``StepUpRequired``, ``NotFound``, ``WrongConfirmation``, ``Held``, ``ClockInDoubt`` or
    ``NotAMistake``.
    """
    session.require_step_up()
    with session.begin("disposal.begin") as tx:
        _confirmed(session, [client_id], {client_id: record_number})
        _require_not_held(session, [client_id])
        if retention.clock_state(session) is not ClockState.OK:
            raise ClockInDoubt()
        if not may_be_mistake(session, client_id):
            raise NotAMistake()
        detail = StoneDetail(documents=rows.counts(tx.rows, client_id).documents)
        return _begin(tx, DisposalKind.MISTAKE, None, {client_id: detail})


def may_be_mistake(session: Session, client_id: ClientId) -> bool:
    """Return whether a client was entered within 24 hours, and nothing was signed, held or sent.

    One who was entered under a wrong clock comes to that day again: it is no mistake of today.
    Raises ``NotFound``.
    """
    age = session.now() - clients.get(session, client_id).created_at
    return (
        timedelta(0) <= age < MISTAKE_FOR
        and not retention.is_under_wrong_clock(session, client_id)
        and not rows.has_signed(session.rows, client_id)
        and not holds.active(session, client_id)
        and not transfers.list_transfers(session, client_id)
        and not retention.notices(session, client_id)
    )


def is_confirmed(typed: str, record_number: str) -> bool:
    """Return whether what was typed reads as the record's number."""
    return typed_text.reads_alike(typed, record_number)


def _confirmed(
    session: Session, client_ids: Sequence[ClientId], typed: Mapping[ClientId, str]
) -> list[Client]:
    if not client_ids:
        raise InvalidValue("clients")
    chosen = [clients.get(session, one) for one in dict.fromkeys(client_ids)]
    if any(not is_confirmed(typed.get(one.id, ""), one.record_number) for one in chosen):
        raise WrongConfirmation()
    return chosen


def _require_not_held(session: Session, client_ids: Sequence[ClientId]) -> None:
    held = holds.held_clients(session).intersection(client_ids)
    if held:
        raise Held(frozenset(held))


def _approved(session: Session, tx: Transaction, approval: Approval) -> Approved:
    typed_text.check_filled_line("approved_by", approval.approved_by)
    typed_text.check_text("acceptance", approval.acceptance)
    if approval.review_on is not None and approval.review_on <= session.today():
        raise InvalidValue("review_on")
    copies = tuple(reviewing.fresh_copies(session))
    if len(copies) < _ENOUGH_COPIES and typed_text.is_blank(approval.acceptance):
        raise CopiesMissing(len(copies))
    return Approved(
        by=approval.approved_by.strip(),
        at=tx.now,
        acceptance=approval.acceptance.strip(),
        copies=copies,
        review_on=approval.review_on,
    )


def _detail(session: Session, tx: Transaction, client: Client, approval: Approval) -> StoneDetail:
    """What stays, of a record that goes by the retention rules."""
    outcome = retention.outcome(session, client.id)
    counts = rows.counts(tx.rows, client.id)
    on_paper = paper.list_records(session, client.id)
    return StoneDetail(
        name=client.details.legal_name if approval.keep_names else "",
        first_service=counts.first_service,
        last_service=counts.last_service,
        classes=tuple(outcome.by_class),
        eligible_on=outcome.eligible_on,
        no_later_than=outcome.no_later_than,
        override_until=None if outcome.override is None else outcome.override.until,
        steps=outcome.steps,
        holds_checked_at=tx.now,
        holds_released=len(holds.list_holds(session, client.id)),
        is_notice_required=outcome.notice is not None,
        notices=tuple(
            StoneNotice(method=one.method, sent_on=one.sent_on, wait_until=one.wait_until)
            for one in retention.notices(session, client.id)
            if not one.is_under_wrong_clock
        ),
        documents=counts.documents,
        paper=tuple(
            StonePaper(disposed_on=one.disposed_on, method=one.method, vendor=one.vendor)
            for one in on_paper
            if one.disposed_on is not None
        ),
        paper_left=sum(not one.is_disposed for one in on_paper),
        transfers=tuple(
            StoneTransfer(recipient=one.recipient, made_at=one.made_at)
            for one in transfers.list_transfers(session, client.id)
        ),
        export_files=elsewhere_rows.export_files(tx.rows, client.id),
    )


def _begin(
    tx: Transaction,
    kind: DisposalKind,
    approved: Approved | None,
    details: Mapping[ClientId, StoneDetail],
) -> DisposalId:
    files = rows.attachment_files(tx.rows, details)
    disposal_id, uid = rows.add_disposal(tx.rows, kind, approved, tx.now)
    stones = [
        rows.add_tombstone(tx.rows, disposal_id, client_id, uid, detail, tx.now)
        for client_id, detail in details.items()
    ]
    erasures.begin(tx, details, files, f"disposal {uid}", min(stones))
    tx.audit(disposal=uid, kind=kind.value, records=len(stones))
    tx.changed(*_CHANGED)
    return disposal_id
