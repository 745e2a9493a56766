"""A damaged newest snapshot, and others before it that were sealed to another secret."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.backup.conftest import NEW_WAY, TYPED, World
from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import STRONG
from vault.backup import service as backup
from vault.backup.model import RestoreReport
from vault.backup.restore import restore
from vault.backup.source import TypedSecret
from vault.errors import DamagedSnapshot, SheetOfAnotherVault, WrongPassphrase
from vault.keys import service as keys
from vault.keys.model import SlotKind
from vault.progress import no_progress

OTHER = "a river otter keeps its own counsel"


def _damage(world: World, number: int, at: int) -> None:
    path = next(world.snapshot(number).glob("records-*.db"))
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def _new_sheet(world: World) -> TypedSecret:
    plan = keys.plan_sheet(world.session)
    keys.replace_sheet(world.session, TYPED, plan, world.drawer)
    return TypedSecret(way=SlotKind.SHEET, text="\n".join(line.text for line in plan.sheet.lines))


def _restore(world: World, number: int, typed: TypedSecret, into: Path) -> RestoreReport:
    return restore(
        world.snapshot(number), typed, into, NEW_WAY, DrawerKeyring(), progress=no_progress
    )


def test_one_that_was_never_sealed_anew_does_not_hide_the_sound_one_before_it(
    world: World, tmp_path: Path
) -> None:
    for _ in range(2):
        world.back_up()
        world.clock.advance(timedelta(days=1))
    sheet = _new_sheet(world)
    _damage(world, 2, 100)
    assert backup.reseal(world.session, world.destination.id).damaged == (2,)
    _damage(world, world.back_up(), 9000)
    report = _restore(world, 3, sheet, tmp_path / "back.casekeep")
    assert (report.number, report.skipped) == (1, ((3, "records"), (2, "secret")))


def test_the_damage_is_told_where_nothing_before_it_opens(world: World, tmp_path: Path) -> None:
    world.back_up()
    world.clock.advance(timedelta(days=1))
    sheet = _new_sheet(world)
    _damage(world, world.back_up(), 9000)
    with pytest.raises(DamagedSnapshot, match="records"):
        _restore(world, 2, sheet, tmp_path / "back.casekeep")


def test_a_passphrase_of_another_time_is_passed_over_as_well(world: World, tmp_path: Path) -> None:
    world.back_up()
    world.clock.advance(timedelta(days=1))
    keys.add_passphrase(world.session, TYPED, OTHER, world.drawer)
    _damage(world, world.back_up(), 9000)
    for text, expected in ((OTHER, DamagedSnapshot), (STRONG, WrongPassphrase)):
        typed = TypedSecret(way=SlotKind.PASSPHRASE, text=text)
        with pytest.raises(expected):
            _restore(world, 2, typed, tmp_path / "back.casekeep")


def test_a_sheet_that_was_replaced_brings_no_older_state_back_by_itself(
    world: World, tmp_path: Path
) -> None:
    world.back_up()
    world.clock.advance(timedelta(days=1))
    _new_sheet(world)
    world.back_up()
    with pytest.raises(SheetOfAnotherVault):
        _restore(world, 2, world.by_sheet, tmp_path / "back.casekeep")
