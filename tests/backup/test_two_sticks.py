"""Two sticks that come up at one path are two places: neither counts for the other."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.backup import erasing
from tests.backup.conftest import TYPED, World
from vault.backup import service as backup
from vault.backup.model import Destination, Fate, Snapshot
from vault.errors import DestinationGone, DestinationOther
from vault.keys import service as keys
from vault.session import Session

Act = Callable[[Session, Destination], object]
ACTS: dict[str, Act] = {
    "back up": lambda session, place: backup.make_backup(session, place.id),
    "prune": lambda session, place: backup.prune(session, place.id),
    "drill": lambda session, place: backup.drill(session, place.id),
    "reseal": lambda session, place: backup.reseal(session, place.id),
    "rewrite": lambda session, place: backup.rewrite(session, place.id),
}


@pytest.fixture
def second(world: World, tmp_path: Path) -> Destination:
    """A second stick with other backups; the first one has eight that wait for all there is."""
    (folder := tmp_path / "second").mkdir()
    _days(world, world.destination, 8)
    place = backup.add_destination(world.session, folder, "Second")
    _days(world, place, 9)
    keys.replace_sheet(world.session, TYPED, keys.plan_sheet(world.session), world.drawer)
    erasing.begin(world.session, world.client)
    return place


def _days(world: World, place: Destination, count: int) -> None:
    for _ in range(count):
        backup.make_backup(world.session, place.id)
        world.clock.advance(timedelta(days=1))


def _put_in_place_of_the_first(world: World, second: Destination) -> Path:
    """Put the first stick into a drawer; the second comes up where it was. Return the drawer."""
    drawer = world.stick.with_name("drawer")
    world.stick.rename(drawer)
    second.path.rename(world.stick)
    return drawer


def _files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _known(world: World) -> list[Snapshot]:
    return backup.snapshots(world.session, world.destination.id)


@pytest.mark.parametrize("name", ACTS)
def test_nothing_is_done_where_another_stick_is(
    world: World, second: Destination, name: str
) -> None:
    _put_in_place_of_the_first(world, second)
    before, known = _files(world.stick), _known(world)
    with pytest.raises(DestinationOther):
        ACTS[name](world.session, world.destination)
    assert _files(world.stick) == before
    assert _known(world) == known
    [first, _] = backup.freshness(world.session)
    assert (first.is_reachable, first.is_another) == (False, True)


@pytest.mark.parametrize("name", ACTS)
def test_the_right_stick_is_worked_at_as_ever(world: World, second: Destination, name: str) -> None:
    drawer = _put_in_place_of_the_first(world, second)
    world.stick.rename(second.path)
    drawer.rename(world.stick)
    ACTS[name](world.session, world.destination)
    assert not any(one.is_another for one in backup.freshness(world.session))


def test_a_stick_that_the_register_knows_nothing_of_is_another(
    world: World, tmp_path: Path
) -> None:
    (folder := tmp_path / "other").mkdir()
    _days(world, backup.add_destination(world.session, folder, "Other"), 4)
    with world.session.begin("test.forget") as tx:
        tx.rows.run("UPDATE backup_destination SET instance_id = 'x' WHERE label = 'Other'")
        tx.audit()
    _days(world, world.destination, 2)
    shutil.rmtree(world.stick)
    folder.rename(world.stick)
    for number in (1, 2):
        shutil.rmtree(world.snapshot(number))
    with pytest.raises(DestinationOther):
        world.back_up()


def test_the_second_stick_is_added_as_a_place_of_its_own_at_the_same_path(
    world: World, tmp_path: Path
) -> None:
    session = world.session
    _days(world, world.destination, 2)
    world.stick.rename(tmp_path / "drawer")
    world.stick.mkdir()
    place = backup.add_destination(session, world.stick, "Second stick")
    assert (place.id != world.destination.id, place.label) == (True, "Second stick")
    assert backup.make_backup(session, place.id).unknown == ()
    assert [one.is_reachable for one in backup.freshness(session)] == [False, True]
    world.stick.rename(tmp_path / "second")
    (tmp_path / "drawer").rename(world.stick)
    assert [one.is_reachable for one in backup.freshness(session)] == [True, False]
    with pytest.raises(DestinationOther):
        backup.make_backup(session, place.id)
    assert backup.add_destination(session, world.stick, "Again").id == world.destination.id
    assert [one.fate for one in backup.snapshots(session)] == [Fate.KEPT] * 3


def test_a_stick_under_another_path_is_the_same_place(world: World, tmp_path: Path) -> None:
    _days(world, world.destination, 2)
    moved = tmp_path / "letter-e"
    world.stick.rename(moved)
    place = backup.add_destination(world.session, moved, "New")
    assert (place.id, place.path) == (world.destination.id, moved)
    assert [one.path for one in backup.destinations(world.session)] == [moved]


def test_a_place_is_not_where_another_is(world: World, second: Destination) -> None:
    with pytest.raises(DestinationOther):
        backup.move_destination(world.session, world.destination.id, second.path)
    (empty := second.path.with_name("empty")).mkdir()
    with pytest.raises(DestinationGone):
        backup.move_destination(world.session, world.destination.id, empty)


def test_a_damaged_newest_is_still_this_place(world: World) -> None:
    _days(world, world.destination, 2)
    for number in (1, 2):
        (world.snapshot(number) / "snapshot.json").write_bytes(b"{}")
    assert backup.drill(world.session, world.destination.id).damage == "manifest"
    assert world.back_up() == 3


def test_a_place_that_was_removed_goes_on_where_it_is_added_again(world: World) -> None:
    session = world.session
    _days(world, world.destination, 2)
    backup.remove_destination(session, world.destination.id)
    place = backup.add_destination(session, world.stick, "Blue again")
    assert (place.id, place.label) == (world.destination.id, "Blue again")
    assert [one.label for one in backup.destinations(session)] == ["Blue again"]
    report = backup.make_backup(session, place.id)
    assert (report.number, report.unknown) == (3, ())
    stone = erasing.begin(session, world.client)
    assert backup.rewrite(session, place.id).is_complete
    assert backup.unclean(session, stone) == []
