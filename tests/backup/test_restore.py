"""Restoring: into a folder of its own, from the sheet alone, with whatever is whole."""

import shutil
from pathlib import Path

import pytest

from tests.backup import erasing
from tests.backup.conftest import NEW_WAY, TEXT, World
from tests.backup.papers import add_client, add_document, damage
from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import STRONG, NoKeyring
from vault.audit import service as audit
from vault.backup import service as backup
from vault.backup.finding import find_snapshots
from vault.backup.model import Fate
from vault.backup.restore import restore
from vault.backup.source import TypedSecret
from vault.errors import (
    Cancelled,
    DamagedSnapshot,
    FolderExists,
    InsideVault,
    KeyringNotKept,
    KeyringUnavailable,
    NoSnapshot,
    SheetLineError,
    WrongPassphrase,
)
from vault.ids import NoteId
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.notes import service as notes
from vault.notes.model import Shelf
from vault.progress import no_progress
from vault.search import service as search
from vault.search.model import Query
from vault.session import Session
from vault.store import bundle, copying

OWN = {"vault", "intent", "backup_destination", "vault_copy", "audit_event", "audit_detail"}


def _tables(session: Session) -> dict[str, list[object]]:
    """Return every row of every table that a backup and a restore do not write to."""
    names = [r["name"] for r in copying._schema(session.rows, "table")]
    found = dict(zip(names, copying.all_rows(session.rows), strict=True))
    return {name: rows for name, rows in found.items() if name not in OWN}


def _is_whole(session: Session) -> bool:
    session.rows.check()
    return (
        notes.get(session, Shelf.RECORD, NoteId(1)).body.text == TEXT
        and len(search.find(session, Query(text="heron")).notes) == 1
        and audit.verify(session).is_sound
        and not notes.check_all(session).broken
    )


def test_the_vault_comes_back_on_another_computer(world: World, tmp_path: Path) -> None:
    number = world.back_up()
    expected = _tables(world.session)
    # taken before the backup registered and verified itself
    world.session.close()
    files = {p.name: p.read_bytes() for p in world.set_folder.rglob("*.age")}
    elsewhere, into = DrawerKeyring(), tmp_path / "again.casekeep"
    report = world.restore(number, into, elsewhere)
    assert (report.number, report.clients, report.documents) == (number, 1, 2)
    assert (report.lost, report.skipped, report.left_out) == ((), (), 0)
    again = keys.unlock_with_keyring(into, "9876", elsewhere, now=world.clock)
    assert again.warnings == ()
    found = _tables(again)
    assert found.pop("audit_checkpoint") == expected.pop("audit_checkpoint")[:-1]
    assert found == expected
    assert _is_whole(again)
    for uid in world.documents:
        assert (into / bundle.attachment_file(uid)).read_bytes() == files[f"{uid}.age"]
    again.close()


def test_sheet_and_passphrase_still_open_it(world: World, tmp_path: Path) -> None:
    number, into = world.back_up(), tmp_path / "again.casekeep"
    world.restore(number, into, DrawerKeyring())
    keys.unlock_with_sheet(into, world.sheet, NoKeyring()).close()
    keys.unlock_with_passphrase(into, STRONG, NoKeyring()).close()


def test_it_is_a_copy_of_its_own_and_leaves_the_first_alone(world: World, tmp_path: Path) -> None:
    number = world.back_up()
    items, folder = dict(world.drawer.items), world.session.opened.folder
    before = bundle.read_header(folder)
    into = tmp_path / "again.casekeep"
    world.restore(number, into, world.drawer)
    header = bundle.read_header(into)
    assert header.vault_id == before.vault_id
    assert header.public_key == before.public_key
    assert header.instance_id != before.instance_id
    assert {k: v for k, v in world.drawer.items.items() if k in items} == items
    assert len(world.drawer.items) == len(items) + 1
    assert not {h.keyring_item for h in header.hints if h.keyring_item} & set(items)
    opened = keys.unlock_with_sheet(into, world.sheet, NoKeyring())
    assert opened.opened.bag.database_key != world.session.opened.bag.database_key
    opened.close()


def test_the_passphrase_brings_it_back_as_well(world: World, tmp_path: Path) -> None:
    number, into = world.back_up(), tmp_path / "again.casekeep"
    typed = TypedSecret(way=SlotKind.PASSPHRASE, text=STRONG)
    restore(world.snapshot(number), typed, into, None, NoKeyring(), progress=no_progress)
    keys.unlock_with_passphrase(into, STRONG, NoKeyring()).close()
    assert {hint.kind for hint in bundle.read_header(into).hints} == {
        SlotKind.PASSPHRASE,
        SlotKind.SHEET,
    }


def test_a_computer_without_a_keyring_gets_a_new_passphrase(world: World, tmp_path: Path) -> None:
    number, into = world.back_up(), tmp_path / "again.casekeep"
    strong = "harvest pelican dusk copper ninety ribbons"
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=strong)
    restore(
        world.snapshot(number),
        world.by_sheet,
        into,
        way,
        NoKeyring(),
        progress=no_progress,
    )
    keys.unlock_with_passphrase(into, strong, NoKeyring()).close()
    with pytest.raises(WrongPassphrase):
        keys.unlock_with_passphrase(into, STRONG, NoKeyring())


def test_never_over_anything(world: World, tmp_path: Path) -> None:
    number = world.back_up()
    (tmp_path / "there").mkdir()
    with pytest.raises(FolderExists):
        world.restore(number, tmp_path / "there", DrawerKeyring())
    with pytest.raises(FolderExists):
        world.restore(number, world.session.opened.folder, DrawerKeyring())


def _left(tmp_path: Path) -> set[str]:
    return {p.name for p in tmp_path.iterdir()} - {"v.casekeep", "stick"}


def test_wrong_secrets_change_nothing(world: World, tmp_path: Path) -> None:
    number, into = world.back_up(), tmp_path / "again.casekeep"
    for text, kind, expected in (
        ("wrong passphrase altogether", SlotKind.PASSPHRASE, WrongPassphrase),
        ("one line", SlotKind.SHEET, SheetLineError),
    ):
        typed = TypedSecret(way=kind, text=text)
        with pytest.raises(expected):
            restore(
                world.snapshot(number),
                typed,
                into,
                NEW_WAY,
                DrawerKeyring(),
                progress=no_progress,
            )
    assert _left(tmp_path) == set()


@pytest.mark.parametrize("name", ["check", "copy", "index", "documents"])
def test_a_cancelled_restore_leaves_nothing(world: World, tmp_path: Path, name: str) -> None:
    number, into, keyring = world.back_up(), tmp_path / "again.casekeep", DrawerKeyring()

    def cancel(step: str, done: int, total: int) -> None:
        if step == name:
            raise Cancelled()

    with pytest.raises(Cancelled):
        restore(world.snapshot(number), world.by_sheet, into, NEW_WAY, keyring, progress=cancel)
    assert _left(tmp_path) == set()
    assert keyring.items == {}


def test_a_failing_keyring_leaves_nothing(world: World, tmp_path: Path) -> None:
    number, into = world.back_up(), tmp_path / "again.casekeep"
    failing = DrawerKeyring()
    failing.fails_on = "put"
    with pytest.raises(KeyringNotKept):
        world.restore(number, into, failing)
    with pytest.raises(KeyringUnavailable):
        restore(
            world.snapshot(number),
            world.by_sheet,
            into,
            NEW_WAY,
            NoKeyring(),
            progress=no_progress,
        )
    assert _left(tmp_path) == set()


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("records-1.db", "records"),
        ("keys-2.age", "key bag"),
        ("vault.json", "header"),
        ("snapshot.json", "manifest"),
    ],
)
def test_a_damaged_snapshot_falls_back_to_the_one_before(
    world: World, tmp_path: Path, name: str, what: str
) -> None:
    world.back_up()
    number = world.back_up()
    damage(world.snapshot(number) / name)
    into = tmp_path / "again.casekeep"
    report = world.restore(number, into, DrawerKeyring())
    assert (report.number, report.skipped) == (1, ((2, what),))
    again = keys.unlock_with_sheet(into, world.sheet, NoKeyring())
    assert _is_whole(again)
    again.close()


def test_without_a_sound_one_it_says_what_is_wrong(world: World, tmp_path: Path) -> None:
    world.back_up()
    damage(world.snapshot(1) / "records-1.db")
    with pytest.raises(DamagedSnapshot):
        world.restore(1, tmp_path / "again.casekeep", DrawerKeyring())
    assert _left(tmp_path) == set()


def test_a_disposed_client_does_not_come_back(world: World, tmp_path: Path) -> None:
    gone = add_client(world.session, "Gone Person")
    add_document(world.session, gone, b"letter")
    number = world.back_up()
    uid = world.session.rows.value("SELECT uid FROM client WHERE id = ?", (gone,))
    with world.session.begin("disposal.test") as tx:
        tx.rows.run(
            "INSERT INTO tombstone (client_uid, record_number, at) VALUES (?, '2', ?)",
            (uid, "2026-11-24T12:00:00.000000Z"),
        )
        tx.audit()
    world.back_up()
    into = tmp_path / "again.casekeep"
    report = world.restore(number, into, DrawerKeyring())
    assert (report.left_out, report.clients, report.documents) == (1, 1, 2)
    again = keys.unlock_with_sheet(into, world.sheet, NoKeyring())
    assert again.rows.value("SELECT count(*) FROM tombstone") == 1
    assert "Gone" not in str(copying.all_rows(again.rows))
    assert _is_whole(again)
    again.close()


def test_newer_snapshots_enter_the_register(world: World, tmp_path: Path) -> None:
    world.back_up()
    world.back_up()
    into = tmp_path / "again.casekeep"
    world.restore(1, into, DrawerKeyring())
    again = keys.unlock_with_sheet(into, world.sheet, NoKeyring())
    assert {(s.number, s.fate) for s in backup.snapshots(again)} == {
        (1, Fate.KEPT),
        (2, Fate.KEPT),
    }
    assert len(backup.all_destinations(again)) == 1
    assert backup.destinations(again) == []
    again.close()


def test_a_restored_vault_has_a_set_of_its_own(world: World, tmp_path: Path) -> None:
    world.back_up()
    into = tmp_path / "again.casekeep"
    world.restore(1, into, DrawerKeyring())
    again = keys.unlock_with_sheet(into, world.sheet, NoKeyring())
    place = backup.add_destination(again, world.stick, "Blue")
    assert backup.make_backup(again, place.id).copied == 2
    assert len(list(world.stick.glob("casekeep-*.backup"))) == 2
    again.close()


def test_the_old_set_is_where_the_stick_is_now(world: World, tmp_path: Path) -> None:
    """On the new computer the stick comes up under another name."""
    world.back_up()
    world.back_up()
    world.stick = world.stick.rename(tmp_path / "new-name")
    into, drawer = tmp_path / "again.casekeep", DrawerKeyring()
    world.restore(2, into, drawer)
    again = keys.unlock_with_keyring(into, "9876", drawer, now=world.clock)
    [old] = backup.all_destinations(again)
    assert (old.path, backup.is_reachable(again, old)) == (world.stick, True)
    erasing.begin(again, world.client)
    assert backup.rewrite(again, old.id).rewritten == (1, 2)
    again.close()


def test_finding_shows_the_newest_first_and_says_what_is_damaged(world: World) -> None:
    world.back_up()
    world.clock.advance(backup.DRILL_EVERY)
    world.back_up()
    (world.snapshot(1) / "records-1.db").write_bytes(b"short")
    for folder in (world.stick, world.set_folder):
        found = find_snapshots(folder)
        assert [(one.number, one.damage) for one in found] == [(2, ""), (1, "records")]
    found = find_snapshots(world.snapshot(2))
    assert [(one.number, one.has_passphrase) for one in found] == [(2, True)]
    with pytest.raises(NoSnapshot):
        find_snapshots(world.session.opened.folder)


def test_a_planted_journal_is_not_rolled_back(world: World, tmp_path: Path) -> None:
    number = world.back_up()
    journal = world.snapshot(number) / "records-1.db-journal"
    planted = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(4096)
    journal.write_bytes(planted)
    before = (world.snapshot(number) / "records-1.db").read_bytes()
    world.restore(number, tmp_path / "again.casekeep", DrawerKeyring())
    assert journal.read_bytes() == planted
    assert (world.snapshot(number) / "records-1.db").read_bytes() == before


def test_a_byte_that_no_page_vouches_for_is_noticed(world: World, tmp_path: Path) -> None:
    world.back_up()
    path = world.snapshot(world.back_up()) / "records-1.db"
    content = bytearray(path.read_bytes())
    content[3] ^= 1  # of the salt, which the key bag has as well
    path.write_bytes(content)
    report = world.restore(2, tmp_path / "again.casekeep", DrawerKeyring())
    assert report.skipped == ((2, "records"),)


def test_a_snapshot_of_somebody_else_is_refused(world: World, tmp_path: Path) -> None:
    world.back_up()
    world.back_up()
    # the manifest of another snapshot of the same vault, well signed
    shutil.copyfile(world.snapshot(1) / "snapshot.json", world.snapshot(2) / "snapshot.json")
    report = world.restore(2, tmp_path / "again.casekeep", DrawerKeyring())
    assert (report.number, report.skipped) == (1, ((2, "manifest"),))


def test_what_a_killed_restore_left_is_swept_by_the_next(world: World, tmp_path: Path) -> None:
    number = world.back_up()
    into = tmp_path / "again.casekeep"
    left = tmp_path / f".{into.name}.0123456789ab.part"
    (left / "attachments").mkdir(parents=True)
    (left / "records-1.db").write_bytes(b"half")
    world.restore(number, into, DrawerKeyring())
    assert not left.exists()


@pytest.mark.parametrize("where", ["vault", "set", "snapshot"])
def test_no_restore_into_a_vault_or_a_set(world: World, where: str) -> None:
    number = world.back_up()
    folders = {
        "vault": world.session.opened.folder,
        "set": world.set_folder / "snapshots",
        "snapshot": world.snapshot(number),
    }
    before = sorted(folders[where].iterdir())
    with pytest.raises(InsideVault):
        world.restore(number, folders[where] / "new.casekeep", DrawerKeyring())
    assert sorted(folders[where].iterdir()) == before
