"""Snapshots follow the vault's ways in: a new sheet opens them, an old one no longer."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.backup.conftest import NEW_WAY, TYPED, World
from tests.backup.forging import sign_by_another_key
from tests.store.drawer import DrawerKeyring
from vault.audit import service as audit
from vault.backup import service as backup
from vault.backup.model import Fate, ResealReport
from vault.backup.restore import restore
from vault.backup.source import TypedSecret
from vault.errors import (
    SheetOfAnotherVault,
)
from vault.keys import service as keys
from vault.keys.model import SlotKind
from vault.progress import no_progress
from vault.store import bundle


@pytest.fixture
def changed(world: World) -> tuple[World, TypedSecret]:
    """A vault with a snapshot sealed to a sheet that was replaced since; and the new sheet."""
    world.back_up()
    plan = keys.plan_sheet(world.session)
    keys.replace_sheet(world.session, TYPED, plan, world.drawer)
    text = "\n".join(line.text for line in plan.sheet.lines)
    return world, TypedSecret(way=SlotKind.SHEET, text=text)


def _restore(world: World, typed: TypedSecret, into: Path) -> None:
    restore(world.snapshot(1), typed, into, NEW_WAY, DrawerKeyring(), progress=no_progress)


def test_what_is_sealed_to_other_slots_is_pending(changed: tuple[World, TypedSecret]) -> None:
    world, _ = changed
    [one] = backup.copies_needing_reseal(world.session)
    assert (one.snapshot.number, one.is_reachable) == (1, True)
    world.stick.rename(world.stick.with_name("pulled"))
    assert not backup.copies_needing_reseal(world.session)[0].is_reachable


def test_sealed_anew_it_opens_with_the_new_sheet_alone(
    changed: tuple[World, TypedSecret], tmp_path: Path
) -> None:
    world, new_sheet = changed
    with pytest.raises(SheetOfAnotherVault):
        _restore(world, new_sheet, tmp_path / "a.casekeep")
    assert backup.reseal(world.session, world.destination.id).is_complete
    assert backup.copies_needing_reseal(world.session) == []
    _restore(world, new_sheet, tmp_path / "a.casekeep")
    with pytest.raises(SheetOfAnotherVault):
        _restore(world, world.by_sheet, tmp_path / "b.casekeep")
    names = {entry.name for entry in world.snapshot(1).iterdir()}
    assert names == {
        "vault.json",
        "keys-3.age",
        "passphrase-3.age",
        "records-1.db",
        "snapshot.json",
    }
    assert backup.drill(world.session, world.destination.id).is_sound


def test_a_snapshot_too_damaged_for_it_is_named(changed: tuple[World, TypedSecret]) -> None:
    world, _ = changed
    (world.snapshot(1) / "vault.json").write_text("{}")
    assert backup.reseal(world.session, world.destination.id) == ResealReport(damaged=(1,))
    assert len(backup.copies_needing_reseal(world.session)) == 1


def test_a_stop_before_the_register_knows_is_made_good(changed: tuple[World, TypedSecret]) -> None:
    world, _ = changed
    backup.begin_reseal(world.session, world.destination.id).steps[0].work()
    header = bundle.read_header(world.snapshot(1), bundle.SNAPSHOT_FORMAT)
    (world.snapshot(1) / "keys-2.age").write_bytes(b"left by a crash")
    backup.reseal(world.session, world.destination.id)
    after = bundle.read_header(world.snapshot(1), bundle.SNAPSHOT_FORMAT)
    assert after.keys > header.keys
    assert {entry.name for entry in world.snapshot(1).glob("keys-*")} == {f"keys-{after.keys}.age"}


def test_a_reseal_refuses_what_another_key_signed(world: World) -> None:
    number = world.back_up()
    sign_by_another_key(world.snapshot(number))
    before = {path.name for path in world.snapshot(number).iterdir()}
    keys.replace_sheet(world.session, TYPED, keys.plan_sheet(world.session), world.drawer)
    assert backup.reseal(world.session, world.destination.id).damaged == (number,)
    assert {path.name for path in world.snapshot(number).iterdir()} == before


def test_what_lies_on_another_stick_of_the_same_name_stays_pending(
    world: World, tmp_path: Path
) -> None:
    world.back_up()
    shutil.copytree(world.stick, tmp_path / "second")
    world.clock.advance(timedelta(days=1))
    in_the_drawer = world.back_up()
    world.stick.rename(tmp_path / "drawer")
    (tmp_path / "second").rename(world.stick)
    world.back_up()
    keys.replace_sheet(world.session, TYPED, keys.plan_sheet(world.session), world.drawer)
    pending = backup.copies_needing_reseal(world.session)
    assert in_the_drawer in {one.snapshot.number for one in pending}


def test_a_damaged_snapshot_that_the_old_sheet_opens_stays_pending(world: World) -> None:
    number = world.back_up()
    (world.snapshot(number) / "snapshot.json").write_bytes(b"x")
    backup.drill(world.session, world.destination.id)
    keys.replace_sheet(world.session, TYPED, keys.plan_sheet(world.session), world.drawer)
    pending = backup.copies_needing_reseal(world.session)
    assert number in {one.snapshot.number for one in pending}


def test_one_that_came_back_without_its_key_is_named_until_it_is_entered_again(
    world: World, tmp_path: Path
) -> None:
    first = world.back_up()
    world.clock.advance(timedelta(days=1))
    backup.attest_destroyed(world.session, backup.snapshots(world.session)[0].id, "Shredded.")
    assert backup.make_backup(world.session, world.destination.id).returned == (first,)
    keys.replace_sheet(world.session, TYPED, keys.plan_sheet(world.session), world.drawer)
    place = world.destination.id
    assert backup.reseal(world.session, place) == ResealReport(keyless=(first,))
    events = audit.page(world.session)[0].seq
    assert backup.reseal(world.session, place) == ResealReport(keyless=(first,))
    assert audit.page(world.session)[0].seq == events
    backup.adopt(world.session, place, TYPED, world.drawer)
    assert backup.reseal(world.session, place).is_complete
    with pytest.raises(SheetOfAnotherVault):
        _restore(world, world.by_sheet, tmp_path / "thief.casekeep")


def test_one_that_is_not_there_is_missing_and_not_damaged(world: World) -> None:
    world.back_up()
    world.clock.advance(timedelta(days=1))
    world.back_up()
    keys.replace_sheet(world.session, TYPED, keys.plan_sheet(world.session), world.drawer)
    shutil.rmtree(world.snapshot(1))
    report = backup.reseal(world.session, world.destination.id)
    assert report == ResealReport(absent=(1,))
    fates = {one.number: one.fate for one in backup.snapshots(world.session)}
    assert fates == {1: Fate.MISSING, 2: Fate.KEPT}
    [pending] = backup.copies_needing_reseal(world.session)
    assert (pending.snapshot.number, pending.is_reachable) == (1, False)


def test_an_older_state_that_was_put_back_waits_to_be_sealed_once_more(
    changed: tuple[World, TypedSecret], tmp_path: Path
) -> None:
    world, _ = changed
    shutil.copytree(world.stick, tmp_path / "image")
    backup.reseal(world.session, world.destination.id)
    shutil.rmtree(world.stick)
    (tmp_path / "image").rename(world.stick)
    # the keyring's way in is the same as then, and opens it
    assert backup.adopt(world.session, world.destination.id, TYPED, world.drawer) == ()
    assert [s.snapshot.number for s in backup.copies_needing_reseal(world.session)] == [1]
    assert backup.reseal(world.session, world.destination.id).is_complete
    with pytest.raises(SheetOfAnotherVault):
        _restore(world, world.by_sheet, tmp_path / "r.casekeep")
