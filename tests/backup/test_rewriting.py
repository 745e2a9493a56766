"""After a disposal the snapshots hold nothing of that client, and all of everybody else."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.backup import erasing
from tests.backup.conftest import NEW_WAY, TEXT, TYPED, World
from tests.backup.papers import add_client, add_document
from tests.store.drawer import DrawerKeyring
from vault.backup import finding, rewrite_rows, rows
from vault.backup import service as backup
from vault.backup.model import Fate, RewriteReport, Snapshot
from vault.clients import service as clients
from vault.documents import service as documents
from vault.errors import Cancelled, DestinationGone
from vault.ids import ClientId
from vault.keys import service as keys
from vault.store import bundle, opening
from vault.store.bundle import SNAPSHOT_FORMAT
from vault.store.connection import Connection

CANARY = "quinquereme"


@pytest.fixture
def gone(world: World) -> tuple[World, ClientId]:
    """A vault with two snapshots; a second client is in the later one."""
    world.back_up()
    client = add_client(world.session, f"{CANARY} Vale")
    add_document(world.session, client, b"hers " * 5000, title=CANARY)
    world.back_up()
    return world, client


def _known(world: World) -> dict[int, Snapshot]:
    return {one.number: one for one in backup.snapshots(world.session, world.destination.id)}


def _opened(world: World, number: int) -> Connection:
    folder = world.snapshot(number)
    header = bundle.read_header(folder, SNAPSHOT_FORMAT)
    [known] = [s for s in backup.snapshots(world.session) if s.number == number]
    key = rows.database_key(world.session.rows, known.id)
    assert key is not None
    return opening.open_records(folder, header, replace(world.session.opened.bag, database_key=key))


def _names(world: World, number: int) -> list[str]:
    records = _opened(world, number)
    try:
        records.check()
        return [row[0] for row in records.all("SELECT legal_name FROM client ORDER BY id")]
    finally:
        records.close()


def _rewritten(world: World) -> RewriteReport:
    return backup.rewrite(world.session, world.destination.id)


def _all_clean(world: World, tombstone: int) -> bool:
    return not backup.unclean(world.session, tombstone)


def test_a_new_snapshot_says_what_it_is_clean_to(world: World) -> None:
    world.back_up()
    assert _known(world)[1].clean_to == 0
    stone = erasing.begin(world.session, add_client(world.session))
    world.back_up()
    assert _known(world)[2].clean_to == stone - 1, "the rows are still in it"
    keys.erase(world.session, TYPED, world.drawer)
    world.back_up()
    assert _known(world)[3].clean_to == stone
    assert [one.number for one in backup.unclean(world.session, stone)] == [2, 1]


def test_one_that_was_copied_before_the_erasure_began_does_not_claim_it(world: World) -> None:
    client = add_client(world.session)
    add_document(world.session, client, b"hers")
    run = backup.begin_backup(world.session, world.destination.id)
    for step in run.steps[:2]:
        step.work()
    stone = erasing.dispose(world, client)  # all of it, before the register hears of the copy
    for step in run.steps[2:]:
        step.work()
    assert _known(world)[1].clean_to == stone - 1
    assert len(_names(world, 1)) == 2
    assert run.report is not None and run.report.lost == (), "nobody misses what was disposed of"


def test_one_that_an_erasure_began_under_does_not_claim_it(world: World) -> None:
    client, stones = add_client(world.session), list[int]()

    def between() -> None:
        if not stones:
            stones.append(erasing.begin(world.session, client))

    run = backup.begin_backup(world.session, world.destination.id, between)
    backup.perform(run.steps, run.abandon)
    assert _known(world)[1].clean_to == stones[0] - 1


def test_rewritten_they_hold_nothing_of_the_client(
    gone: tuple[World, ClientId], tmp_path: Path
) -> None:
    world, client = gone
    keys_before = {n: rows.database_key(world.session.rows, s.id) for n, s in _known(world).items()}
    stone = erasing.dispose(world, client)
    report = _rewritten(world)
    assert report == RewriteReport(rewritten=(2,), clean=(1,))
    assert report.is_complete and _all_clean(world, stone)
    known = _known(world)
    assert known[2].cleaned_at(stone) is not None
    assert known[1].cleanings == ((stone, None),), "it never held her: nothing was done with it"
    assert rows.database_key(world.session.rows, known[2].id) != keys_before[2]
    assert rows.database_key(world.session.rows, known[1].id) == keys_before[1]
    assert known[2].documents == 2
    assert _names(world, 2) == ["Ana Ruiz"]
    names = {entry.name for entry in world.snapshot(2).iterdir()}
    assert len(names) == 5 and "snapshot.json" not in names and "records-1.db" not in names
    left = {path.stem for path in world.set_folder.glob("attachments/*/*.age")}
    assert left == set(world.documents)
    for number in (1, 2):
        restored = world.restore(number, tmp_path / f"{number}.casekeep", DrawerKeyring())
        told = (restored.number, restored.clients, restored.documents, restored.lost)
        assert told == (number, 1, 2, ())
    assert backup.drill(world.session, world.destination.id).is_sound


def test_everybody_else_is_whole(gone: tuple[World, ClientId], tmp_path: Path) -> None:
    world, client = gone
    erasing.dispose(world, client)
    _rewritten(world)
    drawer = DrawerKeyring()
    world.restore(2, tmp_path / "r.casekeep", drawer)
    session = keys.unlock_with_keyring(tmp_path / "r.casekeep", NEW_WAY.typed, drawer)
    try:
        [other] = clients.list_ids(session)
        readings = documents.readings(session)
        contents = sorted(len(documents.read_bytes(one, one.size)) for one in readings)
        found = session.rows.value("SELECT count(*) FROM note WHERE client_id = ?", (other,))
    finally:
        session.close()
    assert (contents, found) == ([0, 72000], 1)


def test_the_tombstone_travels_in_what_was_rewritten(gone: tuple[World, ClientId]) -> None:
    world, client = gone
    erasing.dispose(world, client)
    _rewritten(world)
    records = _opened(world, 2)
    try:
        assert len(rows.tombstones(records)) == 1
        assert records.value("SELECT count(*) FROM erasure") == 0
    finally:
        records.close()


def test_a_snapshot_between_the_beginning_and_the_end_is_rewritten(
    gone: tuple[World, ClientId],
) -> None:
    world, client = gone
    erasing.begin(world.session, client)
    world.back_up()
    keys.erase(world.session, TYPED, world.drawer)
    assert _rewritten(world).rewritten == (2, 3)
    assert _names(world, 3) == ["Ana Ruiz"]


def test_nothing_is_to_be_done_where_all_is_clean(gone: tuple[World, ClientId]) -> None:
    world, client = gone
    assert backup.begin_rewrite(world.session, world.destination.id).steps == ()
    erasing.dispose(world, client)
    _rewritten(world)
    assert backup.begin_rewrite(world.session, world.destination.id).steps == ()


def test_a_damaged_one_is_told_and_the_others_are_rewritten(gone: tuple[World, ClientId]) -> None:
    world, client = gone
    world.back_up()
    path = world.snapshot(2) / "records-1.db"
    content = bytearray(path.read_bytes())
    content[5000] ^= 1
    path.write_bytes(content)
    stone = erasing.dispose(world, client)
    report = _rewritten(world)
    assert (report.rewritten, report.failed) == ((3,), (2,))
    assert [one.number for one in backup.unclean(world.session, stone)] == [2]
    assert [path.name for path in world.snapshot(2).glob("records-*")] == ["records-1.db"]


def test_documents_go_although_a_snapshot_cannot_be_read(gone: tuple[World, ClientId]) -> None:
    world, client = gone
    (world.snapshot(1) / "snapshot.json").write_text("{}")
    erasing.dispose(world, client)
    assert _rewritten(world).failed == (1,)
    left = {path.stem for path in world.set_folder.glob("attachments/*/*.age")}
    assert left == set(world.documents)


def test_one_without_a_key_is_told(gone: tuple[World, ClientId]) -> None:
    world, client = gone
    world.session.rows.run("UPDATE vault_copy SET database_key = NULL WHERE number = 2")
    stone = erasing.dispose(world, client)
    assert _rewritten(world).failed == (2,)
    assert [one.number for one in backup.unclean(world.session, stone)] == [2]
    backup.adopt(world.session, world.destination.id, TYPED, world.drawer)
    assert _rewritten(world).rewritten == (2,)


def test_one_that_is_not_there_is_pending_until_it_comes_back(
    gone: tuple[World, ClientId],
) -> None:
    world, client = gone
    aside = world.stick.with_name("aside")
    world.snapshot(2).rename(aside)
    stone = erasing.dispose(world, client)
    assert _rewritten(world).absent == (2,)
    assert _known(world)[2].fate is Fate.MISSING
    assert not _all_clean(world, stone)
    aside.rename(world.snapshot(2))
    assert _rewritten(world).rewritten == (2,)
    assert _known(world)[2].fate is Fate.KEPT


def test_a_place_that_is_gone_is_said(gone: tuple[World, ClientId]) -> None:
    world, client = gone
    erasing.dispose(world, client)
    world.stick.rename(world.stick.with_name("pulled"))
    with pytest.raises(DestinationGone):
        _rewritten(world)


def test_a_stop_before_the_register_knows_is_made_good(gone: tuple[World, ClientId]) -> None:
    world, client = gone
    stone = erasing.dispose(world, client)
    run = backup.begin_rewrite(world.session, world.destination.id)
    for step in run.steps[:3]:
        step.work()
    assert not _all_clean(world, stone)
    report = _rewritten(world)
    assert (report.rewritten, report.clean) == ((), (1, 2))
    assert _names(world, 2) == ["Ana Ruiz"]


def test_a_second_disposal_after_a_stop_has_a_key_of_its_own(
    gone: tuple[World, ClientId],
) -> None:
    world, client = gone
    other = add_client(world.session, "Third")
    world.back_up()
    erasing.dispose(world, client)
    run = backup.begin_rewrite(world.session, world.destination.id)
    for step in run.steps[:3]:
        step.work()
    stone = erasing.dispose(world, other)
    assert _rewritten(world).rewritten == (3,)
    assert _all_clean(world, stone)
    assert _names(world, 3) == ["Ana Ruiz"]
    seen = world.session.rows.all("SELECT next_key FROM vault_copy")
    assert [row[0] for row in seen] == [None, None, None]


def test_a_stop_of_the_second_after_a_stop_of_the_first_takes_no_key(
    gone: tuple[World, ClientId],
) -> None:
    world, client = gone
    other = add_client(world.session, "Third")
    world.back_up()
    erasing.dispose(world, client)
    for step in backup.begin_rewrite(world.session, world.destination.id).steps[:3]:
        step.work()  # its header is new, and the register does not know which key is the one
    erasing.dispose(world, other)
    for step in backup.begin_rewrite(world.session, world.destination.id).steps[:2]:
        step.work()  # a third key is in the register, and nothing is under it
    assert _rewritten(world).rewritten == (3,)
    assert _names(world, 3) == ["Ana Ruiz"]


def test_what_a_stop_left_lying_is_destroyed(gone: tuple[World, ClientId]) -> None:
    world, client = gone
    old = {entry.name: entry.read_bytes() for entry in world.snapshot(2).iterdir()}
    erasing.dispose(world, client)
    run = backup.begin_rewrite(world.session, world.destination.id)
    for step in run.steps[:3]:
        step.work()
    for name, content in old.items():  # the old files were not removed yet
        if name != "vault.json":
            (world.snapshot(2) / name).write_bytes(content)
    _rewritten(world)
    assert not {entry.name for entry in world.snapshot(2).iterdir()} & (set(old) - {"vault.json"})
    [one] = [s for s in finding.find_snapshots(world.stick) if s.number == 2]
    assert one.is_sound


def test_cancelled_it_leaves_what_was(gone: tuple[World, ClientId]) -> None:
    world, client = gone
    erasing.dispose(world, client)
    before = {entry.name: entry.read_bytes() for entry in world.snapshot(2).iterdir()}

    def stop(name: str, done: int, total: int) -> None:
        if name == "rewrite" and done:
            raise Cancelled

    with pytest.raises(Cancelled):
        backup.rewrite(world.session, world.destination.id, stop)
    assert {entry.name: entry.read_bytes() for entry in world.snapshot(2).iterdir()} == before
    assert backup.drill(world.session, world.destination.id).is_sound
    assert _rewritten(world).rewritten == (2,)


def test_what_a_stopped_run_was_removing_is_gone_before_that_is_said(
    gone: tuple[World, ClientId],
) -> None:
    world, client = gone
    [first] = [one for one in _known(world).values() if one.number == 1]
    rows.mark_going(world.session.rows, first.id, is_going=True)
    going = world.snapshot(1).rename(world.snapshot(1).with_name(".1.part"))
    stone = erasing.dispose(world, client)
    report = _rewritten(world)
    assert _known(world)[1].fate is Fate.PRUNED
    assert list(going.iterdir()) == []
    assert report == RewriteReport(rewritten=(2,))
    assert _all_clean(world, stone)
    world.back_up()
    assert not going.exists()


def test_stopped_it_can_be_sealed_anew(gone: tuple[World, ClientId], tmp_path: Path) -> None:
    world, client = gone
    erasing.dispose(world, client)
    run = backup.begin_rewrite(world.session, world.destination.id)
    for step in run.steps[:3]:
        step.work()  # the register has two keys, and the second is the one
    plan = keys.plan_sheet(world.session)
    keys.replace_sheet(world.session, TYPED, plan, world.drawer)
    assert backup.reseal(world.session, world.destination.id).is_complete
    world.sheet = [line.text for line in plan.sheet.lines]
    assert world.restore(2, tmp_path / "r.casekeep", DrawerKeyring()).skipped == ()
    assert backup.drill(world.session, world.destination.id).is_sound
    assert _rewritten(world).clean == (1, 2)


def test_what_was_typed_elsewhere_is_in_the_text_that_stays(
    gone: tuple[World, ClientId], tmp_path: Path
) -> None:
    """The search for what must be gone finds what stays: else it would prove nothing."""
    world, client = gone
    erasing.dispose(world, client)
    _rewritten(world)
    records = _opened(world, 2)
    try:
        everything = json.dumps([[str(v) for v in row] for row in _every_row(records)])
    finally:
        records.close()
    assert CANARY not in everything
    assert TEXT[:12] in everything


def _every_row(records: Connection) -> Iterator[tuple[object, ...]]:
    tables = records.all("SELECT name FROM sqlite_schema WHERE type = 'table'")
    for table in tables:
        for row in records.all(f'SELECT * FROM "{table["name"]}"'):
            yield tuple(row)


def test_unclean_counts_what_may_exist(gone: tuple[World, ClientId]) -> None:
    world, client = gone
    stone = erasing.dispose(world, client)
    known = _known(world)
    backup.attest_destroyed(world.session, known[2].id, "Burnt in the stove on Friday")
    assert [one.number for one in backup.unclean(world.session, stone)] == [1]
    assert rewrite_rows.unclean(world.session.rows, stone - 1) == []
