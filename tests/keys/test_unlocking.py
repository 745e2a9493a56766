"""Creating and unlocking with a real keyring, and all that an attacker may put in the way."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.keyring_daemon import KeyringDaemon
from tests.vault_fixtures import PRACTICE, NoKeyring
from vault.age import HybridIdentity
from vault.audit import service as audit
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.errors import (
    DamagedVault,
    FolderExists,
    KeyringError,
    KeyringItemMissing,
    KeyringLocked,
    KeyringTimeout,
    KeyringUnavailable,
    KeyringWrongValue,
    NewerVault,
    NotAVault,
    SheetLineError,
    SheetOfAnotherVault,
    TooFewSlots,
    UntrustedVault,
    VaultError,
    VaultInUse,
    WeakPassphrase,
    WrongPassphrase,
)
from vault.ids import NoteId
from vault.keys import service as keys
from vault.keys.bag import KeyBag
from vault.keys.creation import FirstWay, VaultPlan, create_vault, plan_vault
from vault.keys.model import Slot, SlotHint, SlotKind, VaultWarning
from vault.keys.os_keyring import SERVICE, OsKeyring
from vault.keys.signing import SigningKey
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.store import bundle, schema
from vault.store.connection import create_database

TYPED = "1234"


class Made:
    """A vault that was just created with the keyring and a short typed secret."""

    def __init__(self, folder: Path, plan: VaultPlan) -> None:
        self.folder = folder
        self.plan = plan
        self.sheet = [line.text for line in plan.sheet.lines]


@pytest.fixture
def made(tmp_path: Path, real_keyring: KeyringDaemon) -> Made:
    """A vault in the real keyring."""
    folder = tmp_path / "North Street.casekeep"
    plan = plan_vault("North Street")
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed=TYPED)
    create_vault(plan, folder, PRACTICE, way, OsKeyring())
    return Made(folder, plan)


def _copy(made: Made, to: str) -> Path:
    target = made.folder.with_name(to)
    shutil.copytree(made.folder, target)
    return target


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


def _sign_header_anew(folder: Path, **changes: object) -> None:
    """What an attacker does who has no key of ours: sign with a key of their own."""
    key = SigningKey.generate()
    header = replace(bundle.read_header(folder), public_key=key.public, **changes)  # type: ignore[arg-type]
    (folder / "vault.json").write_bytes(header.signed(key))


def test_a_newer_format_is_told_apart(made: Made) -> None:
    envelope = json.loads((made.folder / "vault.json").read_text("utf-8"))
    header = json.loads(envelope["header"]) | {"version": 2}
    envelope["header"] = json.dumps(header)
    (made.folder / "vault.json").write_text(json.dumps(envelope), encoding="utf-8")
    with pytest.raises(NewerVault):
        keys.describe(made.folder)


def test_a_slipped_in_slot_hint_breaks_the_signature(made: Made) -> None:
    envelope = json.loads((made.folder / "vault.json").read_text("utf-8"))
    header = json.loads(envelope["header"])
    header["slots"].append({"id": "evil", "kind": "keyring", "keyring_item": "slot-evil"})
    envelope["header"] = json.dumps(header)
    (made.folder / "vault.json").write_text(json.dumps(envelope), encoding="utf-8")
    with pytest.raises(UntrustedVault):
        keys.describe(made.folder)


def test_a_header_signed_by_somebody_else_is_refused_by_the_pin(made: Made) -> None:
    hint = SlotHint(id="evil", kind=SlotKind.KEYRING, keyring_item="slot-evil")
    _sign_header_anew(made.folder, hints=(hint, *keys.describe(made.folder).hints))
    with pytest.raises((UntrustedVault, SheetOfAnotherVault)):
        keys.unlock_with_sheet(made.folder, made.sheet, NoKeyring())


def test_a_forged_bag_sealed_to_our_own_recipients_is_refused(made: Made) -> None:
    """Anybody can seal to a public recipient: only the header's signature says whose bag it is."""
    session = keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    own = session.opened.bag
    session.close()
    mine = HybridIdentity.generate()
    intruder = replace(own.slots[0], id="evil", recipient=mine.recipient.to_text())
    slots: tuple[Slot, ...] = (*own.slots, intruder)
    for key in (own.signing_key, SigningKey.generate()):
        forged: KeyBag = replace(own, slots=slots, signing_key=key)
        folder = _copy(made, f"forged-{key.public.fingerprint[7:12].replace('/', '-')}.casekeep")
        sealed = forged.seal()
        (folder / "keys-1.age").write_bytes(sealed)
        with pytest.raises(VaultError):
            keys.unlock_with_sheet(folder, made.sheet, NoKeyring())
        _sign_header_anew(folder, keys_sha256=bundle.sha256(sealed))
        with pytest.raises((UntrustedVault, SheetOfAnotherVault)):
            keys.unlock_with_sheet(folder, made.sheet, NoKeyring())


def test_a_database_of_another_vault_is_refused(made: Made) -> None:
    session = keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    key = session.opened.bag.database_key
    session.close()
    (made.folder / "records-1.db").unlink()
    (made.folder / "records-1.db-journal").unlink(missing_ok=True)
    other = create_database(made.folder / "records-1.db", key)
    schema.migrate(other)
    schema.name_vault(other, "0" * 32, 1)
    other.close()
    with pytest.raises(DamagedVault):
        keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())


def _write_note(made: Made, text: str) -> None:
    session = keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    client = clients.add(session, ClientDetails(legal_name="Somebody"))
    body = Body.of((Section(heading="", text=text),))
    note = notes.start(session, NoteHead(client_id=client, occurred_on=date(2026, 11, 1)), body)
    notes.sign(session, Shelf.RECORD, note)
    keys.lock(session, OsKeyring(), "test")


def test_an_older_file_put_back_is_warned_about(made: Made) -> None:
    _write_note(made, "first")
    older = (made.folder / "records-1.db").read_bytes()
    _write_note(made, "second")
    (made.folder / "records-1.db").write_bytes(older)
    session = keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    assert VaultWarning.OLDER_THAN_ANCHOR in session.warnings
    session.close()


def test_another_history_of_the_same_length_is_warned_about(made: Made) -> None:
    _write_note(made, "first")
    older = (made.folder / "records-1.db").read_bytes()
    _write_note(made, "second")
    anchored = OsKeyring().get(f"anchor-{bundle.read_header(made.folder).instance_id}")
    (made.folder / "records-1.db").write_bytes(older)
    _write_note(made, "another second")
    _write_note(made, "a third")
    OsKeyring().put(f"anchor-{bundle.read_header(made.folder).instance_id}", anchored)
    session = keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    assert VaultWarning.OLDER_THAN_ANCHOR in session.warnings
    session.close()


def test_a_crash_leaves_the_vault_newer_which_is_no_warning(made: Made) -> None:
    _write_note(made, "first")
    session = keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    clients.add(session, ClientDetails(legal_name="After the anchor"))
    session.close()
    session = keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    assert session.warnings == ()
    session.close()


def test_a_planted_old_journal_is_harmless_or_warned_about(made: Made) -> None:
    """A hot journal rolls the file back: the anchor notices."""
    _write_note(made, "first")
    journal = made.folder / "records-1.db-journal"
    planted = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + os.urandom(4096)
    journal.write_bytes(planted)
    try:
        session = keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    except DamagedVault:
        return
    assert notes.get(session, Shelf.RECORD, NoteId(1)).body.text == "first"
    session.close()


def test_conflict_copies_and_strange_files_are_named_not_opened(made: Made) -> None:
    (made.folder / "vault (conflicted copy 2026-11-22).json").write_bytes(b"{}")
    (made.folder / "keys-7.age").write_bytes(b"?")
    session = keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    assert set(session.warnings) == {VaultWarning.CONFLICT_COPY, VaultWarning.UNKNOWN_FILES}
    keys.rotate_keys(session, TYPED, OsKeyring())
    session.close()
    assert (made.folder / "keys-7.age").read_bytes() == b"?"
    assert bundle.read_header(made.folder).keys == 8


def test_a_synced_folder_is_warned_about(made: Made) -> None:
    synced = made.folder.parent / "Dropbox" / made.folder.name
    synced.parent.mkdir()
    made.folder.rename(synced)
    session = keys.unlock_with_keyring(synced, TYPED, OsKeyring())
    assert VaultWarning.SYNCED_FOLDER in session.warnings
    session.close()


def test_at_least_two_ways_one_of_them_the_sheet(made: Made) -> None:
    session = keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    for slot in keys.slots(session):
        with pytest.raises(TooFewSlots):
            keys.remove_slot(session, TYPED, slot.id, OsKeyring())
    session.close()
