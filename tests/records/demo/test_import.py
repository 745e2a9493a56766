"""A year of a made-up practice, written once and looked at through the services."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock, open_session
from vault.audit import service as audit
from vault.changes import Changes, Kind
from vault.clients import care_sessions, episodes, rules
from vault.clients import service as clients
from vault.clients.model import CareSessionStatus, Client, ClientStatus
from vault.demo.model import DemoCounts
from vault.demo.planning import plan
from vault.demo.service import import_demo
from vault.errors import InvalidValue
from vault.notes import service as notes
from vault.notes.model import Note, Shelf
from vault.notes.rules import check_body, check_head
from vault.search.model import Order, Query
from vault.search.service import find
from vault.session import Session
from vault.store import unit_of_work


@pytest.fixture(scope="module")
def heard() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def demo(
    tmp_path_factory: pytest.TempPathFactory, heard: list[tuple[int, int]]
) -> Iterator[tuple[Session, DemoCounts]]:
    session = open_session(tmp_path_factory.mktemp("demo"), StoppedClock())
    counts = import_demo(session, 1, 7, progress=lambda done, total: heard.append((done, total)))
    session.step_up(STEP_UP_SECRET)
    yield session, counts
    session.close()


@pytest.fixture
def filled(demo: tuple[Session, DemoCounts]) -> Session:
    return demo[0]


def all_clients(session: Session) -> list[Client]:
    return [clients.get(session, client_id) for client_id in clients.list_ids(session)]


def all_notes(session: Session) -> list[Note]:
    return [
        note
        for client_id in clients.list_ids(session)
        for shelf in Shelf
        for note in notes.notes(session, shelf, notes.timeline_ids(session, client_id, shelf))
    ]


def test_it_counts_what_it_wrote(demo: tuple[Session, DemoCounts]) -> None:
    session, counts = demo
    ids = clients.list_ids(session)
    held = [one for client_id in ids for one in care_sessions.list_for(session, client_id)]
    assert counts == DemoCounts(clients=len(ids), sessions=len(held), notes=len(all_notes(session)))
    assert counts.clients == 50
    assert 500 < counts.notes < 1500


def test_the_services_would_have_taken_all_of_it(filled: Session) -> None:
    today = filled.today()
    for client in all_clients(filled):
        rules.check_details(client.details, today)
        rules.check_record_number(client.record_number)
        for episode in episodes.list_episodes(filled, client.id):
            rules.check_opening(client, episode.opened_on, episode.opening_reason, today)
        for one in care_sessions.list_for(filled, client.id):
            rules.check_care_session(client.details.birth_date, one.details, today)
    for note in all_notes(filled):
        check_body(note.body)
        check_head(filled.rows, note.head, today)


def test_the_vault_is_sound(filled: Session) -> None:
    filled.rows.check()
    assert notes.check_all(filled).broken == ()
    audit.verify(filled)
    for index in ("note_index", "psychotherapy_index", "client_index"):
        with unit_of_work.unaudited(filled.rows) as rows:
            rows.run(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")


def test_nothing_was_done_before_its_day_or_after_now(filled: Session) -> None:
    for note in all_notes(filled):
        assert note.created_at <= filled.now()
        if note.signing is not None:
            assert note.signing.at.date() >= note.head.occurred_on
            assert note.signing.at <= filled.now()
            for added in note.addenda:
                assert note.signing.at <= added.signing.at <= filled.now()
            assert bool(note.head.late_reason) == (
                note.signing.at.date() - note.head.occurred_on >= timedelta(days=3)
            )


def test_home_has_something_to_show(filled: Session) -> None:
    agenda = care_sessions.agenda(filled, filled.today())
    statuses = [line.session.details.status for line in agenda]
    assert CareSessionStatus.PLANNED in statuses
    assert CareSessionStatus.HELD in statuses
    assert len(agenda) >= 4
    days_ahead = [filled.today() + timedelta(days=days) for days in range(1, 15)]
    assert any(care_sessions.agenda(filled, day) for day in days_ahead)
    assert len(care_sessions.held_without_note(filled)) >= 2
    drafts = [notes.get(filled, line.shelf, line.note_id) for line in notes.drafts(filled)]
    assert len(drafts) >= 3
    assert any(note.draft and len(note.draft.text) > len(note.body.text) for note in drafts)


def test_it_has_every_kind_of_client(filled: Session) -> None:
    everybody = all_clients(filled)
    today = filled.today()
    found = {client.details.status for client in everybody}
    assert {ClientStatus.ACTIVE, ClientStatus.CLOSED, ClientStatus.PROSPECTIVE} <= found
    minors = [client for client in everybody if client.is_minor_on(today)]
    assert minors
    for minor in minors:
        assert any(person.has_authority_on(today) for person in minor.details.people)
    kinds = {
        one.details.kind
        for client in everybody
        for one in care_sessions.list_for(filled, client.id)
    }
    assert kinds == {"individual", "couple"}
    assert any(not client.name.isascii() for client in everybody)


def test_it_is_findable(filled: Session) -> None:
    found = find(filled, Query(text="reported", order=Order.NEWEST))
    assert len(found.notes) == 50
    assert not found.is_complete


def test_progress_goes_up_to_the_end(filled: Session, heard: list[tuple[int, int]]) -> None:
    done, total = zip(*heard, strict=True)
    assert list(done) == sorted(set(done))
    assert set(total) == {done[-1]}


def words(session: Session) -> list[tuple[object, ...]]:
    """Return all that a person sees, without the identifiers."""
    people = [(client.record_number, client.details) for client in all_clients(session)]
    texts = [
        (note.head.occurred_on, note.body, note.signing is None) for note in all_notes(session)
    ]
    return [*people, *texts]


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Callable[[str], Session]]:
    opened: list[Session] = []

    def open_in(name: str) -> Session:
        opened.append(open_session(tmp_path / name, StoppedClock()))
        return opened[-1]

    yield open_in
    for session in opened:
        session.close()


def test_the_seed_decides(filled: Session, fresh: Callable[[str], Session]) -> None:
    again = fresh("again")
    import_demo(again, 1, 7)
    again.step_up(STEP_UP_SECRET)
    assert words(again) == words(filled)
    assert plan(1, 7, again.today(), "CA") != plan(1, 8, again.today(), "CA")


class GivenUp(Exception):
    """Raised by the one who listens to the progress."""


def test_giving_up_leaves_whole_transactions_and_others_can_follow(session: Session) -> None:
    def give_up(done: int, total: int) -> None:
        if done > total / 3:
            raise GivenUp

    changes: list[Changes] = []
    session.on_change.append(changes.append)
    with pytest.raises(GivenUp):
        import_demo(session, 1, 7, progress=give_up)
    assert not session.rows.in_transaction
    before = len(clients.list_ids(session))
    counts = import_demo(session, 1, 8)
    assert len(clients.list_ids(session)) == before + counts.clients
    session.rows.check()
    assert notes.check_all(session).broken == ()
    audit.verify(session)
    told = frozenset().union(*changes)
    assert {Kind.CLIENTS, Kind.EPISODES, Kind.CARE_SESSIONS, Kind.NOTES, Kind.AUDIT} <= told


@pytest.mark.parametrize("years", [0, -1, 41])
def test_only_so_many_years(session: Session, years: int) -> None:
    with pytest.raises(InvalidValue):
        import_demo(session, years, 1)
    assert clients.list_ids(session) == []
