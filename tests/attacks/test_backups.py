"""What the register, a drill and a reseal say of a snapshot must be true of it."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.backup.conftest import NEW_WAY, TYPED, World
from tests.backup.papers import add_client, add_document
from tests.store.drawer import DrawerKeyring
from vault.backup import manifest
from vault.backup import rows as backup_rows
from vault.backup import service as backup
from vault.backup.finding import find_snapshots
from vault.backup.model import Fate
from vault.backup.restore import restore
from vault.errors import Cancelled, DestinationBusy, DestinationGone, InsideVault
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


def test_keys_that_change_while_the_records_are_copied(world: World) -> None:
    for number in range(30):
        add_document(world.session, world.client, b"%d" % number, "t" * 150)
    waiting = [lambda: keys.rotate_keys(world.session, TYPED, world.drawer)]

    def serve() -> None:
        while waiting:
            waiting.pop()()

    run = backup.begin_backup(world.session, world.destination.id, serve)
    with pytest.raises(Cancelled):
        backup.perform(run.steps, run.abandon)
    assert world.back_up() == 1


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


def _fates(world: World) -> dict[int, Fate]:
    return {one.number: one.fate for one in backup.snapshots(world.session)}


def test_a_snapshot_that_is_seen_again_is_kept(world: World) -> None:
    hidden = world.stick / "hidden"
    folder = world.snapshot(world.back_up())
    folder.rename(hidden)
    world.back_up()
    assert _fates(world)[1] is Fate.MISSING
    hidden.rename(folder)
    world.back_up()
    assert _fates(world)[1] is Fate.KEPT


def test_what_never_got_its_name_is_not_pending(world: World) -> None:
    run = backup.begin_backup(world.session, world.destination.id)
    for step in run.steps[:4]:
        step.work()
    run.abandon()
    world.back_up()
    assert _fates(world) == {1: Fate.PRUNED, 2: Fate.KEPT}


def test_one_writer_at_a_time(world: World) -> None:
    world.back_up()
    run = backup.begin_backup(world.session, world.destination.id)
    run.steps[0].work()
    keys.replace_sheet(world.session, TYPED, keys.plan_sheet(world.session), world.drawer)
    for other in (backup.make_backup, backup.reseal):
        with pytest.raises(DestinationBusy):
            other(world.session, world.destination.id)
    backup.perform(run.steps[1:], run.abandon)
    assert backup.reseal(world.session, world.destination.id) == ()


def test_a_document_that_went_meanwhile_is_noticed_before_the_announcement(world: World) -> None:
    run = backup.begin_backup(world.session, world.destination.id)
    for step in run.steps[:4]:
        step.work()
    (world.set_folder / bundle.attachment_file(world.documents[0])).unlink()
    with pytest.raises(DestinationGone):
        backup.perform(run.steps[4:], run.abandon)
    assert not world.snapshot(1).exists()


def test_documents_of_a_header_that_another_key_signed_are_not_swept(world: World) -> None:
    for _ in range(9):
        world.back_up()
        world.clock.advance(timedelta(days=1))
    folder = world.snapshot(9)
    _sign_by_another_key(folder)
    forged = bundle.read_header(folder, SNAPSHOT_FORMAT)
    key = SigningKey.generate()
    found = replace(manifest.read(folder, forged), documents=())
    (folder / bundle.HEADER_FILE).write_bytes(replace(forged, public_key=key.public).signed(key))
    (folder / "snapshot.json").write_bytes(found.signed(key))
    extra = world.set_folder / "attachments" / "ab" / f"ab{'0' * 30}.age"
    extra.parent.mkdir(exist_ok=True)
    extra.write_bytes(b"of a snapshot that cannot be read")
    assert backup.prune(world.session, world.destination.id)
    assert extra.is_file()


def test_the_key_of_a_pruned_snapshot_is_forgotten(world: World) -> None:
    for _ in range(9):
        world.back_up()
        world.clock.advance(timedelta(days=1))
    pruned = backup.prune(world.session, world.destination.id)
    known = {one.number: one.id for one in backup.snapshots(world.session)}
    forgotten = {
        number
        for number, copy_id in known.items()
        if backup_rows.database_key(world.session.rows, copy_id) is None
    }
    assert pruned
    assert forgotten == set(pruned)


def test_a_manifest_of_brackets_is_not_parsed(world: World) -> None:
    folder = world.snapshot(world.back_up())
    brackets = b"[" * (1 << 20)
    for content in (brackets, b'{"manifest": ' + brackets + b', "sig": "x"}'):
        (folder / "snapshot.json").write_bytes(content)
        assert find_snapshots(world.stick)[0].damage == "manifest"


def test_a_folder_in_place_of_a_document_on_the_stick(world: World) -> None:
    world.back_up()
    copy = world.set_folder / bundle.attachment_file(world.documents[0])
    copy.unlink()
    copy.mkdir()
    (copy / "theirs").write_text("x")
    assert backup.make_backup(world.session, world.destination.id).copied == 1
    assert backup.drill(world.session, world.destination.id).is_sound
    assert [one.read_text() for one in copy.parent.glob("*.aside/theirs")] == ["x"]


@pytest.mark.parametrize("where", ["vault", "set", "snapshot"])
def test_no_restore_into_a_vault_or_a_set(world: World, where: str) -> None:
    number = world.back_up()
    folders = {
        "vault": world.session.opened.folder,
        "set": world.set_folder / "snapshots",
        "snapshot": world.snapshot(number),
    }
    before = sorted(folders[where].iterdir())
    with pytest.raises(InsideVault):
        world.restore(number, folders[where] / "new.casekeep", DrawerKeyring())
    assert sorted(folders[where].iterdir()) == before
