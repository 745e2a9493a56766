"""Fixtures of the keyring's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keys.kwallet_daemon import TOOL, KWalletDaemon
from tests.tools import require


@pytest.fixture
def kwallet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KWalletDaemon]:
    """A real KWallet with an open wallet; this process is moved to its bus."""
    require(TOOL, "apt-get install libkf5wallet-bin")
    with KWalletDaemon(tmp_path / "kde") as daemon:
        for name, value in daemon.own_variables.items():
            monkeypatch.setenv(name, value)
        daemon.create_wallet()
        yield daemon
