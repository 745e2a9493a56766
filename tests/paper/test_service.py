"""The register of paper: what there is, and how it went."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.exports.samples import add_client, add_document
from vault.audit import service as audit
from vault.changes import Changes, Kind
from vault.documents import service as documents
from vault.errors import InvalidValue, NotFound, PaperGone, RecordClosed
from vault.ids import ClientId, DocumentId, PaperRecordId
from vault.paper import service
from vault.paper.model import PaperRecord
from vault.session import Session

TODAY = date(2026, 11, 24)
HOW = "Cross-cut shredding, 2 mm"


@pytest.fixture
def client(session: Session) -> ClientId:
    """A client of their own."""
    return add_client(session, "Ana Ortiz")


@pytest.fixture
def paper(session: Session, client: ClientId) -> PaperRecord:
    """A folder in a cabinet."""
    return service.add(session, client, "Folder of intake forms", "Cabinet 2, office")


@pytest.fixture
def proof(session: Session, client: ClientId) -> DocumentId:
    """The vendor's certificate."""
    return add_document(session, client, b"destroyed", "certificate.pdf").id


def test_paper_is_entered(session: Session, client: ClientId, heard: list[Changes]) -> None:
    paper = service.add(session, client, "Drawings 🎨 of the boy", "")
    assert paper == PaperRecord(
        id=paper.id,
        client_id=client,
        description="Drawings 🎨 of the boy",
        place="",
        entered_at=datetime(2026, 11, 24, 12, tzinfo=UTC),
    )
    assert not paper.is_disposed
    assert heard == [frozenset({Kind.PAPER_RECORDS, Kind.AUDIT})]
    assert "Drawings" not in repr(paper)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u200b", "two\nlines", "x" * 1001, "x" * 10_000_000],
    ids=["nothing", "blank", "invisible", "two lines", "a sign too many", "10 MB"],
)
def test_a_description_is_one_line_that_says_something(
    session: Session, client: ClientId, text: str
) -> None:
    with pytest.raises(InvalidValue, match="description"):
        service.add(session, client, text)


def test_a_place_is_one_line(session: Session, client: ClientId) -> None:
    with pytest.raises(InvalidValue, match="place"):
        service.add(session, client, "Folder", "two\nlines")


def test_paper_goes_with_its_day_method_vendor_and_certificate(
    session: Session, paper: PaperRecord, proof: DocumentId
) -> None:
    gone = service.dispose(session, paper.id, TODAY, HOW, "Shred & Sons", proof)
    assert (gone.disposed_on, gone.method, gone.vendor) == (TODAY, HOW, "Shred & Sons")
    assert gone.document_id == proof
    assert gone.is_disposed
    assert service.get(session, paper.id) == gone


def test_paper_goes_once(session: Session, paper: PaperRecord) -> None:
    gone = service.dispose(session, paper.id, TODAY, HOW)
    with pytest.raises(PaperGone):
        service.dispose(session, paper.id, TODAY, "Burning")
    assert service.get(session, paper.id) == gone


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(1849, 12, 31)])
def test_a_day_that_cannot_be_is_refused(session: Session, paper: PaperRecord, day: date) -> None:
    with pytest.raises(InvalidValue, match="disposed_on"):
        service.dispose(session, paper.id, day, HOW)
    assert not service.get(session, paper.id).is_disposed


def test_how_it_went_must_be_said(session: Session, paper: PaperRecord) -> None:
    for method in ("", "  ", "x" * 1001):
        with pytest.raises(InvalidValue, match="method"):
            service.dispose(session, paper.id, TODAY, method)
    with pytest.raises(InvalidValue, match="vendor"):
        service.dispose(session, paper.id, TODAY, HOW, "a\nb")


def test_a_certificate_of_somebody_else_or_in_error_is_refused(
    session: Session, paper: PaperRecord, proof: DocumentId
) -> None:
    theirs = add_document(session, add_client(session, "Bo"), b"x", "x.pdf").id
    documents.mark_error(session, proof, "the wrong scan")
    for wrong in (theirs, proof):
        with pytest.raises(InvalidValue, match="document_id"):
            service.dispose(session, paper.id, TODAY, HOW, "", wrong)
    with pytest.raises(NotFound):
        service.dispose(session, paper.id, TODAY, HOW, "", DocumentId(99))
    assert not service.get(session, paper.id).is_disposed


def test_a_certificate_may_come_later_and_comes_once(
    session: Session, paper: PaperRecord, proof: DocumentId
) -> None:
    with pytest.raises(InvalidValue, match="document_id"):
        service.add_certificate(session, paper.id, proof)
    service.dispose(session, paper.id, TODAY, HOW)
    assert service.add_certificate(session, paper.id, proof).document_id == proof
    with pytest.raises(PaperGone):
        service.add_certificate(session, paper.id, proof)


def test_what_is_still_there_stands_first(session: Session, client: ClientId) -> None:
    first, second, third = (service.add(session, client, name) for name in ("a", "b", "c"))
    service.dispose(session, third.id, TODAY, HOW)
    listed = service.list_records(session, client)
    assert [one.id for one in listed] == [second.id, first.id, third.id]


def test_a_disposed_client_takes_none_and_shows_none(
    session: Session, client: ClientId, paper: PaperRecord
) -> None:
    with session.begin("test.dispose") as tx:
        tx.rows.run("UPDATE client SET status = 'disposed' WHERE id = ?", (client,))
        tx.audit(client)
    with pytest.raises(RecordClosed):
        service.add(session, client, "Folder")
    assert service.list_records(session, client) == []
    with pytest.raises(NotFound):
        service.dispose(session, paper.id, TODAY, HOW)


def test_each_act_is_in_the_log_without_its_words(
    session: Session, client: ClientId, paper: PaperRecord, proof: DocumentId
) -> None:
    service.dispose(session, paper.id, TODAY, HOW, "Shred & Sons")
    service.add_certificate(session, paper.id, proof)
    events = [one for one in audit.page(session, client) if one.action.startswith("paper.")]
    acts = [one.action for one in events]
    assert acts == ["paper.certificate", "paper.dispose", "paper.add"]
    for event in events:
        assert not any("Shred" in str(value) for value in event.detail.values())
    with pytest.raises(NotFound):
        service.get(session, PaperRecordId(99))
