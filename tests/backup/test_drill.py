"""The restore drill, and what Home is told of the backups."""

import shutil
from datetime import timedelta

import pytest

from tests.backup import erasing
from tests.backup.conftest import World
from tests.backup.forging import make_newer, sign_by_another_key
from tests.backup.papers import add_client, add_document, file_of
from tests.vault_fixtures import ungated
from vault.audit import service as audit
from vault.backup import service as backup
from vault.backup.model import DrillResult, Fate
from vault.errors import Cancelled, DestinationGone, NoSnapshot
from vault.store import bundle


def test_every_document_of_the_newest_comes_back(world: World) -> None:
    world.back_up()
    assert backup.drill(world.session, world.destination.id) == DrillResult(documents=2)
    known = backup.snapshots(world.session)[0]
    assert known.drill == DrillResult(documents=2)
    assert known.drilled_at == world.clock()
    event = audit.page(world.session)[0]
    assert (event.action, event.detail["documents"]) == ("backup.drill", 2)


def test_what_is_damaged_or_missing_is_named_and_copied_again(world: World) -> None:
    world.back_up()
    first, second = (world.set_folder / bundle.attachment_file(uid) for uid in world.documents)
    content = bytearray(first.read_bytes())
    content[-1] ^= 1
    first.write_bytes(content)
    second.unlink()
    result = backup.drill(world.session, world.destination.id)
    assert result == DrillResult(
        documents=2, damaged=(world.documents[0],), missing=(world.documents[1],)
    )
    assert not result.is_sound
    assert backup.make_backup(world.session, world.destination.id).copied == 2
    assert first.read_bytes() == file_of(world.session, world.documents[0]).read_bytes()
    assert backup.drill(world.session, world.destination.id).is_sound


def test_damaged_records_are_said_and_the_snapshot_counts_no_more(world: World) -> None:
    world.back_up()
    path = world.snapshot(1) / "records-1.db"
    content = bytearray(path.read_bytes())
    content[9000] ^= 1
    path.write_bytes(content)
    assert backup.drill(world.session, world.destination.id).damage == "records"
    assert backup.snapshots(world.session)[0].fate is Fate.DAMAGED
    assert backup.freshness(world.session)[0].newest is None


def test_a_snapshot_that_is_not_there_is_missing_and_the_one_before_it_is_next(
    world: World,
) -> None:
    world.back_up()
    world.clock.advance(timedelta(days=1))
    shutil.rmtree(world.snapshot(world.back_up()))
    result = backup.drill(world.session, world.destination.id)
    assert (result.is_absent, result.is_sound) == (True, False)
    newest, before = backup.snapshots(world.session)
    assert (newest.fate, newest.drill) == (Fate.MISSING, None)
    [told] = backup.freshness(world.session)
    assert told.newest == before
    assert told.is_due
    assert told.is_drill_due


@pytest.mark.parametrize("kept", [(), ("snapshot.json",)])
def test_an_emptied_snapshot_is_damaged_and_no_restore_begins_with_it(
    world: World, kept: tuple[str, ...]
) -> None:
    world.back_up()
    world.clock.advance(timedelta(days=1))
    for path in world.snapshot(world.back_up()).iterdir():
        if path.name not in kept:
            path.unlink()
    found = backup.find_snapshots(world.stick)
    assert [(one.number, one.damage) for one in found] == [(1, ""), (2, "files")]
    assert backup.choose_snapshot(found).number == 1
    assert backup.drill(world.session, world.destination.id) == DrillResult(
        documents=0, damage="files"
    )
    assert backup.snapshots(world.session)[0].fate is Fate.DAMAGED


def test_after_a_check_that_was_not_sound_the_next_backup_is_checked_at_once(world: World) -> None:
    world.back_up()
    copy = world.set_folder / bundle.attachment_file(world.documents[0])
    copy.write_bytes(bytes(copy.stat().st_size))
    backup.drill(world.session, world.destination.id)
    [told] = backup.freshness(world.session)
    assert told.checked is not None
    assert (told.checked.number, told.checked.would_lose, told.is_drill_due) == (1, 1, False)
    world.back_up()
    assert backup.freshness(world.session)[0].is_drill_due
    backup.drill(world.session, world.destination.id)
    [told] = backup.freshness(world.session)
    assert told.checked is not None
    assert (told.checked.number, told.checked.would_lose, told.is_drill_due) == (2, 0, False)


def test_what_the_vault_itself_lost_is_counted_and_checks_no_other_day(world: World) -> None:
    file_of(world.session, world.documents[0]).unlink()
    world.back_up()
    backup.drill(world.session, world.destination.id)
    world.back_up()
    [told] = backup.freshness(world.session)
    assert told.newest is not None
    assert told.checked is not None
    assert (told.newest.missing, told.checked.would_lose, told.is_drill_due) == (1, 0, False)


def test_a_snapshot_of_a_newer_format_is_not_called_damaged(world: World) -> None:
    make_newer(world.snapshot(world.back_up()))
    result = backup.drill(world.session, world.destination.id)
    assert (result.is_newer, result.is_sound) == (True, False)
    assert backup.snapshots(world.session)[0].fate is Fate.KEPT
    told = backup.freshness(world.session)[0]
    assert told.newest is not None
    assert told.newest.drill == result
    assert told.is_drill_due  # nothing was found out


def test_cancelled_it_leaves_nothing(world: World) -> None:
    def cancel(name: str, done: int, total: int) -> None:
        raise Cancelled()

    world.back_up()
    with pytest.raises(Cancelled):
        backup.drill(world.session, world.destination.id, cancel)
    assert backup.snapshots(world.session)[0].drill is None


def test_a_pulled_stick_says_nothing_of_the_snapshot(world: World) -> None:
    world.back_up()
    world.stick.rename(world.stick.with_name("pulled"))
    with pytest.raises(DestinationGone):
        backup.drill(world.session, world.destination.id)
    assert backup.snapshots(world.session)[0].fate is Fate.KEPT


def test_without_a_snapshot_there_is_nothing_to_drill(world: World) -> None:
    with pytest.raises(NoSnapshot):
        backup.drill(world.session, world.destination.id)


def test_home_hears_how_old_the_newest_is(world: World) -> None:
    [none_yet] = backup.freshness(world.session)
    assert (none_yet.age_days, none_yet.is_due, none_yet.is_drill_due) == (None, True, False)
    world.back_up()
    [fresh] = backup.freshness(world.session)
    assert (fresh.age_days, fresh.is_due, fresh.is_drill_due) == (0, False, True)
    backup.drill(world.session, world.destination.id)
    world.clock.advance(timedelta(days=29))
    [older] = backup.freshness(world.session)
    assert (older.age_days, older.is_due, older.is_drill_due) == (29, True, False)
    world.clock.advance(timedelta(days=1))
    assert backup.freshness(world.session)[0].is_drill_due
    assert older.is_reachable


def test_a_removed_destination_is_told_no_more(world: World) -> None:
    world.back_up()
    backup.remove_destination(world.session, world.destination.id)
    assert backup.freshness(world.session) == []
    assert len(backup.snapshots(world.session)) == 1
    assert len(backup.all_destinations(world.session)) == 1


def test_a_snapshot_that_the_register_lost_is_adopted(world: World) -> None:
    world.back_up()
    with ungated(world.session) as raw:
        raw.run("DROP TRIGGER vault_copy_stays")
        raw.run("DELETE FROM vault_copy")
    report = backup.make_backup(world.session, world.destination.id)
    assert (report.number, report.unknown) == (2, (1,))
    typed = "\n".join(world.sheet)
    adopted = backup.adopt(world.session, world.destination.id, typed, world.drawer)
    assert adopted == (1,)
    assert {one.number for one in backup.snapshots(world.session)} == {1, 2}


def test_a_stick_under_another_letter_is_found_again(world: World) -> None:
    world.back_up()
    moved = world.stick.with_name("other letter")
    with pytest.raises(DestinationGone):
        backup.move_destination(world.session, world.destination.id, moved)
    (empty := world.stick.with_name("another stick")).mkdir()
    with pytest.raises(DestinationGone):
        backup.move_destination(world.session, world.destination.id, empty)
    world.stick.rename(moved)
    backup.move_destination(world.session, world.destination.id, moved)
    assert backup.make_backup(world.session, world.destination.id).copied == 0


def test_a_drill_notices_that_another_key_signed(world: World) -> None:
    sign_by_another_key(world.snapshot(world.back_up()))
    assert not backup.drill(world.session, world.destination.id).is_sound


def test_a_backup_of_a_clock_that_ran_ahead_does_not_silence_the_next(world: World) -> None:
    world.clock.advance(timedelta(days=7300))
    world.back_up()
    world.clock.advance(timedelta(days=-7200))
    assert backup.freshness(world.session)[0].is_due


@pytest.mark.parametrize("is_stopped", [False, True])
def test_rewritten_it_is_told_of_no_document_of_who_is_gone(world: World, is_stopped: bool) -> None:
    """What was found of the others is kept: by that they are copied once more."""
    client = add_client(world.session, "Vale")
    uid, other = add_document(world.session, client, b"hers"), world.documents[0]
    world.back_up()
    for one in (uid, other):
        path = world.set_folder / bundle.attachment_file(one)
        path.write_bytes(b"1" + path.read_bytes()[1:])
    assert len(backup.drill(world.session, world.destination.id).damaged) == 2
    erasing.dispose(world, client)
    if is_stopped:
        for step in backup.begin_rewrite(world.session, world.destination.id).steps[:3]:
            step.work()
    backup.rewrite(world.session, world.destination.id)
    [known] = backup.snapshots(world.session)
    assert known.drill == DrillResult(documents=2, damaged=(other,))
    assert (known.documents, known.would_lose) == (2, 1)
    assert backup.make_backup(world.session, world.destination.id).copied == 1
