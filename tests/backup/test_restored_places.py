"""Where the backups lie that a vault was restored from, as its register says it."""

import os
import sys
from pathlib import Path

import pytest

from tests.backup.conftest import World
from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import NoKeyring
from vault.backup import service as backup
from vault.backup.model import Destination
from vault.keys import service as keys

STRANGE = os.fsdecode(b"B\xe4ckup")


def _restored(world: World, number: int, tmp_path: Path) -> list[Destination]:
    into = tmp_path / "r.casekeep"
    assert world.restore(number, into, DrawerKeyring()).skipped == ()
    again = keys.unlock_with_sheet(into, world.sheet, NoKeyring())
    try:
        return backup.all_destinations(again)
    finally:
        again.close()


def test_a_relative_path_is_none_that_is_found_again(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.back_up()
    monkeypatch.chdir(tmp_path)
    number = world.back_up()
    there, world.stick = world.stick, Path(world.stick.name)
    [place] = _restored(world, number, tmp_path)
    assert (place.path, place.label) == (there, "Blue")


def test_a_link_leads_to_the_place_that_is_known(world: World, tmp_path: Path) -> None:
    there = world.stick
    world.back_up()
    number = world.back_up()
    (tmp_path / "link").symlink_to(there)
    world.stick = tmp_path / "link"
    [place] = _restored(world, number, tmp_path)
    assert (place.path, place.label) == (there, "Blue")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_a_folder_whose_name_is_no_utf8_is_restored_from(world: World, tmp_path: Path) -> None:
    world.back_up()
    world.stick = world.stick.rename(tmp_path / STRANGE)
    [_, place] = _restored(world, 1, tmp_path)  # the first snapshot is in no register before it
    assert (place.path, place.label) == (tmp_path / "B\ufffdckup", "B\ufffdckup")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_its_snapshots_are_known_and_reached_once_it_has_another_name(
    world: World, tmp_path: Path
) -> None:
    world.back_up()
    number = world.back_up()
    world.stick = world.stick.rename(tmp_path / STRANGE)
    into = tmp_path / "r.casekeep"
    world.restore(number, into, DrawerKeyring())
    again = keys.unlock_with_sheet(into, world.sheet, NoKeyring())
    [place] = backup.all_destinations(again)
    assert [one.number for one in backup.snapshots(again)] == [2, 1]
    assert not backup.is_reachable(again, place)
    world.stick.rename(place.path)
    assert backup.is_reachable(again, place)
    again.close()
