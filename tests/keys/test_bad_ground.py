"""Places a vault should not be in: read-only folders, a clock set back."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.drawer import DrawerKeyring
from tests.vault_fixtures import PRACTICE, StoppedClock
from vault.errors import ReadOnlyFolder
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind, VaultWarning

WAY = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed="1234")


@pytest.fixture
def drawer() -> DrawerKeyring:
    """A computer's keyring."""
    return DrawerKeyring()


def _make_read_only(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the operating system refuse writing below ``folder``, as a medium with a tab does."""
    real_open, real_mkdir = os.open, os.mkdir

    def refuse(path: object) -> None:
        if str(path).startswith(str(folder)):
            raise OSError(errno.EROFS, "Read-only file system")

    def fake_open(path: str, flags: int, *rest: int, **more: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            refuse(path)
        return real_open(path, flags, *rest, **more)

    def fake_mkdir(path: str, *rest: int, **more: int) -> None:
        refuse(path)
        real_mkdir(path, *rest, **more)

    monkeypatch.setattr(os, "open", fake_open)
    monkeypatch.setattr(os, "mkdir", fake_mkdir)


def test_a_read_only_folder_is_said_and_nothing_is_changed(
    tmp_path: Path, drawer: DrawerKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "v.casekeep"
    create_vault(plan_vault("v"), folder, PRACTICE, WAY, drawer)
    before = {entry.name: entry.stat().st_mtime_ns for entry in folder.iterdir()}
    _make_read_only(monkeypatch, tmp_path)
    with pytest.raises(ReadOnlyFolder):
        keys.unlock_with_keyring(folder, "1234", drawer)
    with pytest.raises(ReadOnlyFolder):
        create_vault(plan_vault("w"), tmp_path / "w.casekeep", PRACTICE, WAY, drawer)
    monkeypatch.undo()
    assert {entry.name: entry.stat().st_mtime_ns for entry in folder.iterdir()} == before
    assert len(drawer.items) == 1
    keys.unlock_with_keyring(folder, "1234", drawer).close()


def test_a_clock_set_back_is_warned_about(tmp_path: Path, drawer: DrawerKeyring) -> None:
    clock = StoppedClock()
    folder = tmp_path / "v.casekeep"
    create_vault(plan_vault("v"), folder, PRACTICE, WAY, drawer, now=clock)
    for back, expected in (
        (timedelta(minutes=5), ()),
        (timedelta(days=3), (VaultWarning.CLOCK_SET_BACK,)),
    ):
        clock.advance(-back)
        session = keys.unlock_with_keyring(folder, "1234", drawer, now=clock)
        assert session.warnings == expected
        session.close()
        clock.advance(back)
