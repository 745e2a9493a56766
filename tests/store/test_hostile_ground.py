"""Changes of files on failing ground: dead keyrings, lying disks, planted links."""

import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import STRONG, NoKeyring
from vault.audit import service as audit
from vault.errors import DamagedVault, KeyringError, SessionClosed, StorageFailed
from vault.keys import service as keys
from vault.keys.creation import FirstWay
from vault.keys.model import SlotKind
from vault.session import Session
from vault.store import attachments, bundle, intents, removal


def _is_whole(opened: Session) -> bool:
    opened.rows.check()
    return audit.verify(opened).is_sound


def test_an_undo_that_waits_for_the_keyring_never_takes_what_a_later_change_made(
    session: Session, drawer: DrawerKeyring, sheet: list[str]
) -> None:
    typed = "\n".join(sheet)
    drawer.fails_on = "put remove"
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed="another")
    with pytest.raises(KeyringError):
        keys.set_keyring_way(session, typed, way, drawer)
    keys.add_passphrase(session, typed, STRONG, drawer)
    keys.rotate_keys(session, typed, drawer)
    folder = session.opened.folder
    session.close()
    drawer.fails_on = ""
    ways: list[Callable[[], Session]] = [
        lambda: keys.unlock_with_sheet(folder, sheet, drawer),
        lambda: keys.unlock_with_passphrase(folder, STRONG, NoKeyring()),
        lambda: keys.unlock_with_keyring(folder, "1234", drawer),
    ]
    for unlock in ways:
        again = unlock()
        assert _is_whole(again)
        again.close()


def test_an_old_item_that_waits_does_not_take_the_records_of_a_later_change(
    session: Session, drawer: DrawerKeyring, sheet: list[str]
) -> None:
    drawer.fails_on = "remove"
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed="another")
    keys.set_keyring_way(session, "1234", way, drawer)
    keys.add_passphrase(session, "another", STRONG, drawer)
    folder = session.opened.folder
    assert _is_whole(session)
    session.close()
    drawer.fails_on = ""
    again = keys.unlock_with_keyring(folder, "another", drawer)
    assert len([name for name in drawer.items if name.startswith("slot-")]) == 1
    actions = [event.action for event in audit.page(again)]
    assert "change.undone" not in actions
    again.close()


def test_a_header_that_may_not_be_durable_closes_the_vault_and_destroys_nothing(
    session: Session,
    drawer: DrawerKeyring,
    sheet: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The disk takes the replacement and fails the fsync; then the power goes."""
    folder = session.opened.folder
    old_header = (folder / "vault.json").read_bytes()
    real = os.fsync

    def fsync(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        if is_folder and (folder / "vault.json").read_bytes() != old_header:
            raise OSError(errno.EIO, "I/O error")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(StorageFailed):
        keys.rotate_keys(session, "1234", drawer)
    with pytest.raises(SessionClosed):
        session.begin("client.add").__enter__()
    monkeypatch.undo()
    new_header = (folder / "vault.json").read_bytes()
    for header in (old_header, new_header):
        copy = folder.with_name(f"copy-{header is old_header}.casekeep")
        shutil.copytree(folder, copy)
        (copy / "vault.json").write_bytes(header)
        again = keys.unlock_with_sheet(copy, sheet, NoKeyring())
        assert _is_whole(again)
        again.close()


def test_a_planted_link_leads_nobody_out_of_the_vault(
    session: Session, drawer: DrawerKeyring, tmp_path: Path
) -> None:
    folder = session.opened.folder
    session.close()
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("four years of work", encoding="utf-8")
    foreign = folder / ".download.part"
    foreign.write_text("not ours", encoding="utf-8")
    ours = folder / f".vault.json.{'0' * 16}.part"
    ours.symlink_to(thesis)
    hard = folder / f".keys-2.age.{'1' * 16}.part"
    hard.hardlink_to(thesis)
    keys.unlock_with_keyring(folder, "1234", drawer).close()
    assert thesis.read_text(encoding="utf-8") == "four years of work"
    assert foreign.read_text(encoding="utf-8") == "not ours"
    assert not ours.is_symlink()
    assert not hard.exists()


@pytest.mark.parametrize("link", ["attachments", "attachments/ab"])
def test_a_linked_folder_leads_no_removal_out_of_the_vault(
    session: Session, drawer: DrawerKeyring, tmp_path: Path, link: str
) -> None:
    folder = session.opened.folder
    name = bundle.attachment_file("ab" * 16)
    behind = tmp_path / "elsewhere" / Path(name).relative_to(link)
    behind.parent.mkdir(parents=True)
    behind.write_bytes(b"somebody else's")
    (folder / "attachments").mkdir(exist_ok=True)
    if (folder / link).exists():
        (folder / link).rmdir()
    (folder / link).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageFailed):
        removal.destroy_all(folder, [name])
    with pytest.raises(StorageFailed):
        attachments.make_folder((folder / name).parent)
    assert behind.read_bytes() == b"somebody else's"
    intents.claim(session.opened, "document.add", [name], session.now)
    session.close()
    keys.unlock_with_keyring(folder, "1234", drawer).close()
    assert behind.exists()


@pytest.mark.parametrize(
    "name",
    [
        f"attachments/ab/./{'ab' * 16}.age",
        f"attachments//ab/{'ab' * 16}.age",
        f"attachments/cd/{'ab' * 16}.age",
        "../vault.json",
        "./vault.json",
        "attachments\\x",
        "c:x",
        "..",
        "",
    ],
)
def test_an_intent_names_a_file_in_one_way(session: Session, name: str) -> None:
    with pytest.raises(ValueError, match="not normal"):
        intents.claim(session.opened, "document.add", [name], session.now)
    assert intents.pending(session.rows) == []


@pytest.mark.parametrize("target", ["/dev/zero", "fifo", "folder"])
def test_a_key_bag_that_is_no_file_is_damage(
    session: Session, drawer: DrawerKeyring, tmp_path: Path, target: str
) -> None:
    folder = session.opened.folder
    session.close()
    bag = folder / "keys-1.age"
    bag.unlink()
    if target == "fifo":
        os.mkfifo(bag)
    elif target == "folder":
        bag.mkdir()
    else:
        bag.symlink_to(target)
    with pytest.raises((DamagedVault, StorageFailed)):
        keys.unlock_with_keyring(folder, "1234", drawer)


def test_numbers_beyond_reason_stop_nobody(session: Session, drawer: DrawerKeyring) -> None:
    folder = session.opened.folder
    (folder / "keys-9223372036854775807.age").write_bytes(b"")
    keys.rotate_keys(session, "1234", drawer)
    instance = bundle.read_header(folder).instance_id
    session.close()
    drawer.put(f"anchor-{instance}", "a1.0.99999999999999999999999.00")
    keys.unlock_with_keyring(folder, "1234", drawer).close()


def test_an_older_state_stays_warned_about_until_it_is_accepted(
    session: Session, drawer: DrawerKeyring
) -> None:
    folder = session.opened.folder
    keys.lock(session, drawer, "test")
    older = (folder / "records-1.db").read_bytes()
    later = keys.unlock_with_keyring(folder, "1234", drawer)
    keys.lock(later, drawer, "test")
    (folder / "records-1.db").write_bytes(older)
    for _ in range(2):
        again = keys.unlock_with_keyring(folder, "1234", drawer)
        assert again.warnings
        keys.lock(again, drawer, "test")
    again = keys.unlock_with_keyring(folder, "1234", drawer)
    keys.accept_older(again, drawer)
    keys.lock(again, drawer, "test")
    again = keys.unlock_with_keyring(folder, "1234", drawer)
    assert again.warnings == ()
    again.close()


def test_a_sheet_is_no_way_by_the_keyring(session: Session, drawer: DrawerKeyring) -> None:
    with pytest.raises(ValueError, match="keyring"):
        keys.set_keyring_way(session, "1234", FirstWay(kind=SlotKind.SHEET), drawer)
