"""Copies that no longer exist, as somebody says; and what happens when one is seen again."""

import shutil
from pathlib import Path

import pytest

from tests.backup import erasing
from tests.backup.conftest import TYPED, World
from tests.backup.papers import add_client
from vault.backup import rows
from vault.backup import service as backup
from vault.backup.model import Fate, Snapshot
from vault.errors import InvalidValue, NotFound

SAID = "Cut in two and thrown away on 3 May."


def _known(world: World) -> dict[int, Snapshot]:
    return {one.number: one for one in backup.snapshots(world.session, world.destination.id)}


def test_what_is_said_is_kept_and_the_key_is_forgotten(world: World) -> None:
    world.back_up()
    world.back_up()
    backup.attest_destroyed(world.session, _known(world)[1].id, f"  {SAID} ")
    known = _known(world)
    assert (known[1].fate, known[1].statement) == (Fate.ATTESTED_DESTROYED, SAID)
    assert known[1].is_gone and not known[2].is_gone
    assert rows.database_keys(world.session.rows, known[1].id) == ()
    assert len(rows.database_keys(world.session.rows, known[2].id)) == 1


def test_nothing_is_attested_without_a_word_or_twice(world: World) -> None:
    world.back_up()
    copy = _known(world)[1].id
    with pytest.raises(InvalidValue):
        backup.attest_destroyed(world.session, copy, " \n")
    backup.attest_destroyed(world.session, copy, SAID)
    with pytest.raises(NotFound):
        backup.attest_destroyed(world.session, copy, SAID)


def test_a_lost_stick_takes_all_its_copies(world: World) -> None:
    for _ in range(2):
        world.back_up()
    backup.remove_destination(world.session, world.destination.id)
    assert len(backup.attest_place_destroyed(world.session, world.destination.id, SAID)) == 2
    assert all(one.is_gone for one in _known(world).values())
    with pytest.raises(NotFound):
        backup.attest_place_destroyed(world.session, world.destination.id, SAID)


def test_one_that_is_seen_again_counts_again_and_is_told(world: World) -> None:
    client = add_client(world.session)
    world.back_up()
    stone = erasing.dispose(world, client)
    backup.attest_destroyed(world.session, _known(world)[1].id, SAID)
    assert backup.unclean(world.session, stone) == []
    report = backup.make_backup(world.session, world.destination.id)
    assert report.returned == (1,)
    back = _known(world)[1]
    assert (back.fate, back.statement) == (Fate.KEPT, "")
    assert [one.number for one in backup.unclean(world.session, stone)] == [1]
    assert backup.rewrite(world.session, world.destination.id).failed == (1,), "its key is gone"
    backup.adopt(world.session, world.destination.id, TYPED, world.drawer)
    assert backup.rewrite(world.session, world.destination.id).rewritten == (1,)
    assert backup.unclean(world.session, stone) == []


def test_an_older_state_of_a_place_that_came_back_is_not_clean(
    world: World, tmp_path: Path
) -> None:
    client = add_client(world.session)
    world.back_up()
    older = tmp_path / "older"
    shutil.copytree(world.snapshot(1), older)
    stone = erasing.dispose(world, client)
    assert backup.rewrite(world.session, world.destination.id).rewritten == (1,)
    assert backup.unclean(world.session, stone) == []
    shutil.rmtree(world.snapshot(1))  # a sync service puts its history back, say
    shutil.copytree(older, world.snapshot(1))
    backup.adopt(world.session, world.destination.id, TYPED, world.drawer)
    assert [one.number for one in backup.unclean(world.session, stone)] == [1]
    assert backup.rewrite(world.session, world.destination.id).rewritten == (1,)
    assert backup.unclean(world.session, stone) == []


def test_a_rewriting_tells_what_came_back_and_what_nobody_knows(world: World) -> None:
    client = add_client(world.session)
    world.back_up()
    world.back_up()
    shutil.copytree(world.snapshot(2), world.snapshot(7))
    erasing.dispose(world, client)
    backup.attest_destroyed(world.session, _known(world)[1].id, SAID)
    report = backup.rewrite(world.session, world.destination.id)
    assert (report.rewritten, report.returned, report.unknown) == ((2,), (1,), (7,))
    assert not report.is_complete


def test_the_register_lists_every_copy_and_whether_it_is_clean(world: World) -> None:
    client = add_client(world.session)
    world.back_up()
    erasing.dispose(world, client)
    world.back_up()
    listed = {one.snapshot.number: one for one in backup.register(world.session)}
    assert {number: one.is_clean for number, one in listed.items()} == {1: False, 2: True}
    assert listed[1].destination.label == "Blue"
