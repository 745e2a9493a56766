"""A damaged document: which backup still has it, and fetching it back."""

import os
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.backup import erasing
from tests.backup.conftest import World
from tests.backup.papers import damage, file_of
from tests.store.drawer import DrawerKeyring
from vault.audit import service as audit
from vault.backup import manifest, recovery
from vault.backup import service as backup
from vault.documents import service as documents
from vault.documents.model import Document
from vault.errors import Cancelled, CopyNotWhole, DestinationGone, DocumentDamaged, NotFound
from vault.ids import DestinationId, DocumentId
from vault.keys import service as keys
from vault.keys.signing import SigningKey
from vault.progress import no_progress
from vault.store import attachments, bundle, intents


@pytest.fixture
def lost(world: World) -> Document:
    """The larger of the two documents; two backups hold it, and then a byte of it flips."""
    world.back_up()
    world.back_up()
    listed = documents.list_documents(world.session, world.client)
    document = max(listed, key=lambda one: one.size)
    damage(_file(world, document))
    return document


def _file(world: World, document: Document) -> Path:
    return file_of(world.session, document.uid)


def _held(world: World, document: Document) -> list[tuple[DestinationId, tuple[int, ...]]]:
    found = backup.copies_of(world.session, document.id)
    return [(one.destination.id, one.numbers) for one in found]


def _is_whole(world: World, document: Document) -> bool:
    return documents.verify(documents.readings(world.session, [document.id])).is_sound


def test_the_place_and_its_snapshots_are_named(world: World, lost: Document) -> None:
    assert not _is_whole(world, lost)
    assert _held(world, lost) == [(world.destination.id, (2, 1))]


def test_a_place_that_is_gone_or_has_it_damaged_is_not_named(world: World, lost: Document) -> None:
    copy = world.set_folder / "attachments" / lost.uid[:2] / f"{lost.uid}.age"
    whole = copy.read_bytes()
    damage(copy)
    assert _held(world, lost) == []
    copy.write_bytes(whole)
    world.stick.rename(world.stick.with_name("pulled"))
    assert _held(world, lost) == []


def test_a_snapshot_that_cannot_be_read_does_not_hide_the_file(
    world: World, lost: Document
) -> None:
    (world.snapshot(2) / "snapshot.json").write_bytes(b"{}")
    assert _held(world, lost) == [(world.destination.id, (1,))]


@pytest.mark.parametrize("how", ["damaged", "missing", "with its folder"])
def test_it_is_fetched_back_whole(world: World, lost: Document, how: str) -> None:
    path = _file(world, lost)
    if how != "damaged":
        path.unlink()
    if how == "with its folder":
        shutil.rmtree(path.parent)  # another document may share it
    backup.fetch_back(world.session, lost.id, world.destination.id)
    assert _is_whole(world, lost)
    event = audit.page(world.session, limit=1)[0]
    assert (event.action, event.client_id) == ("document.recover", world.client)
    assert event.detail["document"] == lost.id
    assert documents.check_files(world.session).strays == ()
    assert intents.pending(world.session.rows) == []


def test_what_is_not_whole_there_replaces_nothing(world: World, lost: Document) -> None:
    here, there = _file(world, lost), _copy_of(world, lost)
    damage(there)
    before = here.read_bytes()
    with pytest.raises(CopyNotWhole):
        backup.fetch_back(world.session, lost.id, world.destination.id)
    there.unlink()
    with pytest.raises(CopyNotWhole):
        backup.fetch_back(world.session, lost.id, world.destination.id)
    world.stick.rename(world.stick.with_name("pulled"))
    with pytest.raises(DestinationGone):
        backup.fetch_back(world.session, lost.id, world.destination.id)
    assert here.read_bytes() == before
    assert [one.name for one in here.parent.iterdir()] == [here.name]
    assert intents.pending(world.session.rows) == []


def _copy_of(world: World, document: Document) -> Path:
    return world.set_folder / "attachments" / document.uid[:2] / f"{document.uid}.age"


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="nothing says when it is read back")
def test_what_the_disk_damages_at_once_is_as_missing_as_before(
    world: World, lost: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _file(world, lost)
    path.unlink()
    monkeypatch.setattr(os, "posix_fadvise", lambda *_: damage(path))
    with pytest.raises(DocumentDamaged):
        backup.fetch_back(world.session, lost.id, world.destination.id)
    assert not path.exists()
    assert intents.pending(world.session.rows) == []


def test_cancelled_it_leaves_what_was_there(world: World, lost: Document) -> None:
    before = _file(world, lost).read_bytes()

    def cancel(name: str, done: int, total: int) -> None:
        raise Cancelled()

    with pytest.raises(Cancelled):
        backup.fetch_back(world.session, lost.id, world.destination.id, cancel)
    assert _file(world, lost).read_bytes() == before
    assert len(list(_file(world, lost).parent.iterdir())) == 1


def test_what_a_crash_left_goes_at_the_next_unlock(world: World, lost: Document) -> None:
    backup.begin_fetch(world.session, lost.id, world.destination.id)
    folder = world.session.opened.folder
    half = folder / attachments.file_names(lost.uid)[1]
    half.write_bytes(b"half")
    world.session.close()
    again = keys.unlock_with_sheet(folder, world.sheet, DrawerKeyring())
    assert not half.exists()
    assert file_of(again, lost.uid).exists()
    again.close()


@pytest.mark.parametrize("is_fetched_first", [True, False])
def test_of_a_record_that_goes_meanwhile_no_file_stays(
    world: World, lost: Document, *, is_fetched_first: bool
) -> None:
    session = world.session
    run = backup.begin_fetch(session, lost.id, world.destination.id)
    fetch, confirm = run.steps
    if is_fetched_first:
        fetch.work()
    erasing.dispose(world, lost.client_id)
    if not is_fetched_first:
        fetch.work()
        assert file_of(session, lost.uid).exists()
    with pytest.raises(NotFound):
        confirm.work()
    run.abandon()
    assert not file_of(session, lost.uid).exists()
    assert intents.pending(session.rows) == []


def test_a_restored_vault_asks_the_place_it_came_from(
    world: World, lost: Document, tmp_path: Path
) -> None:
    drawer = DrawerKeyring()
    world.restore(2, tmp_path / "new.casekeep", drawer)
    again = keys.unlock_with_sheet(tmp_path / "new.casekeep", world.sheet, drawer)
    damage(file_of(again, lost.uid))
    [held] = backup.copies_of(again, lost.id)
    assert held.numbers == (2, 1)
    backup.fetch_back(again, lost.id, held.destination.id)
    assert documents.verify(documents.readings(again)).is_sound
    again.close()


def test_what_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        backup.copies_of(world.session, DocumentId(99))
    listed = documents.list_documents(world.session, world.client)
    with pytest.raises(NotFound):
        backup.fetch_back(world.session, listed[0].id, DestinationId(99))
    assert "sheet" not in repr(recovery.CopySearch(world.session, listed[0].id, no_progress))


def test_a_snapshot_that_somebody_else_signed_is_not_named(world: World) -> None:
    world.back_up()
    foreign, key = world.snapshot(9), SigningKey.generate()
    shutil.copytree(world.snapshot(1), foreign)
    header = bundle.read_header(foreign, bundle.SNAPSHOT_FORMAT)
    theirs = replace(manifest.read(world.snapshot(1), header), number=9)
    bundle.write_header(foreign, replace(header, public_key=key.public), key)
    (foreign / "snapshot.json").write_bytes(theirs.signed(key))
    assert backup.find_snapshots(foreign)[0].is_sound, "by itself it is as good as any"
    document = documents.list_documents(world.session, world.client)[0]
    [held] = backup.copies_of(world.session, document.id)
    assert held.numbers == (1,)


def test_of_two_sticks_at_one_path_the_one_that_is_in_has_it(world: World, tmp_path: Path) -> None:
    world.back_up()
    world.stick.rename(tmp_path / "drawer")
    world.stick.mkdir()
    second = backup.add_destination(world.session, world.stick, "Red")
    world.clock.advance(timedelta(minutes=1))
    backup.make_backup(world.session, second.id)
    [document, _] = documents.list_documents(world.session, world.client)
    assert _held(world, document) == [(second.id, (1,))]
    world.stick.rename(tmp_path / "second")
    (tmp_path / "drawer").rename(world.stick)
    assert _held(world, document) == [(world.destination.id, (1,))]


def test_a_stick_at_their_path_that_neither_is_has_it_once(world: World) -> None:
    number = world.back_up()
    world.stick.rename(world.stick.with_name("drawer"))
    world.stick.mkdir()
    second = backup.add_destination(world.session, world.stick, "Red")
    backup.make_backup(world.session, second.id)
    world.session.rows.run("UPDATE vault_copy SET made_at = '2020-01-01T00:00:00.000000Z'")
    [document, _] = documents.list_documents(world.session, world.client)
    assert _held(world, document) == [(world.destination.id, (number,))]
