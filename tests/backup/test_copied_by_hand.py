"""Snapshots that somebody copied from one place to another: no place is taken for another one."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.backup.conftest import TYPED, World
from tests.vault_fixtures import ungated
from vault.backup import rows
from vault.backup import service as backup
from vault.backup.model import Destination, Fate
from vault.errors import DestinationCopied, DestinationOther, SnapshotCopied


@pytest.fixture
def disk(world: World, tmp_path: Path) -> Destination:
    """A second place with three snapshots; the first has sixteen, and the newest lies at both."""
    (folder := tmp_path / "disk").mkdir()
    place = backup.add_destination(world.session, folder, "Disk")
    _days(world, place, 3)
    _days(world, world.destination, 16)
    shutil.copytree(world.snapshot(16), _snapshots(folder) / "16")
    return place


@pytest.fixture
def clone(world: World, tmp_path: Path) -> Path:
    """A copy of the whole stick, made by hand."""
    _days(world, world.destination, 2)
    shutil.copytree(world.stick, tmp_path / "clone")
    return tmp_path / "clone"


def _days(world: World, place: Destination, count: int) -> None:
    for _ in range(count):
        backup.make_backup(world.session, place.id)
        world.clock.advance(timedelta(days=1))


def _snapshots(place: Path) -> Path:
    return next(place.glob("casekeep-*")) / "snapshots"


def _numbers(place: Path) -> set[str]:
    return {one.name for one in _snapshots(place).iterdir()}


def _paths(world: World) -> dict[str, Path]:
    return {one.label: one.path for one in backup.all_destinations(world.session)}


def test_what_was_copied_here_is_not_entered_and_moves_no_place(
    world: World, disk: Destination
) -> None:
    with pytest.raises(SnapshotCopied) as raised:
        backup.adopt(world.session, disk.id, TYPED, world.drawer)
    assert (raised.value.label, raised.value.numbers) == ("Blue", (16,))
    assert _paths(world) == {"Blue": world.stick, "Disk": disk.path}
    assert backup.prune(world.session, world.destination.id)
    assert _numbers(disk.path) == {"1", "2", "3", "16"}


def test_where_the_other_stick_is_away_the_place_is_not_moved_either(
    world: World, disk: Destination
) -> None:
    world.stick.rename(world.stick.with_name("drawer"))
    with pytest.raises(SnapshotCopied):
        backup.adopt(world.session, disk.id, TYPED, world.drawer)
    with pytest.raises(DestinationOther):
        backup.move_destination(world.session, world.destination.id, disk.path)
    assert _paths(world) == {"Blue": world.stick, "Disk": disk.path}


def test_the_last_copy_of_one_that_is_gone_is_entered(world: World, disk: Destination) -> None:
    shutil.copytree(
        world.set_folder / "attachments",
        _snapshots(disk.path).parent / "attachments",
        dirs_exist_ok=True,
    )
    shutil.rmtree(world.stick)
    backup.attest_place_destroyed(world.session, world.destination.id, "It broke.")
    assert backup.adopt(world.session, disk.id, TYPED, world.drawer) == (16,)


def test_what_nobody_has_is_entered_beside_it(world: World, disk: Destination) -> None:
    known = rows.snapshots(world.session.rows, disk.id)
    with ungated(world.session) as raw:
        raw.run("DROP TRIGGER vault_copy_stays")
        raw.run("DELETE FROM vault_copy WHERE id = ?", (known[0].id,))
    run = backup.begin_adoption(world.session, disk.id, TYPED, world.drawer)
    for step in run.steps:
        step.work()
    assert (run.adopted, run.copied) == ((known[0].number,), (16,))


def test_without_it_the_others_are_entered(world: World, disk: Destination) -> None:
    shutil.rmtree(_snapshots(disk.path) / "16")
    assert backup.adopt(world.session, disk.id, TYPED, world.drawer) == ()


def test_another_stick_is_not_entered(world: World, tmp_path: Path) -> None:
    (folder := tmp_path / "second").mkdir()
    second = backup.add_destination(world.session, folder, "Second")
    _days(world, world.destination, 2)
    _days(world, second, 3)
    world.stick.rename(tmp_path / "drawer")
    folder.rename(world.stick)
    with pytest.raises(DestinationOther):
        backup.adopt(world.session, world.destination.id, TYPED, world.drawer)
    assert _paths(world) == {"Blue": world.stick, "Second": folder}


def test_pruning_removes_nothing_of_another_stick_with_a_copied_one(
    world: World, disk: Destination
) -> None:
    world.stick.rename(world.stick.with_name("drawer"))
    disk.path.rename(world.stick)
    with pytest.raises(DestinationOther):
        backup.prune(world.session, world.destination.id)
    assert _numbers(world.stick) == {"1", "2", "3", "16"}
    assert {one.fate for one in backup.snapshots(world.session)} == {Fate.KEPT}


def test_a_place_that_was_removed_is_itself_again_though_one_was_copied_there(
    world: World, disk: Destination
) -> None:
    backup.remove_destination(world.session, disk.id)
    assert backup.add_destination(world.session, disk.path, "Disk").id == disk.id
    assert _paths(world) == {"Blue": world.stick, "Disk": disk.path}


@pytest.mark.parametrize("is_removed", [False, True])
def test_a_cloned_stick_is_no_place_of_its_own(
    world: World, clone: Path, *, is_removed: bool
) -> None:
    if is_removed:
        backup.remove_destination(world.session, world.destination.id)
    check = backup.plan_add(world.session, clone)
    with pytest.raises(DestinationCopied) as raised:
        check.look()
    assert raised.value.label == "Blue"
    assert _paths(world) == {"Blue": world.stick}


def test_a_place_is_not_moved_to_a_clone_as_long_as_it_is_there(world: World, clone: Path) -> None:
    with pytest.raises(DestinationCopied):
        backup.move_destination(world.session, world.destination.id, clone)
    shutil.rmtree(world.stick)
    backup.move_destination(world.session, world.destination.id, clone)
    assert _paths(world) == {"Blue": clone}


def test_a_second_way_to_the_same_folder_is_no_copy(world: World, tmp_path: Path) -> None:
    _days(world, world.destination, 1)
    (way := tmp_path / "way").symlink_to(world.stick)
    with world.session.begin("test.move") as tx:
        rows.move_destination(tx.rows, world.destination.id, way)
        tx.audit()
    assert backup.add_destination(world.session, world.stick, "Again").path == world.stick


def test_an_empty_folder_beside_it_is_a_place(world: World, clone: Path) -> None:
    shutil.rmtree(next(clone.iterdir()))
    assert backup.add_destination(world.session, clone, "Red").label == "Red"
