"""Old files that a disk does not let be overwritten or removed: what is said of them, and when."""

import errno
import json
from typing import Any

import pytest

from tests.disposal.conftest import TYPED, World
from tests.store.failing_disk import FailingDisk
from ui.disposal import home_words, presenter
from vault.disposal import service
from vault.disposal.model import Disposal, DisposalState
from vault.errors import DisposalUnfinished
from vault.ids import ClientId, DisposalId
from vault.keys import service as keys
from vault.store import bundle


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> FailingDisk:
    """A disk that works until it is told what fails."""
    return FailingDisk(monkeypatch)


def _document(world: World, client_id: ClientId) -> str:
    uid = world.session.rows.value("SELECT uid FROM document WHERE client_id = ?", (client_id,))
    return bundle.attachment_file(str(uid)).rsplit("/", 1)[-1]


def _told(world: World, disposal_id: DisposalId) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(service.issue(world.session, disposal_id)[-1].document)
    return told


def _checks(told: dict[str, Any]) -> dict[str, str]:
    return {one["kind"]: one["result"] for one in told["checks"]}


def _keys(told: dict[str, Any]) -> list[str]:
    return [one["place"] for one in told["keys_destroyed"]]


def _seen(world: World, disposal_id: DisposalId) -> Disposal:
    (found,) = [one for one in service.list_disposals(world.session) if one.id == disposal_id]
    return found


def test_a_document_that_was_not_overwritten_is_gone_and_said_to_be_so(
    world: World, disk: FailingDisk
) -> None:
    name = _document(world, world.old)
    disk.refuses_writing(name, errno.EIO)
    disposal_id = world.dispose(world.old)
    assert not list(world.folder.rglob(name))
    assert _seen(world, disposal_id).state is DisposalState.ERASED
    told = _told(world, disposal_id)
    checks = _checks(told)
    assert (checks["documents_gone"], checks["old_records_gone"]) == ("not_done", "passed")
    assert "key_bag" in _keys(told)
    assert "not_verified" in told["not_purge_because"]
    said, _ = presenter.erased_words(_seen(world, disposal_id))
    assert "Not all of them could be overwritten" in said
    other = world.dispose(world.other_old)  # another switch has nothing to do with it
    assert _checks(_told(world, other))["documents_gone"] == "passed"


def test_a_key_that_was_not_overwritten_is_not_called_destroyed(
    world: World, disk: FailingDisk
) -> None:
    disk.refuses_writing(bundle.keys_file(world.session.opened.header.keys), errno.EIO)
    told = _told(world, world.dispose(world.old))
    checks = _checks(told)
    assert (checks["documents_gone"], checks["old_records_gone"]) == ("passed", "not_done")
    assert "key_bag" not in _keys(told)


def test_old_files_that_could_not_be_removed_are_told_until_they_are_gone(
    world: World, disk: FailingDisk
) -> None:
    name = bundle.records_file(world.session.opened.header.records)
    disk.holds_fast(name, errno.EIO)
    disposal_id = world.dispose(world.old)
    for _ in range(2):
        found = _seen(world, disposal_id)
        assert (found.state, (world.folder / name).exists()) == (DisposalState.OLD_FILES_LEFT, True)
        assert service.pending(world.session) == [found]
        assert "could not be removed yet" in home_words.unfinished_words(found).about
        said, kind = presenter.erased_words(found)
        assert (kind, "hold the records still" in said) == ("attention", True)
        assert presenter.state_words(found)[0] == "Erased; old files are left"
        with pytest.raises(DisposalUnfinished):
            service.issue(world.session, disposal_id)
        world.unlock_again()
    disk.works()
    service.erase(world.session, disposal_id, TYPED, world.drawer)
    found = _seen(world, disposal_id)
    assert (found.state, (world.folder / name).exists()) == (DisposalState.ERASED, False)
    assert "overwritten and removed" in presenter.erased_words(found)[0]
    assert _checks(_told(world, disposal_id))["old_records_gone"] == "passed"


def test_old_files_that_stay_stop_neither_new_ways_nor_another_disposal(
    world: World, disk: FailingDisk
) -> None:
    disk.holds_fast(_document(world, world.old), errno.EIO)
    first = world.dispose(world.old)
    plan = keys.plan_sheet(world.session)
    keys.renew(
        world.session, TYPED, plan, "marble otter canyon velvet forty lanterns", world.drawer
    )
    other = world.dispose(world.other_old)
    gone = "SELECT count(*) FROM client WHERE id = ?"
    assert world.session.rows.value(gone, (world.other_old,)) == 0
    states = [_seen(world, one).state for one in (first, other)]
    assert states == [DisposalState.OLD_FILES_LEFT, DisposalState.ERASED], "it is the first one's"


def test_what_a_later_change_leaves_is_not_this_disposal_s(world: World, disk: FailingDisk) -> None:
    disposal_id = world.dispose(world.old)
    disk.holds_fast(bundle.keys_file(world.session.opened.header.keys), errno.EIO)
    keys.rotate_keys(world.session, TYPED, world.drawer)
    assert _seen(world, disposal_id).state is DisposalState.ERASED
    assert _checks(_told(world, disposal_id))["old_records_gone"] == "passed"
