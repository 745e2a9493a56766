"""Episodes of care: opened, closed, with their reasons."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.records.clients.samples import PLAIN, mark_disposed
from vault.audit import service as audit
from vault.changes import Changes, Kind
from vault.clients import episodes, service
from vault.errors import InvalidValue, NotFound, RecordClosed
from vault.ids import ClientId, EpisodeId
from vault.session import Session

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.fixture
def client_id(session: Session) -> ClientId:
    return service.add(session, replace(PLAIN, birth_date=date(2010, 5, 20)))


def test_an_episode_opens_and_closes(session: Session, client_id: ClientId) -> None:
    episode_id = episodes.open_episode(session, client_id, TODAY - DAY, "Grief\nafter a loss")
    (opened,) = episodes.list_episodes(session, client_id)
    assert (opened.id, opened.client_id) == (episode_id, client_id)
    assert (opened.opened_on, opened.opening_reason) == (TODAY - DAY, "Grief\nafter a loss")
    assert (opened.closed_on, opened.closing_reason) == (None, "")
    episodes.close_episode(session, episode_id, TODAY, "Goals reached")
    (closed,) = episodes.list_episodes(session, client_id)
    assert closed == replace(opened, closed_on=TODAY, closing_reason="Goals reached")


def test_episodes_are_listed_newest_first(session: Session, client_id: ClientId) -> None:
    other = service.add(session, PLAIN)
    episodes.open_episode(session, other, TODAY)
    for year in (2020, 2024, 2022):
        episodes.open_episode(session, client_id, date(year, 2, 1))
    years = [episode.opened_on.year for episode in episodes.list_episodes(session, client_id)]
    assert years == [2024, 2022, 2020]


def test_both_ends_are_audited_and_published(
    session: Session, client_id: ClientId, heard: list[Changes]
) -> None:
    heard.clear()
    episode_id = episodes.open_episode(session, client_id, TODAY, "canary")
    episodes.close_episode(session, episode_id, TODAY, "canary")
    closed, opened, *_ = audit.page(session, client_id)
    assert (opened.action, closed.action) == ("episode.open", "episode.close")
    assert opened.detail == {"episode_id": episode_id, "fields": "opened_on, opening_reason"}
    assert closed.detail == {"episode_id": episode_id, "fields": "closed_on, closing_reason"}
    assert heard == [{Kind.EPISODES, Kind.AUDIT}] * 2


@pytest.mark.parametrize("opened_on", [TODAY + DAY, date(2010, 5, 19), date(1, 1, 1)])
def test_an_opening_lies_between_birth_and_today(
    session: Session, client_id: ClientId, opened_on: date
) -> None:
    with pytest.raises(InvalidValue, match="opened_on"):
        episodes.open_episode(session, client_id, opened_on)


@pytest.mark.parametrize("closed_on", [TODAY + DAY, TODAY - 11 * DAY])
def test_a_closing_lies_between_the_opening_and_today(
    session: Session, client_id: ClientId, closed_on: date
) -> None:
    episode_id = episodes.open_episode(session, client_id, TODAY - 10 * DAY)
    with pytest.raises(InvalidValue, match="closed_on"):
        episodes.close_episode(session, episode_id, closed_on, "")
    assert episodes.list_episodes(session, client_id)[0].closed_on is None


def test_an_episode_closes_once(session: Session, client_id: ClientId) -> None:
    episode_id = episodes.open_episode(session, client_id, TODAY)
    episodes.close_episode(session, episode_id, TODAY, "first")
    with pytest.raises(InvalidValue, match="closed_on"):
        episodes.close_episode(session, episode_id, TODAY, "second")
    assert episodes.list_episodes(session, client_id)[0].closing_reason == "first"


@pytest.mark.parametrize("reason", ["\0", "x" * 20_001])
def test_reasons_are_texts(session: Session, client_id: ClientId, reason: str) -> None:
    with pytest.raises(InvalidValue, match="opening_reason"):
        episodes.open_episode(session, client_id, TODAY, reason)
    episode_id = episodes.open_episode(session, client_id, TODAY)
    with pytest.raises(InvalidValue, match="closing_reason"):
        episodes.close_episode(session, episode_id, TODAY, reason)


def test_a_disposed_client_has_no_new_episodes(session: Session, client_id: ClientId) -> None:
    episode_id = episodes.open_episode(session, client_id, TODAY)
    mark_disposed(session, client_id)
    with pytest.raises(RecordClosed):
        episodes.open_episode(session, client_id, TODAY)
    with pytest.raises(NotFound):
        episodes.close_episode(session, episode_id, TODAY, "")


def test_what_is_not_there(session: Session) -> None:
    with pytest.raises(NotFound):
        episodes.open_episode(session, ClientId(7), TODAY)
    with pytest.raises(NotFound):
        episodes.close_episode(session, EpisodeId(7), TODAY, "")
    assert episodes.list_episodes(session, ClientId(7)) == []
