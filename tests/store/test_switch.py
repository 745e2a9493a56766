"""The switch: what changes, what stays byte for byte, and what a failure leaves."""

import shutil
from pathlib import Path

import pytest

from tests.store.conftest import TEXT
from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import STRONG, NoKeyring
from vault.audit import service as audit
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.errors import (
    Cancelled,
    KeyringNotKept,
    NewerVault,
    NoSuchSlot,
    SheetOfAnotherVault,
    TooFewSlots,
    WrongPassphrase,
)
from vault.ids import NoteId
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind, SwitchProgress
from vault.notes import service as notes
from vault.notes.model import Shelf
from vault.search import service as search
from vault.search.model import Query
from vault.session import Session
from vault.store import bundle, copying, schema
from vault.store.connection import create_database, open_database


def _names(session: Session) -> set[str]:
    return {e.name for e in session.opened.folder.iterdir() if not e.name.endswith("-journal")}


def _is_whole(session: Session) -> bool:
    session.rows.check()
    found = search.find(session, Query(text="heron"))
    return (
        notes.get(session, Shelf.RECORD, NoteId(1)).body.text == TEXT
        and len(found.notes) == 1
        and audit.verify(session).is_sound
        and not notes.check_all(session).broken
    )


def test_rotating_makes_new_records_under_a_new_key(
    session: Session, drawer: DrawerKeyring, tmp_path: Path
) -> None:
    before = session.opened.bag.database_key
    old_file = tmp_path / "old.db"
    shutil.copyfile(session.opened.folder / "records-1.db", old_file)
    steps: list[SwitchProgress] = []
    keys.rotate_keys(session, "1234", drawer, steps.append)
    assert _names(session) == {"vault.json", "keys-2.age", "records-2.db", "lock", "attachments"}
    assert session.opened.bag.database_key != before
    assert _is_whole(session)
    assert {step.name for step in steps} == {"copy", "index", "verify"}
    new_bytes = (session.opened.folder / "records-2.db").read_bytes()
    assert old_file.read_bytes()[:4096] != new_bytes[:4096]


def test_the_vault_goes_on_working_and_opens_again(session: Session, drawer: DrawerKeyring) -> None:
    keys.rotate_keys(session, "1234", drawer)
    clients.add(session, ClientDetails(legal_name="After"))
    folder = session.opened.folder
    keys.lock(session, drawer, "test")
    again = keys.unlock_with_keyring(folder, "1234", drawer)
    assert len(clients.list_ids(again)) == 2
    assert again.warnings == ()
    again.close()


def test_a_slot_that_did_not_change_keeps_its_value(
    session: Session, drawer: DrawerKeyring, sheet: list[str]
) -> None:
    keys.add_passphrase(session, "1234", STRONG, drawer)
    folder = session.opened.folder
    sealed = (folder / "passphrase-2.age").read_bytes()
    items = {k: v for k, v in drawer.items.items() if k.startswith("slot-")}
    keys.rotate_keys(session, STRONG, drawer)
    assert (folder / "passphrase-3.age").read_bytes() == sealed
    assert {k: v for k, v in drawer.items.items() if k.startswith("slot-")} == items
    session.close()
    keys.unlock_with_sheet(folder, sheet, drawer).close()
    keys.unlock_with_passphrase(folder, STRONG, NoKeyring()).close()


def test_adding_a_passphrase_needs_no_new_records(session: Session, drawer: DrawerKeyring) -> None:
    keys.add_passphrase(session, "1234", STRONG, drawer)
    assert bundle.read_header(session.opened.folder).records == 1
    assert bundle.read_header(session.opened.folder).keys == 2


def test_the_wrong_step_up_changes_nothing(session: Session, drawer: DrawerKeyring) -> None:
    before = _names(session)
    with pytest.raises(WrongPassphrase):
        keys.rotate_keys(session, "wrong", drawer)
    assert _names(session) == before


def test_a_replaced_sheet_opens_neither_new_files_nor_new_records(
    session: Session, drawer: DrawerKeyring, sheet: list[str], tmp_path: Path
) -> None:
    folder = session.opened.folder
    stolen = tmp_path / "stolen.casekeep"
    shutil.copytree(folder, stolen)
    plan = keys.plan_sheet(session)
    keys.replace_sheet(session, "1234", plan, drawer)
    session.close()
    with pytest.raises(SheetOfAnotherVault):
        keys.unlock_with_sheet(folder, sheet, drawer)
    keys.unlock_with_sheet(folder, [line.text for line in plan.sheet.lines], drawer).close()
    # a stolen sheet with an old file reads the old file, and not tomorrow's notes
    old = keys.unlock_with_sheet(stolen, sheet, NoKeyring())
    old_key = old.opened.bag.database_key
    old.close()
    with pytest.raises(Exception, match="records"):
        open_database(folder / "records-2.db", old_key)


def test_another_typed_secret_takes_a_new_item_and_drops_the_old(
    session: Session, drawer: DrawerKeyring
) -> None:
    old = {name for name in drawer.items if name.startswith("slot-")}
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed="another secret")
    keys.set_keyring_way(session, "1234", way, drawer)
    new = {name for name in drawer.items if name.startswith("slot-")}
    assert len(new) == 1
    assert not new & old
    folder = session.opened.folder
    session.close()
    with pytest.raises(WrongPassphrase):
        keys.unlock_with_keyring(folder, "1234", drawer)
    keys.unlock_with_keyring(folder, "another secret", drawer).close()


def test_a_new_computer_gets_a_keyring_slot_by_the_sheet(
    session: Session, sheet: list[str]
) -> None:
    folder = session.opened.folder
    session.close()
    elsewhere = DrawerKeyring()
    moved = keys.unlock_with_sheet(folder, sheet, elsewhere)
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed="9876")
    keys.set_keyring_way(moved, "\n".join(sheet), way, elsewhere)
    moved.close()
    keys.unlock_with_keyring(folder, "9876", elsewhere).close()


def test_removing_the_passphrase(session: Session, drawer: DrawerKeyring) -> None:
    keys.add_passphrase(session, "1234", STRONG, drawer)
    slot = next(s for s in keys.slots(session) if s.kind is SlotKind.PASSPHRASE)
    with pytest.raises(TooFewSlots):
        keys.remove_slot(session, STRONG, slot.id, drawer)  # it would remove the proof itself
    keys.remove_slot(session, "1234", slot.id, drawer)
    folder = session.opened.folder
    session.close()
    assert not list(folder.glob("passphrase-*"))
    with pytest.raises(NoSuchSlot):
        keys.unlock_with_passphrase(folder, STRONG, drawer)


def test_cancelling_leaves_nothing(session: Session, drawer: DrawerKeyring) -> None:
    def cancel(step: SwitchProgress) -> None:
        if step.name == "index":
            raise Cancelled()

    before, items = _names(session), dict(drawer.items)
    with pytest.raises(Cancelled):
        keys.rotate_keys(session, "1234", drawer, cancel)
    assert _names(session) == before
    assert drawer.items == items
    assert _is_whole(session)
    assert audit.page(session)[0].action == "change.undone"


def test_a_keyring_that_does_not_keep_leaves_the_old_way_whole(
    session: Session, drawer: DrawerKeyring
) -> None:
    drawer.fails_on = "put"
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed="another")
    with pytest.raises(KeyringNotKept):
        keys.set_keyring_way(session, "1234", way, drawer)
    drawer.fails_on = ""
    folder = session.opened.folder
    assert _is_whole(session)
    session.close()
    keys.unlock_with_keyring(folder, "1234", drawer).close()


def test_an_old_item_that_cannot_be_removed_is_removed_at_the_next_unlock(
    session: Session, drawer: DrawerKeyring
) -> None:
    drawer.fails_on = "remove"
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed="another")
    keys.set_keyring_way(session, "1234", way, drawer)
    assert len([name for name in drawer.items if name.startswith("slot-")]) == 2
    drawer.fails_on = ""
    folder = session.opened.folder
    session.close()
    keys.unlock_with_keyring(folder, "another", drawer).close()
    assert len([name for name in drawer.items if name.startswith("slot-")]) == 1


def test_an_older_schema_is_migrated_by_a_switch(
    session: Session, drawer: DrawerKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration that this version does not have yet stands in for the next one's."""
    folder = session.opened.folder
    session.close()
    scripts = [
        *schema.scripts(),
        ("0099_later.sql", "CREATE TABLE later (id INTEGER PRIMARY KEY);"),
    ]
    monkeypatch.setattr(schema, "scripts", lambda: scripts)
    migrated = keys.unlock_with_keyring(folder, "1234", drawer)
    assert bundle.read_header(folder).records == 2
    assert migrated.rows.value("SELECT count(*) FROM later") == 0
    assert _is_whole(migrated)
    migrated.close()
    monkeypatch.undo()
    with pytest.raises(NewerVault):
        keys.unlock_with_keyring(folder, "1234", drawer)


def test_a_copy_that_lost_a_row_is_refused(session: Session, tmp_path: Path) -> None:
    key = session.opened.bag.database_key
    target = tmp_path / "copy.db"
    copying.copy_records(session.rows, target, key, lambda *_: None)
    rows = open_database(target, key)
    counts = {"client": 2}
    rows.close()
    with pytest.raises(Exception, match="copy"):
        copying.verify_copy(target, key, counts, lambda *_: None)


def test_a_copy_is_never_made_over_a_file(session: Session, tmp_path: Path) -> None:
    target = tmp_path / "there.db"
    create_database(target, session.opened.bag.database_key).close()
    with pytest.raises(FileExistsError):
        copying.copy_records(session.rows, target, session.opened.bag.database_key, lambda *_: None)
