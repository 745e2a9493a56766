"""Finding notes and clients in a real vault."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.records.search.conftest import Write
from tests.vault_fixtures import STEP_UP_SECRET
from vault.clients import service as clients
from vault.clients.model import ClientDetails, ClientStatus
from vault.errors import Cancelled, StepUpRequired
from vault.ids import ClientId, NoteId
from vault.notes import service as notes
from vault.notes.model import Body, NoteKind, Section, Shelf
from vault.search import rows, service
from vault.search.model import Order, Query
from vault.search.service import MOST_CLIENTS, find
from vault.session import Session

ORDERS = pytest.mark.parametrize("order", list(Order))


def ids(session: Session, text: str, **filters: object) -> list[NoteId]:
    query = Query(text=text, **filters)  # type: ignore[arg-type]  # filters are Query's own fields
    return [hit.note_id for hit in find(session, query).notes]


def test_newest_first_by_day_then_by_writing(session: Session, write: Write) -> None:
    second = write("panic", date(2026, 11, 2))
    third = write("panicked", date(2026, 11, 2))
    first = write("no panic", date(2026, 11, 1))
    write("calm", date(2026, 11, 3))
    assert ids(session, "panic") == [third, second, first]


def test_best_first(session: Session, write: Write) -> None:
    often = write("panic panic panic", date(2026, 11, 1))
    once = write("one panic among very many other words that say little", date(2026, 11, 2))
    write("calm")
    assert ids(session, "panic", order=Order.BEST) == [often, once]
    assert ids(session, "panic", order=Order.NEWEST) == [once, often]


def test_a_hit_says_whose_and_what(session: Session, write: Write, client_id: ClientId) -> None:
    note_id = write("Slept badly.\nThen panic at work.", date(2026, 11, 5), kind=NoteKind.RISK)
    hit = find(session, Query(text="pan")).notes[0]
    assert (hit.note_id, hit.client_id, hit.client_name) == (note_id, client_id, "Amara Osei")
    assert (hit.record_number, hit.kind) == ("0417", NoteKind.RISK)
    assert (hit.occurred_on, hit.is_signed) == (date(2026, 11, 5), False)
    assert hit.snippet == "Slept badly. Then \u2068panic\u2069 at work."


def test_a_snippet_is_a_part_around_the_hit(session: Session, write: Write) -> None:
    write("filler " * 300 + "the panic came " + "filler " * 300)
    snippet = find(session, Query(text="panic")).notes[0].snippet
    assert "\u2068panic\u2069" in snippet
    assert snippet.startswith("…")
    assert snippet.endswith("…")
    assert len(snippet) < 250


def test_the_notes_own_marks_forge_no_hit(session: Session, write: Write) -> None:
    write("\u2068calm\u2069 \ue000and\ue001 panic")
    snippet = find(session, Query(text="panic")).notes[0].snippet
    assert snippet == "calm \ue000and\ue001 \u2068panic\u2069"


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Sevda çay içti", "cay", "çay"),
        ("ذهب إلى المدرسة", "المدر", "المدرسة"),
        ("היה קשה מאוד", "קשה", "קשה"),
        ("Ей стало легче", "ЛЕГЧ", "легче"),
        ("नमस्ते दुनिया", "दुनिया", "दुनिया"),
        ("她 睡眠 好", "睡眠", "睡眠"),
        ("cafe\u0301 at noon", "café", "cafe\u0301"),
        ("🙂 better 👩‍👧 today", "better", "better"),
    ],
)
def test_scripts(session: Session, write: Write, text: str, typed: str, marked: str) -> None:
    write(text)
    assert f"\u2068{marked}\u2069" in find(session, Query(text=typed)).notes[0].snippet


@ORDERS
def test_the_limit_and_whether_there_is_more(session: Session, write: Write, order: Order) -> None:
    for day in (1, 2, 3):
        write("panic", date(2026, 11, day))
    some = find(session, Query(text="panic", limit=2, order=order))
    assert (len(some.notes), some.is_complete) == (2, False)
    every = find(session, Query(text="panic", limit=3, order=order))
    assert (len(every.notes), every.is_complete) == (3, True)


@ORDERS
def test_filters(
    session: Session, write: Write, other_client_id: ClientId, client_id: ClientId, order: Order
) -> None:
    old = write("panic", date(2026, 1, 31))
    risk = write("panic", date(2026, 2, 1), kind=NoteKind.RISK)
    other = write("panic", date(2026, 2, 28), client=other_client_id)
    new = write("panic", date(2026, 3, 1))

    def found(**filters: object) -> list[NoteId]:
        return sorted(ids(session, "panic", order=order, **filters))

    assert found() == [old, risk, other, new]
    assert found(client_id=other_client_id) == [other]
    assert found(kind=NoteKind.RISK) == [risk]
    assert found(since=date(2026, 2, 1)) == [risk, other, new]
    assert found(until=date(2026, 2, 28)) == [old, risk, other]
    assert found(since=date(2026, 2, 1), until=date(2026, 2, 28)) == [risk, other]
    assert found(client_id=client_id, kind=NoteKind.RISK, until=date(2026, 1, 31)) == []
    assert found(since=date(2026, 3, 2)) == []
    assert found(since=date(2026, 2, 2), until=date(2026, 2, 1)) == []


def test_a_limit_counts_what_the_filters_left(
    session: Session, write: Write, other_client_id: ClientId
) -> None:
    other = write("panic", date(2026, 1, 1), client=other_client_id)
    for day in range(1, 10):
        write("panic", date(2026, 11, day))
    found = find(session, Query(text="panic", client_id=other_client_id, limit=1))
    assert ([hit.note_id for hit in found.notes], found.is_complete) == ([other], True)


def test_older_notes_are_found_where_the_newest_are_too_few(
    session: Session, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "RECENT", 3)
    every = [write(f"panic {number}", date(2026, 1, 1 + number)) for number in range(9)]
    rare = write("ladder", date(2025, 12, 31))
    newest_first = list(reversed(every))
    assert ids(session, "panic", limit=2) == newest_first[:2]
    assert ids(session, "panic", limit=5) == newest_first[:5]
    assert ids(session, "panic") == newest_first
    assert ids(session, "ladder", limit=1) == [rare]
    assert ids(session, "panic", limit=2, until=date(2026, 1, 6)) == newest_first[3:5]
    assert ids(session, "panic", limit=2, since=date(2026, 1, 5)) == newest_first[:2]


def test_the_newest_are_ranked_where_very_many_match(
    session: Session, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_RANKED", 3)
    write("panic panic panic", date(2026, 1, 1))
    new = [write("panic" + " panic" * number, date(2026, 2, 1 + number)) for number in range(3)]
    found = find(session, Query(text="panic", order=Order.BEST, limit=2))
    assert [hit.note_id for hit in found.notes] == [new[2], new[1]]
    assert not found.is_complete


def test_signed_amended_and_mistaken_notes_are_found(session: Session, write: Write) -> None:
    note_id = write("panic")
    notes.sign(session, Shelf.RECORD, note_id)
    notes.add_addendum(session, Shelf.RECORD, note_id, "also dizziness")
    notes.mark_error(session, Shelf.RECORD, note_id, "wrong record")
    assert ids(session, "panic") == ids(session, "dizziness") == [note_id]
    assert find(session, Query(text="panic dizzi")).notes[0].is_signed


def test_what_is_typed_is_found_once_its_editor_closed(session: Session, write: Write) -> None:
    note_id = write("calm")
    typed = Body.of((Section(heading="", text="panic"),))
    notes.autosave(session, Shelf.RECORD, note_id, typed)
    assert ids(session, "panic") == []
    notes.close_editor(session, Shelf.RECORD, note_id)
    assert (ids(session, "panic"), ids(session, "calm")) == ([note_id], [])


def test_discarded_notes_are_gone(session: Session, write: Write) -> None:
    notes.discard(session, Shelf.RECORD, write("panic"))
    assert ids(session, "panic") == []


def test_psychotherapy_notes_stand_apart(session: Session, write: Write) -> None:
    record = write("panic")
    apart = write("panic", kind=NoteKind.PSYCHOTHERAPY, shelf=Shelf.PSYCHOTHERAPY)
    assert ids(session, "panic") == [record]
    assert ids(session, "panic", shelf=Shelf.PSYCHOTHERAPY) == [apart]
    assert ids(session, "panic", shelf=Shelf.PSYCHOTHERAPY, order=Order.BEST) == [apart]


@pytest.mark.parametrize("text", ["panic", ""])
def test_psychotherapy_notes_need_a_step_up(session: Session, text: str) -> None:
    with pytest.raises(StepUpRequired):
        find(session, Query(text=text, shelf=Shelf.PSYCHOTHERAPY))
    session.step_up(STEP_UP_SECRET)
    assert find(session, Query(text=text, shelf=Shelf.PSYCHOTHERAPY)).notes == ()


def test_clients_by_any_of_their_names_and_number(
    session: Session, client_id: ClientId, other_client_id: ClientId
) -> None:
    def names(text: str, **filters: object) -> list[str]:
        query = Query(text=text, **filters)  # type: ignore[arg-type]  # Query's own fields
        return [hit.name for hit in find(session, query).clients]

    assert names("osei ama") == ["Amara Osei"]
    assert names("0417") == ["Amara Osei"]
    assert names("041") == ["Amara Osei", "Zo"]
    assert names("zoe") == names("łuk zo") == names("Zo") == ["Zo"]
    assert names("osei zoe") == []
    assert names("osei", client_id=other_client_id) == []
    hit = find(session, Query(text="amara")).clients[0]
    assert (hit.client_id, hit.record_number) == (client_id, "0417")


def test_present_clients_first_then_by_name(session: Session) -> None:
    for name, status in (("Kim A", "closed"), ("kim c", "active"), ("Kim B", "active")):
        clients.add(session, ClientDetails(legal_name=name, status=ClientStatus(status)))
    found = find(session, Query(text="kim")).clients
    assert [hit.name for hit in found] == ["Kim B", "kim c", "Kim A"]


def test_only_so_many_clients(session: Session) -> None:
    for number in range(MOST_CLIENTS + 5):
        clients.add(session, ClientDetails(legal_name=f"Kim {number}"))
    assert len(find(session, Query(text="kim")).clients) == MOST_CLIENTS


def test_a_practice_has_nothing_inherited(session: Session, write: Write) -> None:
    clients.add(session, ClientDetails(legal_name="Panicat"))
    write("panic")
    own = find(session, Query(text="panic", is_inherited=False))
    assert (len(own.notes), len(own.clients)) == (1, 1)
    assert not own.notes[0].is_inherited
    inherited = find(session, Query(text="panic", is_inherited=True))
    assert (inherited.clients, inherited.notes, inherited.is_complete) == ((), (), True)


def test_nothing_asked_nothing_found(session: Session, write: Write) -> None:
    write("panic")
    found = find(session, Query(text=" -*() "))
    assert (found.clients, found.notes, found.is_complete) == ((), (), True)


@ORDERS
def test_a_search_can_be_given_up(session: Session, write: Write, order: Order) -> None:
    for day in range(1, 25):
        for _ in range(20):
            write("panic", date(2026, 11, day))
    with pytest.raises(Cancelled):
        find(session, Query(text="panic", order=order), is_cancelled=lambda: True)
    assert len(find(session, Query(text="panic"), is_cancelled=lambda: False).notes) == 50


def test_finding_is_not_opening(session: Session, write: Write) -> None:
    write("panic")
    before = session.rows.value("SELECT max(seq) FROM audit_event")
    find(session, Query(text="panic amara"))
    assert session.rows.value("SELECT max(seq) FROM audit_event") == before


@given(text=st.text(st.characters(), max_size=30), order=st.sampled_from(Order))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_string_can_be_asked(session: Session, text: str, order: Order) -> None:
    find(session, Query(text=text, order=order))
