"""Transfers: making the packet for a colleague, and writing down that it arrived.

``plan`` is quick and needs the session; ``write`` may take long and runs on any thread, as an
export does. ``make`` is both in a row. The originals stay: a transfer ends no retention.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vault import clock
from vault.changes import Kind
from vault.clients import typed_text
from vault.documents import service as documents
from vault.errors import InvalidValue, NothingToTransfer, TransferReceived
from vault.exports.model import ByPassphrase, ExportRequest, Form, Part, ToRecipient
from vault.ids import ClientId, DocumentId, TransferId, new_uid
from vault.progress import Progress, no_progress
from vault.session import Session
from vault.transfers import rows
from vault.transfers.model import Packed, SealedBy, Transfer, TransferPlan, TransferRequest

if TYPE_CHECKING:
    from vault.exports.gathering import OnSession


def plan(session: Session, request: TransferRequest) -> TransferPlan:
    """Return the packet that ``request`` would make. Nothing is written.

    Raises ``InvalidValue`` without a recipient or a basis, ``NothingToTransfer``, and what
    planning an export raises: ``StepUpRequired``, ``NotARecipient``, ``WeakPassphrase`` …
    """
    from vault.exports import service as exports  # loads what writes PDF: for who makes a packet

    _check(request)
    is_apart = request.part is Part.PSYCHOTHERAPY
    export = exports.plan(
        session,
        ExportRequest(
            client_id=request.client_id,
            form=Form.HTML,
            also=(Form.PDF, Form.JSON),
            part=request.part,
            protection=request.protection,
            with_documents=not is_apart,
        ),
    )
    if is_apart and not export.counts.psychotherapy_notes:
        raise NothingToTransfer()
    return TransferPlan(uid=new_uid(), request=request, export=export)


def _check(request: TransferRequest) -> None:
    typed_text.check_filled_line("recipient", request.recipient)
    typed_text.check_text("basis", request.basis)
    if typed_text.is_blank(request.basis):
        raise InvalidValue("basis")
    if not isinstance(request.protection, ToRecipient | ByPassphrase):
        raise InvalidValue("protection")


def suggested_name(plan: TransferPlan) -> str:
    """Return a name for the file that names nobody: ``transfer-0042-1f9c03aa.zip.age``."""
    number = "".join(c if c.isalnum() or c in "-_" else "-" for c in plan.export.record_number)
    return f"transfer-{number}-{plan.uid[:8]}.zip.age"


def write(
    plan: TransferPlan,
    target: Path,
    run: OnSession,
    progress: Progress = no_progress,
    *,
    is_replacing: bool = False,
) -> Packed:
    """Write the packet as ``target``, on any thread; it is there whole and entered, or not at all.

    Raises as writing an export does.
    """
    from vault.exports import service as exports
    from vault.transfers.packing import Packing

    packing = Packing(plan)
    written = exports.write(
        plan.export, target, run, progress, is_replacing=is_replacing, companion=packing
    )
    return Packed(transfer=packing.transfer, written=written)


def make(
    session: Session,
    client_id: ClientId,
    recipient: str,
    basis: str,
    target: Path,
    protection: SealedBy,
    part: Part = Part.RECORD,
) -> Transfer:
    """Plan and write in a row, on the session's own thread. Raises as both do."""
    request = TransferRequest(
        client_id=client_id, recipient=recipient, basis=basis, protection=protection, part=part
    )
    return write(plan(session, request), target, lambda job: job(session)).transfer


def receive(
    session: Session,
    transfer_id: TransferId,
    received_on: date,
    document_id: DocumentId | None = None,
) -> Transfer:
    """Write down that the packet came; the signed receipt may follow (``add_receipt``).

    Raises ``NotFound``, ``TransferReceived`` and ``InvalidValue``: a day before the packet was
    made or to come, a document of somebody else or one entered in error.
    """
    transfer = rows.get(session.rows, transfer_id)
    if transfer.is_received:
        raise TransferReceived()
    if not clock.local_day(transfer.made_at) <= received_on <= session.today():
        raise InvalidValue("received_on")
    if document_id is not None:
        documents.require_proof(session, document_id, transfer.client_id)
    with session.begin("transfer.receive") as tx:
        rows.receive(tx.rows, transfer_id, received_on)
        if document_id is not None:
            rows.set_receipt(tx.rows, transfer_id, document_id)
        tx.audit(transfer.client_id, transfer_id=transfer_id, document=document_id)
        tx.changed(Kind.TRANSFERS)
        return rows.get(tx.rows, transfer_id)


def add_receipt(session: Session, transfer_id: TransferId, document_id: DocumentId) -> Transfer:
    """Name the signed receipt, which came later than the word that the packet was there.

    Raises ``NotFound``, ``TransferReceived`` where one is named, and ``InvalidValue``: nobody
    said yet that the packet came, or it is no document for this.
    """
    transfer = rows.get(session.rows, transfer_id)
    if not transfer.is_received:
        raise InvalidValue("document_id")
    if transfer.document_id is not None:
        raise TransferReceived()
    documents.require_proof(session, document_id, transfer.client_id)
    with session.begin("transfer.receipt") as tx:
        rows.set_receipt(tx.rows, transfer_id, document_id)
        tx.audit(transfer.client_id, transfer_id=transfer_id, document=document_id)
        tx.changed(Kind.TRANSFERS)
        return rows.get(tx.rows, transfer_id)


def get(session: Session, transfer_id: TransferId) -> Transfer:
    """Return a transfer. Raises ``NotFound``."""
    return rows.get(session.rows, transfer_id)


def list_transfers(session: Session, client_id: ClientId) -> list[Transfer]:
    """Return what was sent of a client's record, the newest first."""
    return rows.of_client(session.rows, client_id)
