"""What the register, a drill and a reseal say of a snapshot must be true of it."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.backup.conftest import NEW_WAY, TYPED, World
from tests.backup.papers import add_client
from tests.store.drawer import DrawerKeyring
from vault.backup import manifest
from vault.backup import rows as backup_rows
from vault.backup import service as backup
from vault.backup.restore import restore
from vault.keys import service as keys
from vault.keys.signing import SigningKey
from vault.store import bundle
from vault.store.bundle import SNAPSHOT_FORMAT
from vault.store.copying import LeftOut


def _sign_by_another_key(snapshot: Path) -> None:
    key = SigningKey.generate()
    header = bundle.read_header(snapshot, SNAPSHOT_FORMAT)
    found = manifest.read(snapshot, header)
    forged = replace(header, public_key=key.public)
    (snapshot / bundle.HEADER_FILE).write_bytes(forged.signed(key))
    (snapshot / "snapshot.json").write_bytes(found.signed(key))


def test_keys_that_change_before_the_records_are_copied(world: World, tmp_path: Path) -> None:
    run = backup.begin_backup(world.session, world.destination.id)
    keys.rotate_keys(world.session, TYPED, world.drawer)
    backup.perform(run.steps, run.abandon)
    assert run.report is not None
    # announced and "verified", and nothing opens it: its header names other records
    world.restore(run.report.number, tmp_path / "again.casekeep", DrawerKeyring())


def test_a_drill_notices_that_another_key_signed(world: World) -> None:
    _sign_by_another_key(world.snapshot(world.back_up()))
    assert not backup.drill(world.session, world.destination.id).is_sound


def test_a_reseal_refuses_what_another_key_signed(world: World) -> None:
    number = world.back_up()
    _sign_by_another_key(world.snapshot(number))
    before = {path.name for path in world.snapshot(number).iterdir()}
    keys.replace_sheet(world.session, TYPED, keys.plan_sheet(world.session), world.drawer)
    assert backup.reseal(world.session, world.destination.id) == (number,)
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


def test_a_backup_of_a_clock_that_ran_ahead_does_not_silence_the_next(world: World) -> None:
    world.clock.advance(timedelta(days=7300))
    world.back_up()
    world.clock.advance(timedelta(days=-7200))
    assert backup.freshness(world.session)[0].is_due


def test_a_client_disposed_of_after_a_restore_stays_away(world: World, tmp_path: Path) -> None:
    gone = add_client(world.session, "Bo Lindqvist")
    old = world.snapshot(world.back_up())
    world.session.close()
    elsewhere = DrawerKeyring()
    world.restore(int(old.name), tmp_path / "two.casekeep", elsewhere)
    two = keys.unlock_with_keyring(tmp_path / "two.casekeep", "9876", elsewhere, now=world.clock)
    uid = two.rows.value("SELECT uid FROM client WHERE id = ?", (gone,))
    keys.leave_out(
        two,
        "9876",
        elsewhere,
        kind="import.leave_out",
        reason="disposed",
        left_out=LeftOut(clients=frozenset({gone})),
    )
    with two.begin("test.tombstone") as tx:
        backup_rows.add_tombstone(tx.rows, (uid, "0002", "2026-11-25T00:00:00Z", "{}"))
        tx.audit()
    backup.make_backup(two, backup.add_destination(two, world.stick, "Blue").id)
    two.close()
    into, progress = tmp_path / "three.casekeep", backup.no_progress
    report = restore(old, world.by_sheet, into, NEW_WAY, DrawerKeyring(), progress=progress)
    assert report.left_out == 1
