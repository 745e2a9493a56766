"""Holds: placed, released once, and always winning."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.exports.samples import add_client
from tests.vault_fixtures import PRACTICE, StoppedClock
from vault.audit import service as audit
from vault.changes import Changes, Kind
from vault.clients import episodes
from vault.errors import HoldReleased, InvalidValue, NotFound, RecordClosed, RuleBroken
from vault.holds import service
from vault.holds.model import Hold, HoldKind
from vault.ids import ClientId, EpisodeId, HoldId
from vault.practice import service as practice
from vault.session import Session

TODAY = date(2026, 11, 24)
WHY = "Subpoena of 3 May"


@pytest.fixture
def client(session: Session) -> ClientId:
    """A client of their own."""
    return add_client(session, "Ana Ortiz")


def place(session: Session, client: ClientId, reason: str = WHY) -> Hold:
    return service.place(session, client, HoldKind.LEGAL, reason, TODAY)


def test_a_hold_says_who_placed_it_when_and_why(
    session: Session, client: ClientId, heard: list[Changes]
) -> None:
    hold = service.place(session, client, HoldKind.COMPLAINT, WHY, date(2026, 5, 3))
    assert hold == Hold(
        id=hold.id,
        client_id=client,
        episode_id=None,
        kind=HoldKind.COMPLAINT,
        reason=WHY,
        placed_by=PRACTICE.practitioner,
        source="",
        starts_on=date(2026, 5, 3),
        placed_at=datetime(2026, 11, 24, 12, tzinfo=UTC),
    )
    assert service.get(session, hold.id) == hold
    assert heard == [frozenset({Kind.HOLDS, Kind.AUDIT})]


def test_a_hold_keeps_its_client_and_no_other(session: Session, client: ClientId) -> None:
    other = add_client(session, "Bo Lindqvist")
    assert service.held_clients(session) == frozenset()
    hold = place(session, client)
    assert service.held_clients(session) == {client}
    assert service.active(session, other) == []
    service.release(session, hold.id, "The case is closed")
    assert service.held_clients(session) == frozenset()


def test_a_client_is_held_until_the_last_hold_is_released(
    session: Session, client: ClientId
) -> None:
    first, second = place(session, client), place(session, client, "A second subpoena")
    service.release(session, first.id, "Withdrawn")
    assert service.active(session, client) == [second]
    assert service.held_clients(session) == {client}
    listed = service.list_holds(session, client)
    assert [one.id for one in listed] == [second.id, first.id]
    assert service.all_active(session) == [second]


def test_an_episode_alone_may_be_held_and_keeps_the_record(
    session: Session, client: ClientId
) -> None:
    episode = episodes.open_episode(session, client, date(2026, 1, 5))
    hold = service.place(session, client, HoldKind.ACCESS, WHY, TODAY, episode)
    assert hold.episode_id == episode
    assert service.held_clients(session) == {client}


def test_an_episode_of_somebody_else_is_refused(session: Session, client: ClientId) -> None:
    other = add_client(session, "Bo Lindqvist")
    episode = episodes.open_episode(session, other, date(2026, 1, 5))
    for wrong in (episode, EpisodeId(99)):
        with pytest.raises(InvalidValue, match="episode_id"):
            service.place(session, client, HoldKind.OTHER, WHY, TODAY, wrong)


@pytest.mark.parametrize(
    "reason",
    ["", "   \n\t", "\u200b\u2060", "x" * 10_000_000, "a\x00b", "a\ud800b"],
    ids=["nothing", "blanks", "invisible", "10 MB", "NUL", "half a character"],
)
def test_a_reason_that_says_nothing_or_cannot_be_kept_is_refused(
    session: Session, client: ClientId, reason: str
) -> None:
    with pytest.raises(InvalidValue, match="reason"):
        place(session, client, reason)
    kept = place(session, client)
    with pytest.raises(InvalidValue, match="release_reason"):
        service.release(session, kept.id, reason)
    assert service.list_holds(session, client) == [kept]


@pytest.mark.parametrize(
    "reason",
    ["⚖️👩‍👧 court", "أمر قضائي من المحكمة", "first\nsecond", "x" * 20_000],
    ids=["emoji", "right to left", "two lines", "the longest"],
)
def test_a_reason_is_kept_as_it_was_typed(session: Session, client: ClientId, reason: str) -> None:
    hold = place(session, client, reason)
    assert service.active(session, client)[0].reason == reason
    assert service.release(session, hold.id, reason).release_reason == reason


def test_a_day_to_come_and_one_before_all_records_are_refused(
    session: Session, client: ClientId
) -> None:
    for day in (TODAY + timedelta(days=1), date(1849, 12, 31)):
        with pytest.raises(InvalidValue, match="starts_on"):
            service.place(session, client, HoldKind.LEGAL, WHY, day)


def test_a_hold_is_released_once(
    session: Session, client: ClientId, clock: StoppedClock, heard: list[Changes]
) -> None:
    hold = place(session, client)
    clock.advance(timedelta(days=3))
    released = service.release(session, hold.id, "The case is closed")
    assert released == replace(
        hold,
        released_at=datetime(2026, 11, 27, 12, tzinfo=UTC),
        release_reason="The case is closed",
    )
    assert not released.is_active
    with pytest.raises(HoldReleased):
        service.release(session, hold.id, "Again")
    assert service.get(session, hold.id) == released
    assert heard[1:] == [frozenset({Kind.HOLDS, Kind.AUDIT})]


def test_the_database_itself_keeps_a_hold_as_it_was_placed(
    session: Session, client: ClientId
) -> None:
    hold = place(session, client)
    for change in ("UPDATE hold SET reason = 'x'", "DELETE FROM hold"):
        with pytest.raises(RuleBroken), session.begin("test.break") as tx:
            tx.rows.run(change)
    assert service.active(session, client) == [hold]


def test_what_is_not_there_is_told(session: Session, client: ClientId) -> None:
    with pytest.raises(NotFound):
        service.release(session, HoldId(99), "x")
    with pytest.raises(NotFound):
        place(session, ClientId(99))


def test_another_part_places_a_hold_in_its_own_transaction(
    session: Session, client: ClientId
) -> None:
    with session.begin("legal.open") as tx:
        hold = service.place_within(
            session, tx, client, HoldKind.LEGAL, WHY, TODAY, "legal_request"
        )
    assert service.active(session, client) == [hold]
    assert (hold.source, hold.placed_by) == ("legal_request", PRACTICE.practitioner)
    [event] = audit.page(session, client)[:1]
    assert event.action == "legal.open"
    assert event.detail["hold"] == "legal"


def test_a_hold_goes_with_the_transaction_that_fails(session: Session, client: ClientId) -> None:
    with pytest.raises(InvalidValue), session.begin("legal.open") as tx:
        service.place_within(session, tx, client, HoldKind.LEGAL, WHY, TODAY, "legal_request")
        service.place_within(session, tx, client, HoldKind.LEGAL, "", TODAY, "legal_request")
    assert service.held_clients(session) == frozenset()


def test_a_part_that_does_not_say_its_name_is_refused(session: Session, client: ClientId) -> None:
    with pytest.raises(InvalidValue, match="source"), session.begin("legal.open") as tx:
        service.place_within(session, tx, client, HoldKind.LEGAL, WHY, TODAY, "")


def test_a_disposed_client_takes_none_and_shows_none(session: Session, client: ClientId) -> None:
    hold = place(session, client)
    service.release(session, hold.id, "Over")
    with session.begin("test.dispose") as tx:
        tx.rows.run("UPDATE client SET status = 'disposed' WHERE id = ?", (client,))
        tx.audit(client)
    with pytest.raises(RecordClosed):
        place(session, client)
    assert service.list_holds(session, client) == []
    with pytest.raises(NotFound):
        service.get(session, hold.id)


def test_the_log_names_the_act_and_never_the_reason(session: Session, client: ClientId) -> None:
    hold = place(session, client)
    service.release(session, hold.id, "Canary of the release")
    events = audit.page(session, client)[:2]
    assert [one.action for one in events] == ["hold.release", "hold.place"]
    for event in events:
        assert event.detail == {"hold": "legal", "hold_id": hold.id} | (
            {"source": ""} if event.action == "hold.place" else {}
        )
    for text in (WHY, PRACTICE.practitioner):
        assert text not in repr(hold)


def test_who_placed_it_stays_when_the_practice_is_renamed(
    session: Session, client: ClientId
) -> None:
    hold = place(session, client)
    practice.save(session, replace(PRACTICE, practitioner="Robin Keller-Osei, LCSW"))
    assert service.get(session, hold.id).placed_by == PRACTICE.practitioner
