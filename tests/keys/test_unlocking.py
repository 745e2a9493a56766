"""Creating and unlocking with a real keyring, and all that an attacker may put in the way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.keyring_daemon import KeyringDaemon
from tests.keys.made_vault import TYPED, Made
from tests.vault_fixtures import PRACTICE, NoKeyring
from vault.audit import service as audit
from vault.errors import (
    DamagedVault,
    FolderExists,
    KeyringError,
    KeyringItemMissing,
    KeyringLocked,
    KeyringTimeout,
    KeyringUnavailable,
    KeyringWrongValue,
    NotAVault,
    SheetLineError,
    SheetOfAnotherVault,
    TooFewSlots,
    VaultInUse,
    WeakPassphrase,
    WrongPassphrase,
)
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.keys.os_keyring import SERVICE, OsKeyring


def test_the_keyring_and_the_typed_secret_unlock(made: Made) -> None:
    session = keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    assert session.vault_name == "North Street"
    assert session.warnings == ()
    assert [event.action for event in audit.page(session)] == ["vault.unlock", "vault.create"]
    keys.lock(session, OsKeyring(), "test")


def test_the_folder_is_private_and_holds_what_the_design_says(made: Made) -> None:
    names = {entry.name for entry in made.folder.iterdir()}
    assert names == {"vault.json", "keys-1.age", "records-1.db", "lock", "attachments"} | {
        name for name in names if name == "records-1.db-journal"
    }
    assert made.folder.stat().st_mode & 0o777 == 0o700
    assert all(
        entry.stat().st_mode & 0o077 == 0 for entry in made.folder.iterdir() if entry.is_file()
    )


def test_a_wrong_typed_secret_changes_nothing(made: Made) -> None:
    before = (made.folder / "vault.json").read_bytes()
    with pytest.raises(WrongPassphrase):
        keys.unlock_with_keyring(made.folder, "4321", OsKeyring())
    assert (made.folder / "vault.json").read_bytes() == before
    keys.unlock_with_keyring(made.folder, TYPED, OsKeyring()).close()


def test_the_typed_secret_alone_opens_nothing(made: Made) -> None:
    """The keyring is the first factor: nothing in the folder is under the typed secret."""
    assert not (made.folder / "passphrase-1.age").exists()


def test_the_sheet_unlocks_where_there_is_no_keyring(made: Made) -> None:
    session = keys.unlock_with_sheet(made.folder, made.sheet, NoKeyring())
    assert session.warnings == ()
    session.close()


def test_a_mistyped_line_of_the_sheet_is_named(made: Made) -> None:
    wrong = "Q" if made.sheet[2][0] != "Q" else "P"
    lines = [*made.sheet[:2], wrong + made.sheet[2][1:], *made.sheet[3:]]
    with pytest.raises(SheetLineError) as caught:
        keys.unlock_with_sheet(made.folder, lines, NoKeyring())
    assert caught.value.line == 3


def test_the_sheet_of_another_vault_is_told_apart(made: Made) -> None:
    other = [line.text for line in plan_vault("Other").sheet.lines]
    with pytest.raises(SheetOfAnotherVault):
        keys.unlock_with_sheet(made.folder, other, NoKeyring())


def test_a_locked_keyring(made: Made, real_keyring: KeyringDaemon) -> None:
    real_keyring.lock()
    with pytest.raises(KeyringLocked):
        keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())


def test_a_killed_keyring_and_its_return(made: Made, real_keyring: KeyringDaemon) -> None:
    real_keyring.kill()
    with pytest.raises(KeyringUnavailable):
        keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    real_keyring.start("test")
    keys.unlock_with_keyring(made.folder, TYPED, OsKeyring()).close()


def test_a_frozen_keyring_does_not_freeze_us(made: Made, real_keyring: KeyringDaemon) -> None:
    real_keyring.freeze()
    with pytest.raises(KeyringTimeout):
        keys.unlock_with_keyring(made.folder, TYPED, OsKeyring(timeout_s=0.5))
    real_keyring.thaw()


def test_an_item_that_was_deleted(made: Made) -> None:
    summary = keys.describe(made.folder)
    OsKeyring().remove(summary.hints[0].keyring_item)
    with pytest.raises(KeyringItemMissing):
        keys.probe_keyring(summary, OsKeyring())
    with pytest.raises(KeyringItemMissing):
        keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    keys.unlock_with_sheet(made.folder, made.sheet, OsKeyring()).close()


@pytest.mark.parametrize(
    "value", ["nonsense", "ck1.!!!", "ck1.aGVsbG8=", "AGE-SECRET-KEY-PQ-1QQ ab"]
)
def test_a_foreign_value_in_the_keyring(made: Made, value: str) -> None:
    OsKeyring().put(keys.describe(made.folder).hints[0].keyring_item, value)
    with pytest.raises(KeyringWrongValue):
        keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())


def test_the_service_of_our_items_has_our_name() -> None:
    assert SERVICE == "casekeep"


def test_the_keyring_alone_needs_no_typing(tmp_path: Path, real_keyring: KeyringDaemon) -> None:
    folder = tmp_path / "alone.casekeep"
    plan = plan_vault("Alone")
    create_vault(plan, folder, PRACTICE, FirstWay(kind=SlotKind.KEYRING), OsKeyring())
    session = keys.unlock_with_keyring(folder, None, OsKeyring())
    with pytest.raises(WrongPassphrase):
        session.step_up(b"anything")
    session.step_up("\n".join(line.text for line in plan.sheet.lines).encode())
    assert session.has_step_up
    session.close()


def test_a_vault_is_never_created_over_something(made: Made) -> None:
    before = sorted(entry.name for entry in made.folder.iterdir())
    with pytest.raises(FolderExists):
        create_vault(
            plan_vault("x"), made.folder, PRACTICE, FirstWay(kind=SlotKind.KEYRING), OsKeyring()
        )
    assert sorted(entry.name for entry in made.folder.iterdir()) == before


def test_a_dead_keyring_creates_nothing(tmp_path: Path) -> None:
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed=TYPED)
    with pytest.raises(KeyringError):
        create_vault(plan_vault("x"), tmp_path / "x.casekeep", PRACTICE, way, NoKeyring())
    assert list(tmp_path.iterdir()) == []


def test_weak_passphrases_are_refused(tmp_path: Path) -> None:
    for way in (
        FirstWay(kind=SlotKind.PASSPHRASE, typed="summer2026"),
        FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed="123"),
    ):
        with pytest.raises(WeakPassphrase):
            create_vault(plan_vault("x"), tmp_path / "x.casekeep", PRACTICE, way, NoKeyring())
    assert list(tmp_path.iterdir()) == []


def test_one_process_at_a_time(made: Made) -> None:
    session = keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    secret = made.folder.with_name("secret")
    secret.write_text(TYPED, encoding="utf-8")
    other = subprocess.run(
        [
            sys.executable,
            "-m",
            "vault.cli",
            "unlock-check",
            str(made.folder),
            "--secret-file",
            secret,
        ],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert other.returncode == 6, other.stderr
    with pytest.raises(VaultInUse):
        keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    session.close()


def test_a_folder_that_is_no_vault(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(NotAVault):
            keys.describe(folder)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_header_is_damage_not_a_new_vault(made: Made) -> None:
    (made.folder / "vault.json").unlink()
    with pytest.raises(DamagedVault):
        keys.describe(made.folder)


def test_at_least_two_ways_one_of_them_the_sheet(made: Made) -> None:
    session = keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    for slot in keys.slots(session):
        with pytest.raises(TooFewSlots):
            keys.remove_slot(session, TYPED, slot.id, OsKeyring())
    session.close()
