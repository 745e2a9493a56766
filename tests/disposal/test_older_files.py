"""Files that other changes left, older than a disposal or newer, and what its certificate says."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.disposal.conftest import TYPED, World
from tests.disposal.test_claims import STRONGER, HoldingFast, _restored
from tests.disposal.test_old_files import _checks, _document, _keys, _seen, _told
from tests.store.failing_disk import FailingDisk
from ui.disposal import presenter
from vault.backup import service as backup
from vault.disposal import service
from vault.disposal.model import DisposalState
from vault.errors import DisposalUnfinished, KeyringNotKept, OldFilesHeld
from vault.keys import service as keys
from vault.store import bundle

HOUR = timedelta(hours=1)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> FailingDisk:
    """A disk that works until it is told what fails."""
    return FailingDisk(monkeypatch)


def _hold(disk: FailingDisk, *names: str) -> None:
    """As a program does that has them open where that keeps all others out."""
    for name in names:
        disk.holds_fast(name, errno.EACCES)
        disk.refuses_writing(name, errno.EACCES)


def _records(world: World) -> str:
    return bundle.records_file(world.session.opened.header.records)


def test_the_file_of_an_earlier_change_has_the_record_still(
    world: World, disk: FailingDisk
) -> None:
    name = _records(world)
    _hold(disk, name)
    keys.rotate_keys(world.session, TYPED, world.drawer)
    disposal_id = world.dispose(world.old)
    found = _seen(world, disposal_id)
    assert (found.state, (world.folder / name).exists()) == (DisposalState.OLD_FILES_LEFT, True)
    assert "hold the records still" in presenter.erased_words(found)[0]
    with pytest.raises(DisposalUnfinished):
        service.issue(world.session, disposal_id)
    with pytest.raises(OldFilesHeld):
        service.erase(world.session, disposal_id, "", world.drawer)
    disk.works()
    disk.refuses_writing(name, errno.EIO)
    service.erase(world.session, disposal_id, "", world.drawer)
    found = _seen(world, disposal_id)
    assert (found.state, (world.folder / name).exists()) == (DisposalState.ERASED, False)
    assert "Not all of them could be overwritten" in presenter.erased_words(found)[0]
    told = _told(world, disposal_id)
    assert _checks(told)["old_records_gone"] == "not_done"
    assert _keys(told) == []


def test_the_file_of_a_change_that_was_undone_has_it_too(world: World, disk: FailingDisk) -> None:
    undone = bundle.records_file(world.session.opened.header.keys + 1)
    disk.holds_fast(undone, errno.EIO)
    world.drawer.fails_on = "put"
    with pytest.raises(KeyringNotKept):
        keys.renew(world.session, TYPED, keys.plan_sheet(world.session), STRONGER, world.drawer)
    world.drawer.fails_on = ""
    assert (world.folder / undone).exists()
    disposal_id = world.dispose(world.old)
    assert _seen(world, disposal_id).state is DisposalState.OLD_FILES_LEFT
    disk.works()
    disk.refuses_writing(undone, errno.EIO)
    world.unlock_again()
    assert not (world.folder / undone).exists()
    assert _checks(_told(world, disposal_id))["old_records_gone"] == "not_done"


def test_what_goes_while_the_record_is_on_its_way_out_is_told_too(
    world: World, disk: FailingDisk
) -> None:
    name = _records(world)
    disk.holds_fast(name, errno.EIO)
    keys.rotate_keys(world.session, TYPED, world.drawer)
    disposal_id = world.begin(world.old)
    disk.works()
    disk.refuses_writing(name, errno.EIO)
    world.unlock_again()
    assert not (world.folder / name).exists()
    if _seen(world, disposal_id).state is DisposalState.PENDING:
        service.erase(world.session, disposal_id, TYPED, world.drawer)
    assert _checks(_told(world, disposal_id))["old_records_gone"] == "not_done"


def test_what_was_held_and_let_go_was_overwritten(world: World, disk: FailingDisk) -> None:
    _hold(disk, _records(world))
    disposal_id = world.dispose(world.old)
    world.unlock_again()  # tried for the second time: nothing is said of it before it is gone
    assert _seen(world, disposal_id).state is DisposalState.OLD_FILES_LEFT
    disk.works()
    world.unlock_again()
    told = _told(world, disposal_id)
    assert _checks(told)["old_records_gone"] == "passed"
    assert "key_bag" in _keys(told)


def test_what_a_crash_kept_from_being_told_is_told_at_the_next_unlock(
    world: World, disk: FailingDisk
) -> None:
    name = _records(world)
    disk.holds_fast(name, errno.EIO)
    disposal_id = world.dispose(world.old)
    disk.works()
    noted = "UPDATE intent SET plan = json_set(plan, '$.unwritten', json_array(?))"
    world.session.rows.run(noted, (name,))  # as before it is unlinked
    (world.folder / name).unlink()
    world.unlock_again()
    assert _checks(_told(world, disposal_id))["old_records_gone"] == "not_done"


def test_what_one_disposal_left_is_not_another_s(world: World, disk: FailingDisk) -> None:
    disk.holds_fast(_document(world, world.old), errno.EIO)
    first = world.dispose(world.old)
    second = world.dispose(world.other_old)
    assert _seen(world, first).state is DisposalState.OLD_FILES_LEFT
    assert _seen(world, second).state is DisposalState.ERASED
    assert _checks(_told(world, second))["documents_gone"] == "passed"


def test_a_document_that_nobody_may_write_to_goes_all_the_same(
    world: World, disk: FailingDisk
) -> None:
    name = _document(world, world.old)
    disk.refuses_writing(name, errno.EACCES)
    disposal_id = world.dispose(world.old)
    assert _seen(world, disposal_id).state is DisposalState.OLD_FILES_LEFT
    service.erase(world.session, disposal_id, "", world.drawer)
    assert not list(world.folder.rglob(name))
    assert _checks(_told(world, disposal_id))["documents_gone"] == "not_done"


def test_a_file_with_another_name_is_not_called_overwritten(world: World, tmp_path: Path) -> None:
    header = world.session.opened.header
    os.link(world.folder / bundle.records_file(header.records), tmp_path / "elsewhere")
    disposal_id = world.dispose(world.old)
    told = _told(world, disposal_id)
    assert _checks(told)["old_records_gone"] == "not_done"
    assert _keys(told) == []
    assert any((tmp_path / "elsewhere").read_bytes()), "who made the other name keeps its content"


def test_a_restored_vault_tells_of_old_files_that_the_first_one_had(
    world: World, disk: FailingDisk
) -> None:
    header = world.session.opened.header
    _hold(disk, bundle.records_file(header.records), bundle.keys_file(header.keys))
    disposal_id = world.dispose(world.old)
    backup.make_backup(world.session, world.place("blue"))
    disk.works()
    _restored(world, world.folder.parent / "blue")
    told = _told(world, disposal_id)
    checks = _checks(told)
    assert (checks["old_records_gone"], checks["documents_gone"]) == ("not_done", "not_done")
    assert _keys(told) == []
    said, kind = presenter.erased_words(_seen(world, disposal_id))
    assert ("overwritten and removed" in said, kind) == (False, "attention")


def test_so_does_one_whose_backup_was_rewritten_since(world: World, disk: FailingDisk) -> None:
    name = _records(world)
    _hold(disk, name)
    first = world.dispose(world.old)
    place = world.place("blue")
    backup.make_backup(world.session, place)
    world.clock.advance(HOUR)
    world.dispose(world.other_old)
    assert backup.rewrite(world.session, place).rewritten == (1,)
    disk.works()
    _restored(world, world.folder.parent / "blue")
    assert _checks(_told(world, first))["old_records_gone"] == "not_done"


def test_a_restored_vault_knows_of_files_that_were_gone_though_a_keyring_kept_its_item(
    world: World,
) -> None:
    plan = keys.plan_sheet(world.session)
    world.drawer = HoldingFast(world.drawer)
    keys.renew(world.session, TYPED, plan, STRONGER, world.drawer)
    world.sheet = [line.text for line in plan.sheet.lines]
    disposal_id = world.dispose(world.old)
    backup.make_backup(world.session, world.place("blue"))
    _restored(world, world.folder.parent / "blue")
    assert _checks(_told(world, disposal_id))["old_records_gone"] == "passed"


def test_a_restored_vault_s_files_are_none_of_an_earlier_disposal(
    world: World, disk: FailingDisk
) -> None:
    """It counts its files from one again."""
    first = world.dispose(world.old)
    assert _checks(_told(world, first))["old_records_gone"] == "passed"
    backup.make_backup(world.session, world.place("blue"))
    _restored(world, world.folder.parent / "blue")
    assert _checks(_told(world, first))["old_records_gone"] == "passed"
    disk.refuses_writing(_records(world), errno.EIO)
    keys.rotate_keys(world.session, "\n".join(world.sheet), world.drawer)
    world.clock.advance(HOUR)
    assert service.issue(world.session, first) == (), "nothing changed"
    disk.works()
    disk.holds_fast(_records(world), errno.EIO)
    keys.rotate_keys(world.session, "\n".join(world.sheet), world.drawer)
    assert service.issue(world.session, first) == ()


def test_a_file_of_a_later_change_keeps_no_supplement_back(world: World, disk: FailingDisk) -> None:
    place = world.place("blue")
    backup.make_backup(world.session, place)
    disposal_id = world.dispose(world.old)
    assert [one["kind"] for one in _told(world, disposal_id)["residual"]] == ["snapshot"]
    _hold(disk, _records(world))
    keys.rotate_keys(world.session, TYPED, world.drawer)
    world.clock.advance(HOUR)
    backup.attest_place_destroyed(world.session, place, "cut in two")
    assert _told(world, disposal_id)["residual"] == []
