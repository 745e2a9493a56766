"""Paper records: entering them, and writing down how they were destroyed."""

from datetime import date

from vault.changes import Kind
from vault.clients import rules, typed_text
from vault.clients import service as clients
from vault.documents import service as documents
from vault.errors import InvalidValue, PaperGone
from vault.ids import ClientId, DocumentId, PaperRecordId
from vault.paper import rows
from vault.paper.model import PaperRecord
from vault.session import Session


def add(session: Session, client_id: ClientId, description: str, place: str = "") -> PaperRecord:
    """Enter what there is on paper, and where. Raises ``RecordClosed``, ``InvalidValue``."""
    clients.get(session, client_id)
    typed_text.check_filled_line("description", description)
    typed_text.check_line("place", place)
    with session.begin("paper.add") as tx:
        paper_id = rows.insert(tx.rows, client_id, description, place, tx.now)
        tx.audit(client_id, paper_record_id=paper_id)
        tx.changed(Kind.PAPER_RECORDS)
        return rows.get(tx.rows, paper_id)


def dispose(
    session: Session,
    paper_id: PaperRecordId,
    disposed_on: date,
    method: str,
    vendor: str = "",
    document_id: DocumentId | None = None,
) -> PaperRecord:
    """Write down that the paper is gone: the day, how, by whom.

    ``document_id`` is the vendor's certificate among the client's documents; it may come later
    (``add_certificate``). Raises ``NotFound``, ``PaperGone`` and ``InvalidValue``: a day to come,
    no method, a document of somebody else or one entered in error.
    """
    paper = rows.get(session.rows, paper_id)
    if paper.is_disposed:
        raise PaperGone()
    if not rules.EARLIEST <= disposed_on <= session.today():
        raise InvalidValue("disposed_on")
    typed_text.check_filled_line("method", method)
    typed_text.check_line("vendor", vendor)
    if document_id is not None:
        documents.require_proof(session, document_id, paper.client_id)
    with session.begin("paper.dispose") as tx:
        rows.dispose(tx.rows, paper_id, disposed_on, method, vendor)
        if document_id is not None:
            rows.set_certificate(tx.rows, paper_id, document_id)
        tx.audit(paper.client_id, paper_record_id=paper_id, document=document_id)
        tx.changed(Kind.PAPER_RECORDS)
        return rows.get(tx.rows, paper_id)


def add_certificate(
    session: Session, paper_id: PaperRecordId, document_id: DocumentId
) -> PaperRecord:
    """Name the vendor's certificate, which came after the paper had gone.

    Raises ``NotFound``, ``PaperGone`` where one is named, and ``InvalidValue``: the paper is
    still there, or it is no document for this.
    """
    paper = rows.get(session.rows, paper_id)
    if not paper.is_disposed:
        raise InvalidValue("document_id")
    if paper.document_id is not None:
        raise PaperGone()
    documents.require_proof(session, document_id, paper.client_id)
    with session.begin("paper.certificate") as tx:
        rows.set_certificate(tx.rows, paper_id, document_id)
        tx.audit(paper.client_id, paper_record_id=paper_id, document=document_id)
        tx.changed(Kind.PAPER_RECORDS)
        return rows.get(tx.rows, paper_id)


def get(session: Session, paper_id: PaperRecordId) -> PaperRecord:
    """Return a paper record. Raises ``NotFound``."""
    return rows.get(session.rows, paper_id)


def list_records(session: Session, client_id: ClientId) -> list[PaperRecord]:
    """Return what there is, or was, of a client on paper: what is still there first."""
    return rows.of_client(session.rows, client_id)
