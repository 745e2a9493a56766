"""Fixtures that several folders of tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keyring_daemon import TOOLS, KeyringDaemon
from tests.scrypt_once import scrypt_once
from tests.tools import require


@pytest.fixture(scope="session", autouse=True)
def _scrypt_once() -> Iterator[None]:
    """The same secret and salt are not stretched twice."""
    with scrypt_once():
        yield


@pytest.fixture
def real_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyringDaemon]:
    """A real, unlocked gnome-keyring; this process is moved to its bus and its folders."""
    for tool in TOOLS:
        require(tool, "apt-get install gnome-keyring dbus")
    with KeyringDaemon(tmp_path) as daemon:
        for name, value in daemon.own_variables.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
        yield daemon
