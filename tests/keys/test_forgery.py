"""What an attacker may put in the way: forged headers and bags, older files, strange ones."""

import json
import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.keys.made_vault import TYPED, Made
from tests.vault_fixtures import NoKeyring
from vault.age import HybridIdentity
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.errors import (
    DamagedVault,
    NewerVault,
    SheetOfAnotherVault,
    UntrustedVault,
    VaultError,
)
from vault.ids import NoteId
from vault.keys import service as keys
from vault.keys.bag import KeyBag
from vault.keys.model import Slot, SlotHint, SlotKind, VaultWarning
from vault.keys.os_keyring import OsKeyring
from vault.keys.signing import SigningKey
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf
from vault.store import bundle, network_drives, schema
from vault.store.connection import create_database


def _copy(made: Made, to: str) -> Path:
    target = made.folder.with_name(to)
    shutil.copytree(made.folder, target)
    return target


def _sign_header_anew(folder: Path, **changes: object) -> None:
    """What an attacker does who has no key of ours: sign with a key of their own."""
    key = SigningKey.generate()
    before = replace(bundle.read_header(folder), public_key=key.public)
    header = replace(before, **changes)  # type: ignore[arg-type]  # fields by name
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


@pytest.mark.parametrize(
    ("name", "is_conflict"),
    [
        ("vault 2.json", True),
        ("vault (1).json", True),
        ("vault-LAPTOP-4F2.json", True),
        ("vault (conflicted copy 2026-11-22).json", True),
        ("vault (Ana's conflicted copy 2026-11-22).json", True),
        ("vault (Konfliktkopie).json", True),
        ("vault_conflict-20261122-101500.json", True),
        ("vault.sync-conflict-20261122-101500-ABCDEFG.json", True),
        ("vault(Conflict_ana_2026-11-22).json", True),
        ("Vault copy.json", True),
        ("vaults.json", False),
        ("vault.json.txt", False),
        ("my vault.json", False),
    ],
)
def test_a_second_header_is_known_by_its_name(made: Made, name: str, is_conflict: bool) -> None:
    (made.folder / name).write_bytes((made.folder / "vault.json").read_bytes())
    expected = [name] if is_conflict else []
    assert bundle.conflict_copies(made.folder) == expected


def test_a_network_drive_is_warned_about(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"40 27 0:50 / {made.folder.parent.resolve()} rw - nfs4 server:/x rw\n")
    monkeypatch.setattr(network_drives, "_MOUNTS", mounts)
    session = keys.unlock_with_keyring(made.folder, TYPED, OsKeyring())
    assert VaultWarning.NETWORK_DRIVE in session.warnings
    session.close()


def test_a_synced_folder_is_warned_about(made: Made) -> None:
    synced = made.folder.parent / "Dropbox" / made.folder.name
    synced.parent.mkdir()
    made.folder.rename(synced)
    session = keys.unlock_with_keyring(synced, TYPED, OsKeyring())
    assert VaultWarning.SYNCED_FOLDER in session.warnings
    session.close()
