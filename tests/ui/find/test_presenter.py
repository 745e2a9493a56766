from datetime import date

import pytest

from ui.find.presenter import (
    Filters,
    Period,
    RowKind,
    merged,
    period_days,
    queries,
    result_rows,
    summary,
    unmarked,
)
from vault.documents.model import DocumentKind
from vault.ids import ClientId, DocumentId, NoteId
from vault.notes.model import NoteKind, Shelf
from vault.search.model import ClientHit, DocumentHit, Found, NoteHit, Order

NOTHING = Found(clients=(), notes=(), is_complete=True)


def hit(note: int, client: int, day: int = 1, shelf: Shelf = Shelf.RECORD) -> NoteHit:
    return NoteHit(
        note_id=NoteId(note),
        shelf=shelf,
        client_id=ClientId(client),
        client_name=f"Client {client}",
        record_number=f"{client:04d}",
        kind=NoteKind.PROGRESS,
        occurred_on=date(2026, 11, day),
        is_signed=True,
        snippet="the \u2068letter\u2069 she wrote",
    )


def found(*notes: NoteHit, is_complete: bool = True) -> Found:
    return Found(clients=(), notes=notes, is_complete=is_complete)


def test_clients_stand_on_top_and_notes_under_their_client_in_the_order_found() -> None:
    client = ClientHit(client_id=ClientId(3), name="Amara Osei", record_number="0003")
    answer = Found(clients=(client,), notes=(hit(1, 8), hit(2, 9), hit(3, 8)), is_complete=True)
    rows = result_rows(answer)
    assert [(row.kind, row.client_id, row.note_id) for row in rows] == [
        (RowKind.HEADING, None, None),
        (RowKind.CLIENT, 3, None),
        (RowKind.HEADING, 8, None),
        (RowKind.NOTE, 8, 1),
        (RowKind.NOTE, 8, 3),
        (RowKind.HEADING, 9, None),
        (RowKind.NOTE, 9, 2),
    ]


def document(number: int, client: int, day: int, *, is_error: bool = False) -> DocumentHit:
    return DocumentHit(
        document_id=DocumentId(number),
        client_id=ClientId(client),
        client_name=f"Client {client}",
        record_number=f"{client:04d}",
        kind=DocumentKind.CONSENT,
        day=date(2026, 11, day),
        is_error=is_error,
        snippet="\u2068letter\u2069 of consent",
    )


def test_documents_stand_under_their_client_by_day_or_in_turn() -> None:
    answer = Found(
        clients=(),
        notes=(hit(1, 8, day=5), hit(2, 9, day=3)),
        documents=(document(4, 7, 9), document(5, 9, 4)),
        is_complete=True,
    )
    by_day = [(row.client_id, row.note_id, row.document_id) for row in result_rows(answer)]
    assert by_day == [
        (7, None, None),
        (7, None, 4),
        (8, None, None),
        (8, 1, None),
        (9, None, None),
        (9, None, 5),
        (9, 2, None),
    ]
    best = [row.client_id for row in result_rows(answer, Order.BEST) if row.can_be_chosen]
    assert best == [8, 7, 9, 9]


def test_a_document_says_what_it_is() -> None:
    answer = Found(clients=(), notes=(), documents=(document(4, 7, 9),), is_complete=True)
    row = result_rows(answer)[1]
    assert (row.kind, row.aside) == (RowKind.DOCUMENT, "Document · Consent")
    assert (row.text, row.marks) == ("letter of consent", ((0, 6),))
    assert "Document, Consent" in row.spoken
    mistaken = Found(
        clients=(), notes=(), documents=(document(4, 7, 9, is_error=True),), is_complete=True
    )
    assert result_rows(mistaken)[1].aside == "Document · Consent · entered in error"
    hidden = result_rows(answer, is_shielded=True)
    assert "letter" not in " ".join(f"{row.title} {row.text} {row.spoken}" for row in hidden)


def test_the_summary_counts_documents() -> None:
    one = Found(clients=(), notes=(), documents=(document(4, 7, 9),), is_complete=True)
    assert summary(one, "x", Order.NEWEST) == "1 document."
    both = Found(
        clients=(), notes=(hit(1, 8),), documents=(document(4, 7, 9),) * 2, is_complete=True
    )
    assert summary(both, "x", Order.NEWEST) == "1 note and 2 documents, newest first."


@pytest.mark.parametrize(
    ("snippet", "text", "marks"),
    [
        ("plain", "plain", ()),
        (
            "the \u2068letter\u2069 and \u2068letters\u2069",
            "the letter and letters",
            ((4, 6), (15, 7)),
        ),
        # Qt counts UTF-16 units: an emoji is two.
        ("🙂 \u2068letter\u2069", "🙂 letter", ((3, 6),)),
    ],
)
def test_marks_become_places(snippet: str, text: str, marks: tuple[tuple[int, int], ...]) -> None:
    assert unmarked(snippet) == (text, marks)


def test_under_the_shield_no_word_of_a_note_and_no_name_is_left() -> None:
    rows = result_rows(found(hit(1, 8)), is_shielded=True)
    said = " ".join(f"{row.title} {row.aside} {row.text} {row.spoken}" for row in rows)
    assert "letter" not in said
    assert "Client" not in said


def test_both_shelves_are_asked_only_with_the_tick() -> None:
    without = queries("a", Filters(), Order.NEWEST, 50)
    both = queries("a", Filters(with_psychotherapy=True), Order.NEWEST, 50)
    assert [query.shelf for query in without] == [Shelf.RECORD]
    assert [query.shelf for query in both] == [Shelf.RECORD, Shelf.PSYCHOTHERAPY]


def test_two_shelves_merge_by_day_or_in_turn_and_keep_to_the_limit() -> None:
    record = found(hit(1, 8, day=20), hit(2, 8, day=3))
    apart = found(hit(7, 8, day=10, shelf=Shelf.PSYCHOTHERAPY))
    newest = merged([record, apart], Order.NEWEST, 50)
    best = merged([record, apart], Order.BEST, 50)
    cut = merged([record, apart], Order.NEWEST, 2)
    assert [one.note_id for one in newest.notes] == [1, 7, 2]
    assert [one.note_id for one in best.notes] == [1, 7, 2]
    assert [one.note_id for one in cut.notes] == [1, 7]
    assert newest.is_complete
    assert not cut.is_complete


def test_periods_are_days() -> None:
    today = date(2026, 11, 24)
    assert period_days(Period.ANY, today) == (None, None)
    assert period_days(Period.LAST_YEAR, today) == (date(2025, 1, 1), date(2025, 12, 31))
    assert period_days(Period.THIS_YEAR, today) == (date(2026, 1, 1), None)


def test_what_stands_below_never_says_more_than_was_found() -> None:
    assert summary(NOTHING, "  ", Order.NEWEST).startswith("Type a word")
    assert summary(NOTHING, "zebra", Order.NEWEST).startswith("Nothing was found")
    assert summary(found(hit(1, 8)), "x", Order.NEWEST) == "1 note."
    assert summary(found(hit(1, 8), hit(2, 8)), "x", Order.BEST) == "2 notes, best first."
    partial = found(hit(1, 8), hit(2, 8), is_complete=False)
    assert summary(partial, "x", Order.NEWEST) == "The newest 2 notes."
