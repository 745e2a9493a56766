"""Fixtures of the keyring's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keyring_daemon import KeyringDaemon
from tests.keys.kwallet_daemon import TOOL, KWalletDaemon
from tests.keys.made_vault import TYPED, Made
from tests.tools import require
from tests.vault_fixtures import PRACTICE
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.keys.os_keyring import OsKeyring


@pytest.fixture
def kwallet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KWalletDaemon]:
    """A real KWallet with an open wallet; this process is moved to its bus."""
    require(TOOL, "apt-get install libkf5wallet-bin")
    with KWalletDaemon(tmp_path / "kde") as daemon:
        for name, value in daemon.own_variables.items():
            monkeypatch.setenv(name, value)
        daemon.create_wallet()
        yield daemon


@pytest.fixture
def made(tmp_path: Path, real_keyring: KeyringDaemon) -> Made:
    """A vault in the real keyring."""
    folder = tmp_path / "North Street.casekeep"
    plan = plan_vault("North Street")
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed=TYPED)
    create_vault(plan, folder, PRACTICE, way, OsKeyring())
    return Made(folder, plan)
