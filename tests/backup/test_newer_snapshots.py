"""Snapshots that a later Casekeep made, among others: never passed over without a word."""

from pathlib import Path

import pytest

from tests.backup.conftest import World
from tests.backup.forging import make_newer
from tests.store.drawer import DrawerKeyring
from vault.backup import service as backup
from vault.errors import NewerSnapshot, NoSoundSnapshot
from vault.keys import service as keys
from vault.store import schema


def _damage(world: World, number: int) -> None:
    (world.snapshot(number) / "snapshot.json").write_text("{}")


def _choose(world: World, *, takes_older: bool = False) -> int:
    found = backup.find_snapshots(world.stick)
    return backup.choose_snapshot(found, takes_older=takes_older).number


def _later_backup(world: World, monkeypatch: pytest.MonkeyPatch) -> int:
    """Make a backup with a Casekeep whose records have one migration more."""
    folder = world.session.opened.folder
    world.session.close()
    later = [*schema.scripts(), ("0099_later.sql", "CREATE TABLE later (id INTEGER PRIMARY KEY);")]
    with monkeypatch.context() as patch:
        patch.setattr(schema, "scripts", lambda: later)
        world.session = keys.unlock_with_sheet(folder, world.sheet, world.drawer, now=world.clock)
        number = world.back_up()
        world.session.close()
        return number


def test_the_newest_sound_one_is_chosen_past_damaged_ones(world: World) -> None:
    for _ in range(3):
        world.back_up()
    _damage(world, 3)
    assert _choose(world) == 2


def test_where_all_are_damaged_each_is_named(world: World) -> None:
    world.back_up()
    world.back_up()
    _damage(world, 1)
    (world.snapshot(2) / "records-1.db").write_bytes(b"short")
    with pytest.raises(NoSoundSnapshot) as raised:
        _choose(world, takes_older=True)
    assert set(raised.value.damaged) == {(1, "manifest"), (2, "records")}


def test_a_newer_format_before_the_newest_sound_one_is_not_passed_over(world: World) -> None:
    for _ in range(3):
        world.back_up()
    make_newer(world.snapshot(3))
    assert [one.number for one in backup.find_snapshots(world.stick)] == [3, 2, 1]
    with pytest.raises(NewerSnapshot) as raised:
        _choose(world)
    assert (raised.value.newer, raised.value.older) == ((3,), 2)
    assert _choose(world, takes_older=True) == 2


def test_a_newer_format_that_is_not_the_newest_is_no_question(world: World) -> None:
    world.back_up()
    world.back_up()
    make_newer(world.snapshot(1))
    assert _choose(world) == 2


def test_where_all_are_of_a_newer_format_it_says_so(world: World) -> None:
    world.back_up()
    world.back_up()
    for number in (1, 2):
        make_newer(world.snapshot(number))
    for takes_older in (False, True):
        with pytest.raises(NewerSnapshot) as raised:
            _choose(world, takes_older=takes_older)
        assert (raised.value.newer, raised.value.older) == ((2, 1), None)


def test_newer_ones_among_damaged_ones_are_what_counts(world: World) -> None:
    world.back_up()
    world.back_up()
    make_newer(world.snapshot(1))
    _damage(world, 2)
    with pytest.raises(NewerSnapshot) as raised:
        _choose(world, takes_older=True)
    assert (raised.value.newer, raised.value.damaged) == ((1,), ((2, "manifest"),))


@pytest.mark.parametrize("where", ["header", "records"])
def test_a_restore_stops_at_one_and_goes_on_when_told_to(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    world.back_up()
    if where == "header":
        make_newer(world.snapshot(world.back_up()))
    else:
        _later_backup(world, monkeypatch)
    into, keyring = tmp_path / "again.casekeep", DrawerKeyring()
    with pytest.raises(NewerSnapshot) as raised:
        world.restore(2, into, keyring)
    assert (raised.value.newer, raised.value.older) == ((2,), 1)
    assert not into.exists()
    assert keyring.items == {}
    report = world.restore(2, into, keyring, takes_older=True)
    assert (report.number, report.skipped) == (1, ((2, "newer"),))


def test_a_damaged_one_does_not_hide_the_newer_one_behind_it(world: World, tmp_path: Path) -> None:
    for _ in range(3):
        world.back_up()
    _damage(world, 3)
    make_newer(world.snapshot(2))
    with pytest.raises(NewerSnapshot) as raised:
        world.restore(3, tmp_path / "again.casekeep", DrawerKeyring())
    assert (raised.value.newer, raised.value.older) == ((2,), 1)
    assert raised.value.damaged == ((3, "manifest"),)


def test_the_only_one_is_newer(world: World, tmp_path: Path) -> None:
    make_newer(world.snapshot(world.back_up()))
    for takes_older in (False, True):
        with pytest.raises(NewerSnapshot) as raised:
            world.restore(1, tmp_path / "again.casekeep", DrawerKeyring(), takes_older=takes_older)
        assert raised.value.older is None
