"""Documents that did not come back with a restore: told, and on a list in the restored vault."""

from pathlib import Path

from tests.backup.conftest import NEW_WAY, World
from tests.backup.papers import add_client, add_document, damage, file_of
from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import NoKeyring
from vault.backup import not_restored
from vault.backup import service as backup
from vault.backup.finding import find_snapshots
from vault.backup.restore import restore
from vault.clients import service as clients
from vault.ids import DocumentId
from vault.keys import service as keys
from vault.progress import no_progress
from vault.session import Session
from vault.store import bundle


def test_documents_that_are_lost_are_listed_by_client(world: World, tmp_path: Path) -> None:
    other = add_client(world.session, "Bo")
    lost = add_document(world.session, other, b"letter", "Letter of June")
    number = world.back_up()
    (world.set_folder / bundle.attachment_file(lost)).unlink()
    damage(world.set_folder / bundle.attachment_file(world.documents[0]))
    into = tmp_path / "again.casekeep"
    report = world.restore(number, into, DrawerKeyring())
    assert [(one.uid, one.title, one.is_damaged) for one in report.lost] == [
        (world.documents[0], "x", True),
        (lost, "Letter of June", False),
    ]
    assert report.lost[0].record_number < report.lost[1].record_number
    assert report.documents == 1
    again = keys.unlock_with_sheet(into, world.sheet, NoKeyring())
    assert len(clients.list_ids(again)) == 2
    assert not_restored.listed(again) == report.lost
    again.close()


def test_what_did_not_come_back_is_on_a_list_until_it_is_found_or_seen(
    world: World, tmp_path: Path
) -> None:
    number = world.back_up()
    files = [world.set_folder / bundle.attachment_file(one) for one in world.documents]
    aside = [one.rename(tmp_path / one.name) for one in files]
    into = tmp_path / "again.casekeep"
    world.restore(number, into, DrawerKeyring())
    again = keys.unlock_with_sheet(into, world.sheet, NoKeyring())
    assert {one.uid for one in not_restored.listed(again)} == set(world.documents)
    aside[0].rename(files[0])
    [place] = {one.destination.id for one in backup.copies_of(again, _id_of(again, world, 0))}
    backup.fetch_back(again, _id_of(again, world, 0), place)
    assert [one.uid for one in not_restored.listed(again)] == [world.documents[1]]
    not_restored.dismiss(again)
    assert not_restored.listed(again) == ()
    again.close()


def test_a_vault_restored_once_more_has_the_list_of_today(world: World, tmp_path: Path) -> None:
    number = world.back_up()
    name = bundle.attachment_file(world.documents[0])
    (world.set_folder / name).rename(tmp_path / "aside")
    first, second = tmp_path / "first.casekeep", tmp_path / "second.casekeep"
    world.restore(number, first, DrawerKeyring())
    again = keys.unlock_with_sheet(first, world.sheet, NoKeyring())
    (drawer := tmp_path / "drawer").mkdir()
    place = backup.add_destination(again, drawer, "Drawer")
    backup.make_backup(again, place.id)
    again.close()
    [found] = find_snapshots(drawer)
    [set_folder] = drawer.glob("casekeep-*.backup")
    (set_folder / name).parent.mkdir(exist_ok=True)
    (tmp_path / "aside").rename(set_folder / name)
    restore(
        found.folder,
        world.by_sheet,
        second,
        NEW_WAY,
        DrawerKeyring(),
        now=world.clock,
        progress=no_progress,
    )
    last = keys.unlock_with_sheet(second, world.sheet, NoKeyring())
    assert not_restored.listed(last) == ()
    last.close()


def _id_of(session: Session, world: World, place: int) -> DocumentId:
    uid = world.documents[place]
    return DocumentId(session.rows.value("SELECT id FROM document WHERE uid = ?", (uid,)))


def test_what_came_back_is_off_the_list_though_the_vault_was_locked_before_the_note(
    world: World, tmp_path: Path
) -> None:
    number = world.back_up()
    lost = world.set_folder / bundle.attachment_file(world.documents[0])
    aside = lost.rename(tmp_path / "aside")
    into = tmp_path / "again.casekeep"
    world.restore(number, into, DrawerKeyring())
    aside.rename(lost)
    again = keys.unlock_with_sheet(into, world.sheet, NoKeyring())
    [place] = backup.all_destinations(again)
    fetch, _ = backup.begin_fetch(again, _id_of(again, world, 0), place.id).steps
    assert len(not_restored.listed(again)) == 1
    fetch.work()
    again.close()
    again = keys.unlock_with_sheet(into, world.sheet, NoKeyring())
    assert not_restored.listed(again) == ()
    assert file_of(again, world.documents[0]).read_bytes() == lost.read_bytes()
    again.close()
