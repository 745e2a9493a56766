"""After the closing export nothing goes over it, until she says that the practice goes on."""

from datetime import timedelta

import pytest

from tests.sealing.standing import Practice, numbers_in
from tests.sealing.standing_fixtures import clock, practice, session
from tests.succession_fixtures import hold_ceremony
from tests.vault_fixtures import STEP_UP_SECRET
from vault.audit import service as audit
from vault.errors import ClosingExportStands, NotFound
from vault.sealing import service
from vault.sealing.places_model import ExportFate, ExportFreshness
from vault.sealing.statement_model import SealKind
from vault.succession import plan_service
from vault.succession.plan_model import Audience

__all__ = ["clock", "practice", "session"]


def _close(practice: Practice) -> int:
    practice.clock.advance(timedelta(hours=1))
    return service.seal(practice.session, practice.place.id, SealKind.CLOSURE).number


def _fresh(practice: Practice) -> ExportFreshness:
    (one,) = service.freshness(practice.session)
    return one


def test_the_daily_refresh_stops_at_a_closing_export(practice: Practice) -> None:
    practice.seal()
    assert _close(practice) == 2
    for _ in range(3):
        practice.clock.advance(timedelta(days=1))
        assert not service.due(practice.session)
    assert (_fresh(practice).is_closed, _fresh(practice).is_final) == (True, True)
    with pytest.raises(ClosingExportStands):
        practice.seal()
    assert numbers_in(practice.folder) == [1, 2]


def test_a_second_closing_export_leaves_the_first(practice: Practice) -> None:
    practice.seal()
    assert [_close(practice) for _ in range(3)] == [2, 3, 4]
    assert numbers_in(practice.folder) == [2, 3, 4]


def test_it_goes_on_when_she_says_so(practice: Practice) -> None:
    _close(practice)
    practice.clock.advance(timedelta(days=1))
    service.go_on(practice.session, practice.place.id)
    newest = audit.page(practice.session, limit=1)[0]
    assert newest.action == "seal.place_go_on"
    assert newest.detail == {"destination": practice.place.uid}
    assert not _fresh(practice).is_closed
    assert [one.id for one in service.due(practice.session)] == [practice.place.id]
    for _ in range(2):
        practice.seal()
    assert numbers_in(practice.folder) == [2, 3]
    assert practice.exports[1].fate is ExportFate.REMOVED


def test_only_a_closed_place_goes_on(practice: Practice) -> None:
    practice.seal()
    with pytest.raises(NotFound):
        service.go_on(practice.session, practice.place.id)


def test_the_practice_can_close_again(practice: Practice) -> None:
    _close(practice)
    practice.clock.advance(timedelta(minutes=1))
    service.go_on(practice.session, practice.place.id)
    practice.clock.advance(timedelta(days=1))
    practice.seal()
    _close(practice)
    practice.clock.advance(timedelta(days=1))
    assert _fresh(practice).is_final
    assert not service.due(practice.session)


def test_one_that_was_never_whole_closes_nothing(practice: Practice) -> None:
    run = service.begin_seal(practice.session, practice.place.id, SealKind.CLOSURE)
    for step in run.steps[:3]:
        step.work()
    run.abandon()
    assert not _fresh(practice).is_closed
    assert practice.seal().number == 2


def test_who_is_kept_apart_since_is_in_a_new_closing_export_alone(practice: Practice) -> None:
    _close(practice)
    practice.clock.advance(timedelta(hours=1))
    plan_service.keep_apart(practice.session, practice.client, Audience.NOBODY, "asked for it")
    practice.clock.advance(timedelta(hours=1))
    assert service.due(practice.session)
    assert not _fresh(practice).is_final
    assert practice.seal().removed == (1,)
    assert practice.exports[2].kind is SealKind.CLOSURE
    assert _fresh(practice).is_final


def test_other_holders_get_a_closing_export_too(practice: Practice) -> None:
    _close(practice)
    practice.clock.advance(timedelta(hours=1))
    practice.session.step_up(STEP_UP_SECRET)
    hold_ceremony(practice.session)
    assert service.due(practice.session)
    practice.seal()
    (one,) = [o for o in service.exports(practice.session) if o.is_announced]
    assert (one.kind, one.is_of_now) == (SealKind.CLOSURE, True)
    assert _fresh(practice).is_final
