"""Files that go: one that a disk holds fast keeps no other, and no later change, from its turn."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from tests.store.drawer import DrawerKeyring
from tests.store.failing_disk import FailingDisk
from vault.errors import DiskFull, ReadOnlyFolder, StorageFailed
from vault.keys import service as keys
from vault.session import Session
from vault.store import intents, removal

NAMES = ["a", "b", "c"]


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> FailingDisk:
    """A disk that works until it is told what fails."""
    return FailingDisk(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files to be removed."""
    for name in NAMES:
        (tmp_path / name).write_bytes(b"secret")
    return tmp_path


def _left(folder: Path) -> list[str]:
    return [name for name in NAMES if (folder / name).exists()]


def test_what_cannot_be_overwritten_is_told_and_unlinked_all_the_same(
    folder: Path, disk: FailingDisk
) -> None:
    disk.refuses_writing("b", errno.EIO)
    told: list[tuple[list[str], list[str]]] = []
    removal.destroy_all(folder, NAMES, lambda names: told.append((names, _left(folder))))
    assert told == [(["b"], NAMES)], "told while all of them are still there"
    assert _left(folder) == []


def test_what_has_no_room_to_be_overwritten_stays(folder: Path, disk: FailingDisk) -> None:
    disk.refuses_writing("b", errno.ENOSPC)
    told: list[list[str]] = []
    with pytest.raises(DiskFull):
        removal.destroy_all(folder, NAMES, told.append)
    assert (_left(folder), told) == (["b"], [])


def test_what_another_program_holds_stays_for_the_next_time(
    folder: Path, disk: FailingDisk
) -> None:
    disk.refuses_writing("b", errno.EACCES)
    told: list[list[str]] = []
    with pytest.raises(ReadOnlyFolder):
        removal.destroy_all(folder, NAMES, told.append)
    assert (_left(folder), told) == (["b"], [])
    disk.works()
    removal.destroy_all(folder, NAMES, told.append)
    assert (_left(folder), told) == ([], [])


def test_what_is_held_is_unlinked_without_patience_for_it(folder: Path, disk: FailingDisk) -> None:
    disk.refuses_writing("b", errno.EACCES)
    told: list[list[str]] = []
    removal.destroy_all(folder, NAMES, told.append, is_patient=False)
    assert (_left(folder), told) == ([], [["b"]])


def test_what_has_another_name_is_told_and_unlinked(folder: Path) -> None:
    os.link(folder / "b", folder / "other")
    told: list[list[str]] = []
    removal.destroy_all(folder, NAMES, told.append)
    assert (_left(folder), told) == ([], [["b"]])
    assert (folder / "other").read_bytes() == b"secret"


def test_what_cannot_be_unlinked_keeps_no_other(folder: Path, disk: FailingDisk) -> None:
    disk.holds_fast("a", errno.EIO)
    with pytest.raises(StorageFailed):
        removal.destroy_all(folder, NAMES)
    assert _left(folder) == ["a"]
    assert (folder / "a").read_bytes() == bytes(6), "overwritten it was"


def test_an_old_file_that_stays_stops_no_later_change(
    session: Session, drawer: DrawerKeyring, disk: FailingDisk
) -> None:
    folder = session.opened.folder
    disk.holds_fast("records-1.db", errno.EIO)
    keys.rotate_keys(session, "1234", drawer)
    keys.rotate_keys(session, "1234", drawer)
    assert session.opened.header.records == 3
    assert sorted(path.name for path in folder.glob("records-*.db")) == [
        "records-1.db",
        "records-3.db",
    ]
    assert [one.records for one in intents.pending(session.rows)] == [2]
    disk.works()
    session.close()
    again = keys.unlock_with_keyring(folder, "1234", drawer)
    assert intents.pending(again.rows) == []
    again.close()
    assert not (folder / "records-1.db").exists()


def test_which_side_goes_is_known_before_the_header_moves_on(
    session: Session, drawer: DrawerKeyring, disk: FailingDisk
) -> None:
    """As after a crash at the commit point: nobody has looked yet what it came to.

    The next header has other numbers, so that by it the change would seem undone: what was to go
    would stay for ever.
    """
    folder = session.opened.folder
    disk.holds_fast("records-1.db", errno.EIO)
    keys.rotate_keys(session, "1234", drawer)
    session.rows.run("UPDATE intent SET plan = json_set(plan, '$.is_done', NULL)")
    disk.fails_to_sync_once()
    with pytest.raises(StorageFailed):
        keys.rotate_keys(session, "1234", drawer)
    assert session.opened.header.records == 2
    keys.rotate_keys(session, "1234", drawer)
    disk.works()
    session.close()
    keys.unlock_with_keyring(folder, "1234", drawer).close()
    assert [path.name for path in folder.glob("records-*.db")] == ["records-3.db"]


def test_what_cannot_be_looked_at_is_not_taken_for_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "one").write_bytes(b"secret")
    (tmp_path / "two").write_bytes(b"secret")
    looks = os.lstat

    def fails(path: Any, *args: Any, **named: Any) -> os.stat_result:
        if Path(path).name in ("ab", "two"):
            raise OSError(errno.EIO, "as a worn-out disk says")
        return looks(path, *args, **named)

    monkeypatch.setattr(os, "lstat", fails)
    monkeypatch.setattr(os, "stat", fails)
    for name in ("ab/one", "two"):
        with pytest.raises(StorageFailed):
            removal.destroy_all(tmp_path, [name])
    monkeypatch.undo()
    assert (tmp_path / "ab" / "one").exists() and (tmp_path / "two").exists()
