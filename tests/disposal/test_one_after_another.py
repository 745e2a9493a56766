"""What is done for one disposal, as a certificate of another says it: neither more nor less."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.disposal.conftest import TYPED, World, enter_old
from vault import clock
from vault.backup import service as backup
from vault.disposal import service
from vault.ids import DestinationId, DisposalId
from vault.keys import service as keys
from vault.keys.model import SlotKind

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _without_passphrase(world: World) -> None:
    """A strong one takes its time, and the keyring's way and the sheet are enough here."""
    (passphrase,) = [s for s in keys.slots(world.session) if s.kind is SlotKind.PASSPHRASE]
    keys.remove_slot(world.session, TYPED, passphrase.id, world.drawer)


def _told(world: World, disposal_id: DisposalId) -> dict[str, Any]:
    every = service.issue(world.session, disposal_id)
    told: dict[str, Any] = json.loads(every[-1].document)
    return told


def _renew(world: World, disposal_id: DisposalId, *, is_sheet_destroyed: bool = True) -> None:
    world.clock.advance(HOUR)
    plan = keys.plan_sheet(world.session)
    keys.renew(world.session, TYPED, plan, None, world.drawer)
    service.record_renewal(world.session, disposal_id, is_sheet_destroyed=is_sheet_destroyed)


def _rewrite(world: World, place: DestinationId) -> None:
    world.clock.advance(HOUR)
    assert backup.rewrite(world.session, place).is_complete


def test_a_later_rewriting_withdraws_no_purge(world: World) -> None:
    place = world.place("Dropbox")
    backup.make_backup(world.session, place)
    first = world.dispose(world.old)
    _rewrite(world, place)
    cleaned_at = service.copies(world.session, first)[0].clean_at
    _renew(world, first)
    backup.reseal(world.session, place)
    assert _told(world, first)["method"] == "purge"
    world.clock.advance(HOUR)
    second = world.dispose(world.other_old)
    _rewrite(world, place)
    assert service.issue(world.session, first) == ()
    (line,) = service.copies(world.session, first)
    assert line.clean_at == cleaned_at
    (later,) = service.copies(world.session, second)
    assert later.clean_at == world.clock()
    assert _told(world, second)["copies"][0]["at"] == clock.to_text(world.clock())


def test_new_ways_count_for_every_disposal_before_them(world: World) -> None:
    first = world.dispose(world.old)
    assert "ways_not_reissued" in _told(world, first)["not_purge_because"]
    world.clock.advance(HOUR)
    second = world.dispose(world.other_old)
    _renew(world, second, is_sheet_destroyed=False)
    assert _told(world, first)["not_purge_because"] == ["old_sheet_not_attested"]
    service.record_renewal(world.session, second, is_sheet_destroyed=True)
    assert _told(world, first)["method"] == "purge"
    assert _told(world, second)["method"] == "purge"


def test_new_ways_of_a_later_disposal_take_nothing_back(world: World) -> None:
    first = world.dispose(world.old)
    _renew(world, first)
    assert _told(world, first)["method"] == "purge"
    world.clock.advance(HOUR)
    second = world.dispose(world.other_old)
    for is_sheet_destroyed in (False, True):
        _renew(world, second, is_sheet_destroyed=is_sheet_destroyed)
        assert service.issue(world.session, first) == (), "nothing is new of the first"


def test_a_copy_that_was_only_looked_at_is_not_rewritten_for_it_later(world: World) -> None:
    place = world.place("Dropbox")
    backup.make_backup(world.session, place)
    first = world.dispose(enter_old(world.session, "Wilhelmina Oakes"))
    _rewrite(world, place)
    _renew(world, first)
    backup.reseal(world.session, place)
    told = _told(world, first)
    assert (told["method"], told["copies"]) == ("purge", [])
    world.clock.advance(HOUR)
    second = world.dispose(world.other_old)
    _rewrite(world, place)
    assert service.issue(world.session, first) == ()
    assert [one["fate"] for one in _told(world, second)["copies"]] == ["rewritten"]


def test_a_copy_that_was_made_without_them_is_not_rewritten_for_it_later(world: World) -> None:
    """Its backup began before the erasure was done, and copied what was left."""
    place = world.place("Dropbox")
    run = backup.begin_backup(world.session, place)
    run.steps[0].work()
    first = world.dispose(world.old)
    for step in run.steps[1:]:
        step.work()
    _renew(world, first)
    backup.reseal(world.session, place)
    assert _told(world, first)["method"] == "purge"
    world.clock.advance(HOUR)
    world.dispose(world.other_old)
    _rewrite(world, place)
    assert service.issue(world.session, first) == ()


def test_new_ways_count_again_where_a_copy_was_treated_after_the_last(world: World) -> None:
    place = world.place("blue")
    backup.make_backup(world.session, place)
    first = world.dispose(world.old)
    _renew(world, first)
    _rewrite(world, place)
    assert _told(world, first)["not_purge_because"] == ["ways_reissued_too_early"]
    world.clock.advance(HOUR)
    second = world.dispose(world.other_old)
    _rewrite(world, place)
    _renew(world, second)
    assert _told(world, first)["method"] == "purge"


def test_one_rewriting_for_two_is_said_of_what_the_copy_held(world: World) -> None:
    place = world.place("Dropbox")
    backup.make_backup(world.session, place)
    world.clock.advance(HOUR)
    late = enter_old(world.session, "Wilhelmina Oakes")
    first = world.dispose(late)
    world.clock.advance(HOUR)
    second = world.dispose(world.other_old)
    _rewrite(world, place)
    assert _told(world, first)["copies"] == [], "it was made before that record was entered"
    assert [one["fate"] for one in _told(world, second)["copies"]] == ["rewritten"]


def test_a_copy_is_told_of_those_records_of_one_disposal_that_it_held(world: World) -> None:
    place = world.place("Dropbox")
    backup.make_backup(world.session, place)
    world.clock.advance(HOUR)
    both = world.dispose(world.old, enter_old(world.session, "Wilhelmina Oakes"))
    _rewrite(world, place)
    old, late = [json.loads(one.document) for one in service.issue(world.session, both)]
    assert [one["number"] for one in old["copies"]] == [1]
    assert late["copies"] == []
    (line,) = service.copies(world.session, both)
    assert line.clean_at == world.clock()


def test_a_rewriting_that_was_stopped_is_said_of_what_the_copy_held(world: World) -> None:
    place = world.place("Dropbox")
    backup.make_backup(world.session, place)
    world.clock.advance(HOUR)
    first = world.dispose(enter_old(world.session, "Wilhelmina Oakes"))
    second = world.dispose(world.other_old)
    for step in backup.begin_rewrite(world.session, place).steps[:3]:
        step.work()  # the copy is without it, and the register does not know
    third = world.dispose(enter_old(world.session, "Ephraim Lund"))
    _rewrite(world, place)
    assert [_told(world, one)["copies"] for one in (first, third)] == [[], []]
    assert [one["fate"] for one in _told(world, second)["copies"]] == ["rewritten"]
