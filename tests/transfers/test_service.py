"""Transfers in the vault: entered when the packet stands, received once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.exports.samples import Record, add_client, add_document
from tests.transfers.packets import BASIS, TO_THEM, WHO, make
from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock
from vault.audit import service as audit
from vault.clients import service as clients
from vault.documents import service as documents
from vault.errors import (
    Cancelled,
    FileNameTaken,
    FolderMissing,
    InsideVault,
    InvalidValue,
    NotARecipient,
    NotFound,
    NothingToTransfer,
    RecordClosed,
    SessionClosed,
    StepUpRequired,
    TransferReceived,
    WeakPassphrase,
)
from vault.exports.gathering import OnSession
from vault.exports.model import ByPassphrase, Part, Plain, ToRecipient
from vault.ids import DocumentId, TransferId
from vault.progress import Progress
from vault.session import Session
from vault.transfers import service
from vault.transfers.model import Transfer, TransferRequest

TODAY = date(2026, 11, 24)


T = TypeVar("T")


def _at_once(session: Session) -> OnSession:
    return lambda job: job(session)


def asked(record: Record) -> TransferRequest:
    return TransferRequest(
        client_id=record.client_id, recipient=WHO, basis=BASIS, protection=TO_THEM
    )


def test_a_transfer_is_entered_when_its_packet_stands(
    session: Session, record: Record, out: Path
) -> None:
    transfer = make(session, record.client_id, out / "p.age")
    assert service.list_transfers(session, record.client_id) == [transfer]
    assert (transfer.recipient, transfer.basis) == (WHO, BASIS)
    assert transfer.made_at == datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert not transfer.is_received
    assert service.get(session, transfer.id) == transfer
    assert WHO not in repr(transfer)
    assert clients.get(session, record.client_id).record_number == "0001"  # the originals stay


def test_nothing_is_entered_where_nothing_was_written(
    session: Session, record: Record, out: Path
) -> None:
    (out / "taken.age").write_bytes(b"mine")
    with pytest.raises(FileNameTaken):
        make(session, record.client_id, out / "taken.age")
    with pytest.raises(FolderMissing):
        make(session, record.client_id, out / "nowhere" / "p.age")
    with pytest.raises(InsideVault):
        make(session, record.client_id, session.opened.folder / "p.age")
    assert (out / "taken.age").read_bytes() == b"mine"
    assert service.list_transfers(session, record.client_id) == []


def test_nothing_is_entered_where_the_name_is_refused_at_the_end(
    session: Session, record: Record, out: Path
) -> None:
    target = out / "p.age"

    def take(name: str, done: int, total: int) -> None:
        if name == "check":
            target.write_bytes(b"somebody else's")

    with pytest.raises(FileNameTaken):
        service.write(service.plan(session, asked(record)), target, _at_once(session), take)
    assert service.list_transfers(session, record.client_id) == []
    assert target.read_bytes() == b"somebody else's"


@pytest.mark.parametrize("is_replacing", [True, False])
def test_no_packet_stands_that_could_not_be_entered(
    session: Session, record: Record, out: Path, is_replacing: bool
) -> None:
    def refuse(job: Callable[[Session], T]) -> T:
        if "Packing.enter" in repr(job):
            raise SessionClosed
        return job(session)

    planned, target = service.plan(session, asked(record)), out / "p.age"
    if is_replacing:
        target.write_bytes(b"the packet of before")
    with pytest.raises(SessionClosed):
        service.write(planned, target, refuse, is_replacing=is_replacing)
    assert [one.read_bytes() for one in out.iterdir()] == (
        [b"the packet of before"] if is_replacing else []
    )
    assert service.list_transfers(session, record.client_id) == []


def test_called_off_nothing_is_left(session: Session, record: Record, out: Path) -> None:
    planned = service.plan(session, asked(record))

    def stop_at(at: str) -> Progress:
        def stop(name: str, done: int, total: int) -> None:
            if name == at:
                raise Cancelled

        return stop

    for at in ("records", "notes", "documents", "check"):
        with pytest.raises(Cancelled):
            service.write(planned, out / "p.age", lambda job: job(session), stop_at(at))
        assert list(out.iterdir()) == []
    assert service.list_transfers(session, record.client_id) == []
    assert service.write(planned, out / "p.age", lambda job: job(session)).written.documents == 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"recipient": ""}, InvalidValue),
        ({"recipient": "two\nlines"}, InvalidValue),
        ({"recipient": "x" * 10_000_000}, InvalidValue),
        ({"basis": " \n "}, InvalidValue),
        ({"basis": "x" * 10_000_000}, InvalidValue),
        ({"protection": Plain()}, InvalidValue),
        ({"protection": ByPassphrase("1234")}, WeakPassphrase),
        ({"protection": ToRecipient("age1nobody")}, NotARecipient),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_cannot_be_a_transfer_is_refused(
    session: Session, record: Record, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        service.plan(session, replace(asked(record), **changes))


def test_a_packet_wants_a_fresh_proof(
    session: Session, record: Record, out: Path, clock: StoppedClock
) -> None:
    clock.advance(timedelta(minutes=6))
    for part in Part:
        with pytest.raises(StepUpRequired):
            make(session, record.client_id, out / "p.age", part)


def test_there_must_be_psychotherapy_notes_to_send_them(session: Session, out: Path) -> None:
    session.step_up(STEP_UP_SECRET)
    client = add_client(session, "Ana Ortiz")
    with pytest.raises(NothingToTransfer):
        make(session, client, out / "p.age", Part.PSYCHOTHERAPY)
    assert make(session, client, out / "q.age")  # an empty record may go


def test_a_disposed_record_goes_to_nobody(session: Session, record: Record, out: Path) -> None:
    transfer = make(session, record.client_id, out / "p.age")
    with session.begin("test.dispose") as tx:
        tx.rows.run("UPDATE client SET status = 'disposed' WHERE id = ?", (record.client_id,))
        tx.audit(record.client_id)
    with pytest.raises(RecordClosed):
        make(session, record.client_id, out / "q.age")
    assert service.list_transfers(session, record.client_id) == []
    with pytest.raises(NotFound):
        service.receive(session, transfer.id, TODAY)


@pytest.fixture
def transfer(session: Session, record: Record, out: Path) -> Transfer:
    """A packet that was sent."""
    return make(session, record.client_id, out / "p.age")


@pytest.fixture
def receipt(session: Session, record: Record) -> DocumentId:
    """The signed receipt."""
    return add_document(session, record.client_id, b"signed", "receipt.pdf").id


def test_the_receipt_came(session: Session, transfer: Transfer, receipt: DocumentId) -> None:
    received = service.receive(session, transfer.id, TODAY, receipt)
    assert (received.received_on, received.document_id) == (TODAY, receipt)
    assert received.is_received
    with pytest.raises(TransferReceived):
        service.receive(session, transfer.id, TODAY, receipt)
    with pytest.raises(TransferReceived):
        service.add_receipt(session, transfer.id, receipt)


def test_the_receipt_may_follow_the_word(
    session: Session, transfer: Transfer, receipt: DocumentId
) -> None:
    with pytest.raises(InvalidValue, match="document_id"):
        service.add_receipt(session, transfer.id, receipt)
    assert service.receive(session, transfer.id, TODAY).document_id is None
    assert service.add_receipt(session, transfer.id, receipt).document_id == receipt


@pytest.mark.parametrize("days", [-1, 1])
def test_no_packet_comes_before_it_was_made_or_tomorrow(
    session: Session, transfer: Transfer, days: int
) -> None:
    with pytest.raises(InvalidValue, match="received_on"):
        service.receive(session, transfer.id, TODAY + timedelta(days=days))


def test_a_receipt_of_somebody_else_or_in_error_is_refused(
    session: Session, transfer: Transfer, receipt: DocumentId
) -> None:
    theirs = add_document(session, add_client(session, "Bo"), b"x", "x.pdf").id
    documents.mark_error(session, receipt, "the wrong scan")
    for wrong in (theirs, receipt):
        with pytest.raises(InvalidValue, match="document_id"):
            service.receive(session, transfer.id, TODAY, wrong)
    assert not service.get(session, transfer.id).is_received


def test_each_act_is_in_the_log(
    session: Session, record: Record, transfer: Transfer, receipt: DocumentId
) -> None:
    service.receive(session, transfer.id, TODAY)
    service.add_receipt(session, transfer.id, receipt)
    events = audit.page(session, record.client_id)
    acts = [one.action for one in events if one.action.startswith(("transfer.", "export."))]
    assert acts == [
        "transfer.receipt",
        "transfer.receive",
        "transfer.make",
        "export.make",
        "export.start",
    ]
    assert not any(WHO in str(one.detail) or BASIS in str(one.detail) for one in events)
    with pytest.raises(NotFound):
        service.receive(session, TransferId(99), TODAY)


def test_the_name_of_the_file_names_nobody(session: Session, record: Record) -> None:
    planned = service.plan(session, asked(record))
    assert service.suggested_name(planned) == f"transfer-0001-{planned.uid[:8]}.zip.age"
