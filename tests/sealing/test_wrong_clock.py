"""A clock that ran ahead and was set right: what came after what is known by the audit log."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.sealing.standing import Practice, numbers_in, opened, texts
from tests.sealing.standing_fixtures import clock, practice, session
from vault.sealing import service
from vault.sealing.part_model import Part
from vault.sealing.statement_model import SealKind
from vault.succession import plan_service
from vault.succession.plan_model import Audience
from vault.unsealing import service as unsealing

__all__ = ["clock", "practice", "session"]

AHEAD = timedelta(days=30)


@pytest.fixture
def sealed_ahead(practice: Practice) -> Practice:
    """The practice, with a number that was sealed while the clock ran ahead."""
    practice.clock.advance(AHEAD)
    practice.seal()
    practice.clock.advance(-AHEAD)
    return practice


def test_a_number_from_before_somebody_was_kept_apart_goes(sealed_ahead: Practice) -> None:
    practice = sealed_ahead
    plan_service.keep_apart(practice.session, practice.client, Audience.NOBODY, "asked for it")
    assert practice.seal().removed == (1,)
    assert numbers_in(practice.folder) == [2]
    inside = texts(opened(practice.folder, Part.RECORDS, 2, practice.cards))
    assert b"Odalys" not in inside


def test_the_same_where_a_client_was_kept_apart_just_now(practice: Practice) -> None:
    practice.seal()
    plan_service.keep_apart(practice.session, practice.client, Audience.NOBODY, "asked for it")
    assert service.due(practice.session)
    assert practice.seal().removed == (1,)


def test_kept_apart_ahead_it_is_due_once(practice: Practice) -> None:
    practice.clock.advance(AHEAD)
    plan_service.keep_apart(practice.session, practice.client, Audience.NOBODY, "asked for it")
    practice.clock.advance(-AHEAD)
    practice.seal()
    assert not service.due(practice.session)
    practice.seal()
    assert numbers_in(practice.folder) == [1, 2]


def test_the_practice_goes_on_after_a_closing_export_sealed_ahead(practice: Practice) -> None:
    practice.clock.advance(AHEAD)
    service.seal(practice.session, practice.place.id, SealKind.CLOSURE)
    practice.clock.advance(-AHEAD)
    service.go_on(practice.session, practice.place.id)
    (one,) = service.freshness(practice.session)
    assert not one.is_closed
    practice.seal()
    assert practice.exports[2].kind is SealKind.STANDING


def test_it_closes_again_in_the_same_minute(practice: Practice) -> None:
    for _ in range(2):
        service.seal(practice.session, practice.place.id, SealKind.CLOSURE)
        (one,) = service.freshness(practice.session)
        assert one.is_final
        service.go_on(practice.session, practice.place.id)


def test_the_newest_is_the_highest_number(sealed_ahead: Practice, tmp_path: Path) -> None:
    practice = sealed_ahead
    practice.seal()
    assert [one.number for one in service.exports(practice.session)] == [2, 1]
    service.zip_to(practice.session, practice.place.id, tmp_path / "export.zip")
    with unsealing.open_source(tmp_path / "export.zip") as source:
        best = unsealing.examine(source).best
    assert best is not None
    assert best.number == 2
