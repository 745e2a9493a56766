"""Making a snapshot: what it holds, what it does not say, and what a failure leaves."""

import json
from pathlib import Path

import pytest

from tests.backup.conftest import TYPED, World
from tests.backup.papers import add_document, file_of
from tests.store.drawer import DrawerKeyring
from vault.audit import service as audit
from vault.backup import service as backup
from vault.backup.model import DestinationWarning, Fate
from vault.errors import (
    Cancelled,
    DestinationBusy,
    DestinationGone,
    DestinationUnfit,
    IsASnapshot,
)
from vault.keys import service as keys
from vault.store import bundle
from vault.store.connection import open_unchanging


def _names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_a_snapshot_is_shaped_like_a_vault(world: World) -> None:
    report = backup.make_backup(world.session, world.destination.id)
    assert (report.number, report.documents, report.copied) == (1, 2, 2)
    assert _names(world.snapshot(1)) == {
        "vault.json",
        "keys-2.age",
        "passphrase-2.age",
        "records-1.db",
        "snapshot.json",
    }
    header = bundle.read_header(world.snapshot(1), bundle.SNAPSHOT_FORMAT)
    assert header.vault_id == world.session.vault_id
    for uid in world.documents:
        copy = world.set_folder / bundle.attachment_file(uid)
        assert copy.read_bytes() == file_of(world.session, uid).read_bytes()


def test_it_has_a_database_key_of_its_own(world: World) -> None:
    world.back_up()
    live = world.session.opened.bag.database_key
    with pytest.raises(Exception, match="records"):
        open_unchanging(world.snapshot(1) / "records-1.db", live)


def test_it_is_never_opened_as_a_vault(world: World) -> None:
    world.back_up()
    with pytest.raises(IsASnapshot):
        keys.unlock_with_sheet(world.snapshot(1), world.sheet, world.drawer)


def test_the_next_copies_only_what_is_new(world: World) -> None:
    world.back_up()
    uid = add_document(world.session, world.client, b"new")
    report = backup.make_backup(world.session, world.destination.id)
    assert (report.number, report.documents, report.copied) == (2, 3, 1)
    assert (world.set_folder / bundle.attachment_file(uid)).is_file()


def test_a_document_cut_short_on_the_stick_is_copied_again(world: World) -> None:
    world.back_up()
    copy = world.set_folder / bundle.attachment_file(world.documents[0])
    whole = copy.read_bytes()
    copy.write_bytes(whole[:100])
    assert backup.make_backup(world.session, world.destination.id).copied == 1
    assert copy.read_bytes() == whole


def test_missing_and_damaged_documents_are_told_and_the_rest_is_kept(world: World) -> None:
    extra = add_document(world.session, world.client, b"sound", "Consent")
    file_of(world.session, world.documents[0]).unlink()
    damaged = file_of(world.session, world.documents[1])
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    report = backup.make_backup(world.session, world.destination.id)
    assert {(one.uid, one.is_damaged) for one in report.lost} == {
        (world.documents[0], False),
        (world.documents[1], True),
    }
    assert report.documents == 1
    assert (world.set_folder / bundle.attachment_file(extra)).is_file()
    assert not (world.set_folder / bundle.attachment_file(world.documents[1])).exists()


def test_the_register_and_the_audit_know_it(world: World) -> None:
    world.back_up()
    known = backup.snapshots(world.session, world.destination.id)
    assert [(one.number, one.fate, one.is_verified) for one in known] == [(1, Fate.KEPT, True)]
    assert known[0].recipients == {slot.id for slot in keys.slots(world.session)}
    actions = [event.action for event in audit.page(world.session)]
    assert actions[:3] == ["audit.checkpoint", "backup.make", "backup.register"]
    assert audit.verify(world.session).is_sound


def test_nothing_outside_the_sealed_files_names_a_client(world: World) -> None:
    world.back_up()
    for name in ("vault.json", "snapshot.json"):
        content = (world.snapshot(1) / name).read_text("utf-8")
        assert "Ana" not in content
        assert "Ruiz" not in content


def _perform_until(world: World, stop: str) -> None:
    run = backup.begin_backup(world.session, world.destination.id)
    for step in run.steps:
        if step.name == stop:
            return
        step.work()


@pytest.mark.parametrize("stop", ["records", "documents", "register", "announce", "confirm"])
def test_after_a_crash_before_any_step_the_next_backup_is_whole(world: World, stop: str) -> None:
    world.back_up()
    _perform_until(world, stop)
    number = world.back_up()
    left = [one.name for one in (world.set_folder / "snapshots").iterdir()]
    assert not [name for name in left if name.startswith(".")]
    known = {one.number: one for one in backup.snapshots(world.session)}
    assert {int(name) for name in left} == {n for n, one in known.items() if one.fate is Fate.KEPT}
    assert known[number].is_verified


def test_a_cancelled_backup_leaves_nothing(world: World) -> None:
    def cancel(name: str, done: int, total: int) -> None:
        if name == "documents":
            raise Cancelled()

    with pytest.raises(Cancelled):
        backup.make_backup(world.session, world.destination.id, cancel)
    assert _names(world.set_folder / "snapshots") == set()
    assert backup.snapshots(world.session) == []
    assert not [p for p in world.set_folder.rglob("*") if p.name.endswith(".part")]


def test_a_place_in_or_around_the_vault_is_refused(world: World) -> None:
    inside = world.session.opened.folder / "attachments"
    for place in (inside, world.session.opened.folder.parent):
        with pytest.raises(DestinationUnfit):
            backup.check_destination(world.session, place)


def test_the_same_disk_is_warned_of(world: World) -> None:
    found = backup.check_destination(world.session, world.stick)
    assert DestinationWarning.SAME_DISK in found


def test_an_empty_folder_in_the_place_of_the_stick_is_not_the_stick(world: World) -> None:
    world.back_up()
    world.stick.rename(world.stick.with_name("pulled"))
    world.stick.mkdir()
    assert not backup.freshness(world.session)[0].is_reachable
    with pytest.raises(DestinationGone):
        world.back_up()
    assert list(world.stick.iterdir()) == []


@pytest.mark.parametrize("step", ["records", "documents", "announce"])
def test_a_stick_pulled_in_between_leaves_the_old_snapshots_whole(world: World, step: str) -> None:
    world.back_up()
    before = {p.name: p.read_bytes() for p in world.snapshot(1).iterdir()}
    pulled = world.stick.with_name("pulled")
    run = backup.begin_backup(world.session, world.destination.id)
    with pytest.raises(DestinationGone):
        for one in run.steps:
            if one.name == step:
                world.stick.rename(pulled)
            one.work()
    run.abandon()
    pulled.rename(world.stick)
    assert {p.name: p.read_bytes() for p in world.snapshot(1).iterdir()} == before
    assert world.back_up() >= 2


def test_a_link_in_the_place_of_a_folder_is_not_followed(world: World) -> None:
    world.back_up()
    shelves = world.set_folder / "attachments"
    for shelf in shelves.iterdir():
        for file in shelf.iterdir():
            file.unlink()
        shelf.rmdir()
    shelves.rmdir()
    shelves.symlink_to(world.session.opened.folder / "attachments")
    with pytest.raises(DestinationUnfit):
        world.back_up()
    assert file_of(world.session, world.documents[0]).is_file()


def test_a_switch_in_between_makes_no_difference_to_the_snapshot(world: World) -> None:
    world.back_up()
    keys.rotate_keys(world.session, "1234", world.drawer)
    assert world.back_up() == 2
    assert (world.snapshot(2) / "records-3.db").is_file()
    header = bundle.read_header(world.snapshot(2), bundle.SNAPSHOT_FORMAT)
    manifest = json.loads(json.loads((world.snapshot(2) / "snapshot.json").read_text())["manifest"])
    assert manifest["records"][0] == bundle.records_file(header.records)


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


@pytest.mark.parametrize("stop", ["records", "documents", "register"])
def test_nor_is_it_missing_after_a_second_stop(world: World, stop: str) -> None:
    """The second one had removed it, and nobody had heard of that yet."""
    world.back_up()
    for until in ("announce", stop):
        run = backup.begin_backup(world.session, world.destination.id)
        for step in run.steps:
            if step.name == until:
                break
            step.work()
        run.abandon()
    assert backup.drill(world.session, world.destination.id).is_sound
    world.back_up()
    fates = {one.number: one.fate for one in backup.snapshots(world.session)}
    assert (fates[1], fates[2]) == (Fate.KEPT, Fate.PRUNED)
    assert Fate.MISSING not in fates.values()


def test_one_writer_at_a_time(world: World) -> None:
    world.back_up()
    run = backup.begin_backup(world.session, world.destination.id)
    run.steps[0].work()
    keys.replace_sheet(world.session, TYPED, keys.plan_sheet(world.session), world.drawer)
    for other in (backup.make_backup, backup.reseal):
        with pytest.raises(DestinationBusy):
            other(world.session, world.destination.id)
    backup.perform(run.steps[1:], run.abandon)
    assert backup.reseal(world.session, world.destination.id).is_complete


def test_a_document_that_went_meanwhile_is_noticed_before_the_announcement(world: World) -> None:
    run = backup.begin_backup(world.session, world.destination.id)
    for step in run.steps[:4]:
        step.work()
    (world.set_folder / bundle.attachment_file(world.documents[0])).unlink()
    with pytest.raises(DestinationGone):
        backup.perform(run.steps[4:], run.abandon)
    assert not world.snapshot(1).exists()
