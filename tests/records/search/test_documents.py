"""Finding documents by title and file name."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vault_fixtures import STEP_UP_SECRET
from vault.documents import service as documents
from vault.documents.model import Document, DocumentFacts, DocumentKind
from vault.ids import ClientId, DocumentId
from vault.notes.model import NoteKind, Shelf
from vault.search.model import Order, Query
from vault.search.service import find
from vault.search.snippet import HIT_CLOSES, HIT_OPENS
from vault.session import Session

Keep = Callable[..., DocumentId]
ANY_TEXT = st.text(st.characters(), max_size=30)


@pytest.fixture
def keep(session: Session, client_id: ClientId) -> Keep:
    """Put a document into the record of ``client_id`` (or ``client``)."""

    def add(
        title: str,
        file_name: str = "x.pdf",
        day: date | None = date(2026, 11, 2),
        client: ClientId = client_id,
    ) -> DocumentId:
        facts = DocumentFacts(title=title, dated_on=day, kind=DocumentKind.LETTER)
        return documents.add_stream(session, client, BytesIO(b"x"), file_name, facts).id

    return add


def ids(session: Session, text: str, **filters: object) -> list[DocumentId]:
    query = Query(text=text, **filters)  # type: ignore[arg-type]  # filters are Query's own fields
    return [hit.document_id for hit in find(session, query).documents]


def test_by_title_and_file_name_newest_day_first(session: Session, keep: Keep) -> None:
    old = keep("Letter of the school", day=date(2020, 1, 1))
    undated = keep("Some page", "letters-to-court.pdf", day=None)
    new = keep("A letter", day=date(2026, 11, 1))
    keep("Consent")
    assert ids(session, "lett") == [undated, new, old]
    assert ids(session, "lett school") == [old]


def test_best_first(session: Session, keep: Keep) -> None:
    often = keep("Letter letter", "letter.pdf", date(2026, 11, 1))
    once = keep("A letter among many other words that say little of it", day=date(2026, 11, 2))
    assert ids(session, "letter", order=Order.BEST) == [often, once]
    assert ids(session, "letter", order=Order.NEWEST) == [once, often]


def test_a_hit_says_whose_and_what(session: Session, keep: Keep, client_id: ClientId) -> None:
    document_id = keep("Letter of the school", "scan 4.pdf")
    documents.mark_error(session, document_id, "another child's")
    [hit] = find(session, Query(text="letter")).documents
    assert (hit.document_id, hit.client_id, hit.client_name) == (
        document_id,
        client_id,
        "Amara Osei",
    )
    assert (hit.record_number, hit.kind, hit.is_error) == ("0417", DocumentKind.LETTER, True)
    assert (hit.day, hit.snippet) == (date(2026, 11, 2), "\u2068Letter\u2069 of the school")
    [by_name] = find(session, Query(text="scan")).documents
    assert by_name.snippet == "Letter of the school · \u2068scan\u2069 4.pdf"
    assert "Letter" not in repr(hit)


def test_one_without_a_day_has_the_day_it_came(session: Session, keep: Keep) -> None:
    keep("Letter", day=None)
    [hit] = find(session, Query(text="letter")).documents
    assert hit.day == session.today()


def test_filters(
    session: Session, keep: Keep, client_id: ClientId, other_client_id: ClientId
) -> None:
    mine = keep("Letter", day=date(2026, 3, 1))
    other = keep("Letter", day=date(2026, 5, 1), client=other_client_id)
    undated = keep("Letter", day=None)
    today = session.today()
    assert ids(session, "letter", client_id=client_id) == [undated, mine]
    assert ids(session, "letter", client_id=other_client_id) == [other]
    assert ids(session, "letter", until=date(2026, 3, 1)) == [mine]
    assert ids(session, "letter", since=date(2026, 3, 2), until=date(2026, 5, 1)) == [other]
    assert ids(session, "letter", since=today) == [undated]
    assert ids(session, "letter", until=today) == [undated, other, mine]


def test_none_among_psychotherapy_notes_nor_where_a_kind_of_note_is_meant(
    session: Session, keep: Keep
) -> None:
    keep("Letter")
    session.step_up(STEP_UP_SECRET)
    assert ids(session, "letter", shelf=Shelf.PSYCHOTHERAPY) == []
    assert ids(session, "letter", kind=NoteKind.PROGRESS) == []


@pytest.mark.parametrize("order", list(Order))
def test_the_limit_and_whether_there_is_more(session: Session, keep: Keep, order: Order) -> None:
    kept = [keep("Letter", day=date(2026, 1, day)) for day in (1, 2, 3)]
    assert ids(session, "letter", limit=2, order=order) == [kept[2], kept[1]]
    assert not find(session, Query(text="letter", limit=2, order=order)).is_complete
    assert find(session, Query(text="letter", limit=3, order=order)).is_complete


def test_a_changed_title_is_found_by_its_new_words_alone(session: Session, keep: Keep) -> None:
    document_id = keep("Letter")
    documents.change_facts(session, document_id, DocumentFacts(title="Report"))
    assert ids(session, "letter") == []
    assert ids(session, "report") == [document_id]


def test_a_titles_own_marks_forge_no_hit(session: Session, keep: Keep) -> None:
    keep("A \u2068forged\u2069 letter <b>bold</b>")
    [hit] = find(session, Query(text="letter")).documents
    assert hit.snippet == "A forged \u2068letter\u2069 <b>bold</b>"


@given(title=ANY_TEXT, text=ANY_TEXT, order=st.sampled_from(Order))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_string_can_be_a_title_and_be_asked(
    session: Session, client_id: ClientId, title: str, text: str, order: Order
) -> None:
    """What is found is the title itself, but for marks and blanks: nothing is read as syntax."""
    known = _titled(session, client_id, title)
    for asked in (text, known.title):
        for hit in find(session, Query(text=asked, order=order)).documents:
            assert hit.snippet.count(HIT_OPENS) == hit.snippet.count(HIT_CLOSES)


def _titled(session: Session, client_id: ClientId, title: str) -> Document:
    """Return the one document, under this title as far as a title can be so."""
    listed = documents.list_documents(session, client_id)
    facts = DocumentFacts(title=title.encode("utf-8", "ignore").decode("utf-8").replace("\0", ""))
    if not listed:
        source = BytesIO(b"x")
        listed = [documents.add_stream(session, client_id, source, "x.pdf", DocumentFacts())]
    if not facts.title.strip() or not facts.title.isprintable():
        return listed[0]
    return documents.change_facts(session, listed[0].id, facts)
