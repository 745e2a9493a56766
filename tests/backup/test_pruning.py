"""Pruning: what goes, what stays, and what a stop half-way leaves."""

import json
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.backup import erasing
from tests.backup.conftest import World
from tests.backup.forging import sign_by_another_key
from tests.backup.papers import add_document, file_of
from vault.audit import service as audit
from vault.backup import manifest, pruning
from vault.backup import rows as backup_rows
from vault.backup import service as backup
from vault.backup.finding import find_snapshots
from vault.backup.model import Fate
from vault.errors import DestinationGone
from vault.keys.signing import SigningKey
from vault.store import bundle
from vault.store.bundle import SNAPSHOT_FORMAT


@pytest.fixture
def aged(world: World) -> World:
    """A stick with nine snapshots of nine days, the first of them with a document of its own."""
    for _ in range(9):
        world.back_up()
        world.clock.advance(timedelta(days=1))
    return world


def _numbers(world: World) -> list[int]:
    return sorted(one.number for one in find_snapshots(world.stick))


def test_old_snapshots_go_and_the_register_says_so(aged: World) -> None:
    pruned = backup.prune(aged.session, aged.destination.id)
    assert len(pruned) > 0
    assert _numbers(aged) == sorted({*range(1, 10)} - {*pruned})
    fates = {one.number: one.fate for one in backup.snapshots(aged.session)}
    assert {n for n, fate in fates.items() if fate is Fate.PRUNED} == set(pruned)
    assert audit.page(aged.session)[0].action == "backup.prune"
    assert backup.prune(aged.session, aged.destination.id) == ()


def test_two_of_one_day_leave_one_to_fall_back_to(world: World) -> None:
    for expected in ([1], [1, 2], [2, 3]):
        world.back_up()
        backup.prune(world.session, world.destination.id)
        assert _numbers(world) == expected


def _unname(world: World, uid: str) -> None:
    """Let all manifests forget a document, as if it had been disposed of."""
    for one in find_snapshots(world.stick):
        path = one.folder / "snapshot.json"
        text = json.loads(json.loads(path.read_text())["manifest"])
        text["documents"] = [d for d in text["documents"] if d[0] != uid]
        plain = json.dumps(text)
        signature = world.session.opened.signing_key.sign(plain.encode(), "snapshot@casekeep")
        path.write_text(json.dumps({"manifest": plain, "sig": signature}))


def test_documents_that_no_snapshot_names_go(aged: World) -> None:
    _unname(aged, aged.documents[0])
    backup.prune(aged.session, aged.destination.id)
    assert not (aged.set_folder / bundle.attachment_file(aged.documents[0])).exists()
    assert (aged.set_folder / bundle.attachment_file(aged.documents[1])).is_file()


def test_no_document_goes_while_a_manifest_cannot_be_read(aged: World) -> None:
    _unname(aged, aged.documents[0])
    (aged.snapshot(9) / "snapshot.json").write_text("{}")
    backup.prune(aged.session, aged.destination.id)
    assert (aged.set_folder / bundle.attachment_file(aged.documents[0])).is_file()


def test_a_link_to_the_vault_is_never_swept(aged: World) -> None:
    extra = add_document(aged.session, aged.client, b"only in the vault")
    shelf = file_of(aged.session, extra).parent
    link = aged.set_folder / "attachments" / shelf.name
    if link.exists():
        for file in link.iterdir():
            file.unlink()
        link.rmdir()
    link.symlink_to(shelf)
    backup.prune(aged.session, aged.destination.id)
    assert file_of(aged.session, extra).is_file()


def test_a_folder_that_the_register_does_not_know_stays(aged: World) -> None:
    stranger = aged.set_folder / "snapshots" / "77"
    stranger.mkdir()
    (stranger / "x").write_text("x")
    backup.prune(aged.session, aged.destination.id)
    assert (stranger / "x").is_file()


def test_stopped_half_way_it_goes_on_the_next_time(aged: World) -> None:
    _prune_without_the_end(aged)
    left = _numbers(aged)
    pruned = backup.prune(aged.session, aged.destination.id)
    assert _numbers(aged) == left
    assert set(pruned) == {*range(1, 10)} - set(left)


def _prune_without_the_end(world: World) -> None:
    """Lock after the files went and before the register heard of it."""
    for step in backup.begin_pruning(world.session, world.destination.id).steps[:3]:
        step.work()


def test_what_a_stopped_run_removed_is_no_riddle_to_the_next_backup(aged: World) -> None:
    _prune_without_the_end(aged)
    left = _numbers(aged)
    aged.back_up()
    fates = {one.number: one.fate for one in backup.snapshots(aged.session)}
    assert {n for n, fate in fates.items() if fate is Fate.PRUNED} == {*range(1, 10)} - set(left)
    assert Fate.MISSING not in fates.values()
    stone = erasing.dispose(aged, aged.client)
    assert {one.number for one in backup.unclean(aged.session, stone)} == {*left, 10}


def test_what_a_run_had_not_removed_yet_counts_as_before(aged: World, tmp_path: Path) -> None:
    for step in backup.begin_pruning(aged.session, aged.destination.id).steps[:2]:
        step.work()
    assert any(one.is_going for one in backup.snapshots(aged.session))
    aged.back_up()
    known = backup.snapshots(aged.session)
    assert {(one.fate, one.is_going) for one in known} == {(Fate.KEPT, False)}
    aged.snapshot(1).rename(tmp_path / "taken away by hand")
    aged.back_up()
    fates = {one.number: one.fate for one in backup.snapshots(aged.session)}
    assert fates[1] is Fate.MISSING


def test_what_a_run_had_not_removed_yet_and_is_taken_away_was_not_removed(
    aged: World, tmp_path: Path
) -> None:
    for step in backup.begin_pruning(aged.session, aged.destination.id).steps[:2]:
        step.work()
    gone = [one.number for one in backup.snapshots(aged.session) if one.is_going]
    aged.snapshot(gone[0]).rename(tmp_path / "taken away by hand")
    aged.back_up()
    fates = {one.number: one.fate for one in backup.snapshots(aged.session)}
    assert fates[gone[0]] is Fate.MISSING


def test_what_is_not_there_when_its_turn_comes_was_not_removed(aged: World, tmp_path: Path) -> None:
    run = backup.begin_pruning(aged.session, aged.destination.id)
    aged.snapshot(1).rename(tmp_path / "taken away by hand")
    backup.perform(run.steps)
    fates = {one.number: one.fate for one in backup.snapshots(aged.session)}
    assert fates[1] is Fate.MISSING
    assert run.pruned
    assert {n for n, fate in fates.items() if fate is Fate.PRUNED} == set(run.pruned)


def test_nothing_stays_of_what_was_removed(aged: World) -> None:
    backup.prune(aged.session, aged.destination.id)
    names = {entry.name for entry in (aged.set_folder / "snapshots").iterdir()}
    assert names == set(map(str, _numbers(aged)))


@pytest.mark.skipif(os.name == "nt", reason="a file that is open cannot be removed there")
def test_the_keys_of_one_half_removed_are_overwritten_before_it_goes(aged: World) -> None:
    going = aged.snapshot(1).rename(aged.snapshot(1).with_name(".1.part"))
    held = os.open(next(going.glob("keys-*.age")), os.O_RDONLY)
    try:
        aged.back_up()
        assert not any(os.read(held, 1 << 20))
    finally:
        os.close(held)


def test_a_snapshot_half_removed_is_none(aged: World) -> None:
    folder = aged.set_folder / "snapshots"
    (folder / "1").rename(folder / ".1.part")
    (folder / ".1.part" / "vault.json").unlink()
    assert 1 not in _numbers(aged)
    aged.back_up()
    assert not (folder / ".1.part").exists()
    fates = {one.number: one.fate for one in backup.snapshots(aged.session)}
    assert fates[1] is Fate.MISSING


def test_a_stick_that_is_not_there_prunes_nothing(aged: World) -> None:
    aged.stick.rename(aged.stick.with_name("pulled"))
    with pytest.raises(DestinationGone):
        backup.prune(aged.session, aged.destination.id)
    assert all(one.fate is Fate.KEPT for one in backup.snapshots(aged.session))


def test_only_what_the_register_keeps_is_considered(aged: World) -> None:
    backup.prune(aged.session, aged.destination.id)
    kept = [one for one in backup.snapshots(aged.session) if one.fate is Fate.KEPT]
    assert pruning.doomed(kept) == []


def test_documents_of_a_header_that_another_key_signed_are_not_swept(world: World) -> None:
    for _ in range(9):
        world.back_up()
        world.clock.advance(timedelta(days=1))
    folder = world.snapshot(9)
    sign_by_another_key(folder)
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


def test_a_damaged_one_goes_by_the_calendar_too(world: World) -> None:
    """While it lies there unreadable, nobody knows what it names, and no document is removed."""
    world.back_up()
    (world.snapshot(1) / "snapshot.json").write_bytes(b"{}")
    assert backup.drill(world.session, world.destination.id).damage == "manifest"
    stray = world.set_folder / bundle.attachment_file("0" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"named by nothing")
    seen = []
    for _ in range(9):
        world.back_up()
        backup.prune(world.session, world.destination.id)
        seen.append((1 in _numbers(world), stray.exists()))
        world.clock.advance(timedelta(days=1))
    assert seen[0] == (True, True)
    assert seen[-1] == (False, False)
    assert backup.snapshots(world.session)[-1].fate is Fate.PRUNED


def test_a_damaged_one_stays_until_two_sound_ones_were_made_after_it(world: World) -> None:
    for _ in range(3):
        world.back_up()
    (world.snapshot(3) / "snapshot.json").write_bytes(b"{}")
    backup.drill(world.session, world.destination.id)
    backup.prune(world.session, world.destination.id)
    assert 3 in _numbers(world)
    for expected in (True, False):
        world.back_up()
        backup.prune(world.session, world.destination.id)
        assert (3 in _numbers(world)) is expected
