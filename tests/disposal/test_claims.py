"""A certificate states of copies, keys and files what is true of them, and no more."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.disposal.conftest import TYPED, World, enter_old
from tests.store.drawer import DrawerKeyring
from vault.backup import service as backup
from vault.disposal import service
from vault.disposal.model import CopyState
from vault.errors import KeyringLocked, WaysInNotRenewed
from vault.ids import DisposalId
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.retention import service as retention
from vault.store import bundle

HOUR = timedelta(hours=1)
STRONGER = "marble otter canyon velvet forty lanterns"


def _told(world: World, disposal_id: DisposalId) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(service.issue(world.session, disposal_id)[-1].document)
    return told


def _renew(world: World) -> None:
    plan = keys.plan_sheet(world.session)
    keys.renew(world.session, TYPED, plan, STRONGER, world.drawer)


def test_a_copy_that_was_only_looked_at_is_not_called_rewritten(world: World) -> None:
    place = world.place("blue")
    backup.make_backup(world.session, place)
    world.clock.advance(HOUR)
    later = enter_old(world.session, "Wilhelmina Oakes")
    disposal_id = world.dispose(later)
    assert backup.rewrite(world.session, place).clean == (1,)
    assert {one.state for one in service.copies(world.session, disposal_id)} == {CopyState.CLEAN}
    told = _told(world, disposal_id)
    assert told["copies"] == []
    assert "copies_register" not in [one["place"] for one in told["keys_destroyed"]]


def test_a_copy_that_a_stopped_rewriting_replaced_is_called_rewritten(world: World) -> None:
    place = world.place("blue")
    backup.make_backup(world.session, place)
    disposal_id = world.dispose(world.old)
    for step in backup.begin_rewrite(world.session, place).steps[:3]:
        step.work()
    assert backup.rewrite(world.session, place).clean == (1,)
    assert [one["fate"] for one in _told(world, disposal_id)["copies"]] == ["rewritten"]


def test_a_copy_made_later_is_no_copy_of_it_whatever_is_left_out_of_it_next(world: World) -> None:
    place = world.place("blue")
    backup.make_backup(world.session, place)
    world.clock.advance(HOUR)
    first = world.dispose(world.old)
    backup.rewrite(world.session, place)
    world.clock.advance(HOUR)
    backup.make_backup(world.session, place)
    world.clock.advance(HOUR)
    second = world.dispose(world.other_old)
    assert backup.rewrite(world.session, place).rewritten == (1, 2)
    assert [one["number"] for one in _told(world, second)["copies"]] == [1, 2]
    assert [one["number"] for one in _told(world, first)["copies"]] == [1]


def test_records_of_another_time_under_the_same_name_are_not_the_old_ones(world: World) -> None:
    disposal_id = world.dispose(world.old)
    (one,) = service.list_disposals(world.session)
    assert one.erased is not None
    opened = world.session.opened
    # a restored vault counts its files from one again
    stranger = opened.folder / bundle.records_file(one.erased.old_records)
    stranger.write_bytes((opened.folder / bundle.records_file(opened.header.records)).read_bytes())
    checks = {one["kind"]: one["result"] for one in _told(world, disposal_id)["checks"]}
    assert checks["old_records_gone"] == "passed"
    stranger.write_bytes(bytes.fromhex(one.erased.old_key) + bytes(4096))
    world.clock.advance(HOUR)
    checks = {one["kind"]: one["result"] for one in _told(world, disposal_id)["checks"]}
    assert checks["old_records_gone"] == "failed"


def test_ways_in_dated_ahead_by_a_wrong_clock_are_not_new(world: World) -> None:
    world.clock.advance(timedelta(days=400))
    _renew(world)
    world.clock.advance(timedelta(days=-400))
    retention.type_today(world.session, world.clock().date())
    disposal_id = world.dispose(world.old)
    with pytest.raises(WaysInNotRenewed):
        service.record_renewal(world.session, disposal_id, is_sheet_destroyed=True)


def test_a_vault_in_a_synced_folder_has_a_history_there(world: World) -> None:
    world.session.close()
    synced = world.folder.parent / "Dropbox" / world.folder.name
    synced.parent.mkdir()
    world.folder.rename(synced)
    world.folder = synced
    world.unlock_again()
    told = _told(world, world.dispose(world.old))
    assert [(one["kind"], one["place"]) for one in told["residual"]] == [("other", synced.name)]


def test_a_synced_place_keeps_its_history_though_its_copies_are_pruned(world: World) -> None:
    place = world.place("Dropbox")
    world.session.rows.run("UPDATE backup_destination SET is_synced = 1")
    backup.make_backup(world.session, place)
    world.session.rows.run(
        "UPDATE vault_copy SET fate = 'pruned', fate_at = made_at, database_key = NULL,"
        " database_salt = NULL"
    )
    world.clock.advance(HOUR)
    disposal_id = world.dispose(world.old)
    residual = _told(world, disposal_id)["residual"]
    assert [(one["kind"], one["place"]) for one in residual] == [("other", "Dropbox")]


def test_a_synced_place_got_the_record_under_the_new_ways_too(world: World) -> None:
    """The copies were sealed anew before they were rewritten: a history has that state."""
    place = world.place("Dropbox")
    world.session.rows.run("UPDATE backup_destination SET is_synced = 1")
    backup.make_backup(world.session, place)
    disposal_id = world.dispose(world.old)
    world.clock.advance(HOUR)
    _renew(world)
    service.record_renewal(world.session, disposal_id, is_sheet_destroyed=True)
    backup.reseal(world.session, place)
    world.clock.advance(HOUR)
    assert backup.rewrite(world.session, place).rewritten == (1,)
    told = _told(world, disposal_id)
    assert [(one["kind"], one["place"]) for one in told["residual"]] == [("other", "Dropbox")]
    assert told["method"] == "clear"
    world.clock.advance(HOUR)
    _renew(world)
    service.record_renewal(world.session, disposal_id, is_sheet_destroyed=True)
    told = _told(world, disposal_id)
    assert (told["residual"], told["method"]) == ([], "purge")


def test_a_restored_vault_says_that_the_first_one_may_have_it(world: World) -> None:
    backup.make_backup(world.session, world.place("blue"))
    (snapshot,) = backup.find_snapshots(world.folder.parent / "blue")
    world.session.close()
    again = world.folder.parent / "again.casekeep"
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONGER)
    lines = "\n".join(world.sheet)
    backup.restore_vault(
        snapshot.folder, SlotKind.SHEET, lines, again, way, world.drawer, now=world.clock
    )
    world.session = keys.unlock_with_sheet(again, world.sheet, world.drawer, now=world.clock)
    world.session.step_up(lines.encode())
    disposal_id = service.begin(world.session, [world.old], world.approval(world.old))
    service.erase(world.session, disposal_id, lines, world.drawer)
    left = [one["place"] for one in _told(world, disposal_id)["residual"]]
    assert "the vault that this one was restored from" in left


def test_an_old_key_that_no_keyring_lets_go_keeps_no_certificate_back(world: World) -> None:
    disposal_id = world.dispose(world.old)
    world.clock.advance(HOUR)
    plan = keys.plan_sheet(world.session)
    locked = HoldingFast(world.drawer)
    keys.renew(world.session, TYPED, plan, STRONGER, locked)
    service.record_renewal(world.session, disposal_id, is_sheet_destroyed=True)
    told = _told(world, disposal_id)
    assert "an old key in a computer's keyring" in [one["place"] for one in told["residual"]]
    assert told["method"] == "clear"


class HoldingFast(DrawerKeyring):
    """A keyring that takes everything and removes nothing."""

    def __init__(self, before: DrawerKeyring) -> None:
        super().__init__()
        self.items = before.items

    def remove(self, item: str) -> None:
        raise KeyringLocked()


def _restored(world: World, root: Path) -> None:
    """Go on in a vault made of the newest backup under ``root``, with the sheet of then."""
    snapshot = backup.find_snapshots(root)[-1]
    world.session.close()
    again = world.folder.parent / "again.casekeep"
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONGER)
    lines = "\n".join(world.sheet)
    world.clock.advance(HOUR)
    backup.restore_vault(
        snapshot.folder, SlotKind.SHEET, lines, again, way, world.drawer, now=world.clock
    )
    world.session = keys.unlock_with_sheet(again, world.sheet, world.drawer, now=world.clock)


def _places(told: dict[str, Any]) -> list[str]:
    return [one["place"] for one in told["keys_destroyed"]]


def test_a_restored_vault_calls_no_key_destroyed_that_opens_the_backup_still(world: World) -> None:
    disposal_id = world.begin(world.old)
    backup.make_backup(world.session, world.place("blue"))
    (records,) = (world.folder.parent / "blue").rglob("records-*.db")
    _restored(world, world.folder.parent / "blue")
    told = _told(world, disposal_id)
    assert _places(told) == []
    assert records.exists()
    assert "no_key_destroyed" in told["not_purge_because"]


def test_documents_keys_are_destroyed_once_no_copy_holds_them(world: World) -> None:
    place = world.place("blue")
    backup.make_backup(world.session, place)
    disposal_id = world.dispose(world.old)
    assert _places(_told(world, disposal_id)) == ["key_bag"]
    world.clock.advance(HOUR)
    backup.rewrite(world.session, place)
    told = _told(world, disposal_id)
    assert _places(told) == ["key_bag", "document_row", "copies_register"]
    rewritten_at = told["copies"][0]["at"]
    assert [one["destroyed_at"] for one in told["keys_destroyed"][1:]] == [rewritten_at] * 2
