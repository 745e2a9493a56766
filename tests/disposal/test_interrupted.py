"""A disposal that is stopped: before its beginning nothing happened; after it, it is ended."""

import shutil
from typing import NamedTuple

import pytest

from tests.backup.papers import file_of
from tests.disposal.conftest import OLD, TYPED, WORDS, World
from tests.vault_fixtures import STRONG, ungated
from vault.audit import service as audit
from vault.backup import service as backup
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.disposal import service
from vault.disposal.model import DisposalState
from vault.errors import Cancelled, DisposalUnfinished, NotFound, RuleBroken
from vault.keys import service as keys
from vault.keys.model import SlotKind, SwitchProgress, VaultWarning
from vault.notes import service as notes
from vault.search import service as search
from vault.search.model import Query
from vault.store import bundle, erasures, intents


class _Usage(NamedTuple):
    total: int
    used: int
    free: int


def _is_whole(world: World) -> None:
    session = world.session
    session.rows.check()
    assert audit.verify(session).is_sound
    assert notes.check_all(session).broken == ()
    assert clients.get(session, world.present).record_number == "0003"
    assert len(search.find(session, Query(text="heron")).notes) == 1


def _is_hidden(world: World) -> bool:
    with pytest.raises(NotFound):
        clients.get(world.session, world.old)
    found = search.find(world.session, Query(text="cassowary"))
    return not found.notes and not found.documents and not found.clients


def test_what_was_begun_the_next_unlock_ends(world: World) -> None:
    (paper,) = (
        file_of(world.session, row["uid"])
        for row in world.session.rows.all(
            "SELECT uid FROM document WHERE client_id = ?", (world.old,)
        )
    )
    world.begin(world.old)
    assert _is_hidden(world) and paper.exists()
    assert service.pending(world.session)[0].state is DisposalState.PENDING
    records = world.session.opened.header.records
    session = world.unlock_again()
    assert VaultWarning.DISPOSAL_PENDING not in session.warnings
    assert _is_hidden(world) and not paper.exists()
    (one,) = service.pending(session)
    assert one.state is DisposalState.ERASED
    assert one.erased is not None and one.erased.old_records == records
    assert not (world.folder / bundle.records_file(records)).exists()
    assert session.rows.value("SELECT count(*) FROM client WHERE id = ?", (world.old,)) == 0
    _is_whole(world)
    assert len(service.issue(session, one.id)) == 1


def test_a_full_disk_at_the_unlock_keeps_nobody_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    disposal_id = world.begin(world.old)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda path: _Usage(1, 1, 0))
        session = world.unlock_again()
    assert VaultWarning.DISPOSAL_PENDING in session.warnings
    assert _is_hidden(world)
    assert service.pending(session)[0].state is DisposalState.PENDING
    with pytest.raises(DisposalUnfinished):
        service.issue(session, disposal_id)
    _is_whole(world)
    clients.add(session, ClientDetails(legal_name="Newly Come"))  # work goes on
    service.erase(session, disposal_id, TYPED, world.drawer)
    assert service.pending(session)[0].state is DisposalState.ERASED
    _is_whole(world)


def test_nothing_happened_before_the_beginning_is_committed(world: World) -> None:
    with ungated(world.session) as raw:
        raw.run(
            "CREATE TRIGGER stop BEFORE INSERT ON erasure"
            " BEGIN SELECT RAISE (ABORT, 'as a disk fails, at the last moment'); END"
        )
    with pytest.raises(RuleBroken):
        world.begin(world.old, world.other_old)
    for is_crashed in (False, True):
        session = world.unlock_again() if is_crashed else world.session
        assert clients.get(session, world.old).record_number == "0001"
        assert service.list_disposals(session) == []
        assert session.rows.value("SELECT count(*) FROM tombstone") == 0
        assert erasures.pending(session.rows).is_nothing


def test_cancelled_on_the_way_it_waits_and_can_be_taken_up_again(world: World) -> None:
    disposal_id = world.begin(world.old)

    def cancel(told: SwitchProgress) -> None:
        raise Cancelled()

    with pytest.raises(Cancelled):
        service.erase(world.session, disposal_id, TYPED, world.drawer, cancel)
    assert _is_hidden(world)
    service.erase(world.session, disposal_id, TYPED, world.drawer)
    records = world.session.opened.header.records
    service.erase(world.session, disposal_id, TYPED, world.drawer)  # over: nothing is made again
    assert world.session.opened.header.records == records
    _is_whole(world)


def test_several_clients_cost_one_switch(world: World) -> None:
    before = world.session.opened.header.keys
    disposal_id = world.dispose(world.old, world.other_old)
    assert world.session.opened.header.keys == before + 1
    (one,) = service.list_disposals(world.session)
    assert [stone.record_number for stone in one.records] == ["0001", "0002"]
    assert one.erased is not None and one.erased.attachments == 2
    assert clients.list_ids(world.session) == [world.present]
    assert len(service.issue(world.session, disposal_id)) == 2
    _is_whole(world)


def test_two_disposals_that_wait_end_together(world: World) -> None:
    world.begin(world.old)
    second = world.begin(world.other_old)
    service.erase(world.session, second, TYPED, world.drawer)
    assert [one.state for one in service.list_disposals(world.session)] == [
        DisposalState.ERASED,
        DisposalState.ERASED,
    ]
    assert erasures.pending(world.session.rows).is_nothing
    _is_whole(world)


def test_every_switch_with_new_records_ends_it(world: World) -> None:
    session, drawer = world.session, world.drawer
    world.begin(world.old)
    keys.rotate_keys(session, TYPED, drawer)
    (one,) = service.list_disposals(session)
    assert one.erased is not None and one.erased.change == "keys.rotate"
    world.begin(world.other_old)
    keys.add_passphrase(session, TYPED, f"{STRONG} again", drawer)  # in place of another
    (two, _) = service.list_disposals(session)
    assert two.erased is not None and two.erased.change == "slot.add"
    _is_whole(world)


def test_old_files_that_stay_keep_the_certificate_back(world: World) -> None:
    disposal_id = world.dispose(world.old)
    header = world.session.opened.header
    (world.folder / "records-1.db").write_bytes(b"what could not be destroyed")
    with world.session.begin("test.intent") as tx:
        plan = '{"new_files": [], "old_files": ["records-1.db"], "new_items": [], "old_items": [],'
        tx.rows.run(
            "INSERT INTO intent (kind, records, keys, plan, started_at) VALUES (?, ?, ?, ?, '')",
            ("records.erase", header.records, header.keys, plan + ' "is_done": true}'),
        )
        tx.audit()
    with pytest.raises(DisposalUnfinished):
        service.issue(world.session, disposal_id)
    session = world.unlock_again()
    assert intents.pending(session.rows) == []
    assert not (world.folder / "records-1.db").exists()
    assert len(service.issue(session, disposal_id)) == 1


def test_an_older_backup_does_not_bring_the_client_back(world: World) -> None:
    place = world.place("blue")
    backup.make_backup(world.session, place)
    world.begin(world.old)
    between = backup.make_backup(world.session, place).number
    folder = next((world.folder.parent / "blue").glob("casekeep-*.backup")) / "snapshots"
    for number in (1, between):
        into = world.folder.parent / f"again-{number}.casekeep"
        report = backup.restore_vault(
            folder / str(number),
            SlotKind.SHEET,
            "\n".join(world.sheet),
            into,
            None,
            world.drawer,
            now=world.clock,
        )
        assert report.left_out == 1
        again = keys.unlock_with_sheet(into, world.sheet, world.drawer, now=world.clock)
        assert again.rows.value("SELECT count(*) FROM client WHERE id = ?", (world.old,)) == 0
        assert erasures.pending(again.rows).is_nothing
        assert not [
            one for one in service.list_disposals(again) if one.state is DisposalState.PENDING
        ]
        assert audit.verify(again).is_sound
        assert not search.find(again, Query(text=WORDS[OLD])).notes
        again.close()
