"""One rig a platform: the keyring under test, and a back door to what the system keeps."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Protocol

import pytest
import secretstorage

from tests.keys.fake_credential_manager import FakeCredentialManager
from tests.keys.fake_keychain import FakeKeychain
from tests.keys.kwallet_daemon import KWalletDaemon
from vault.keys.os_keyring import SERVICE, OsKeyring


class Rig(Protocol):
    """What the contract needs of a platform."""

    keyring: OsKeyring

    def plant(self, item: str, text: str) -> None:
        """Keep ``text`` as another program would, encoded as the platform does."""
        ...

    def plant_garbage(self, item: str) -> None:
        """Keep bytes that are no text in the platform's encoding."""
        ...

    def items(self) -> int:
        """Return how many items the system keeps."""
        ...


@contextmanager
def default_collection() -> Iterator[secretstorage.Collection]:
    """The default collection of the bus this process is on."""
    with closing(secretstorage.dbus_init()) as bus:
        yield secretstorage.get_collection_by_alias(bus, "default")


class GnomeRig:
    """The real thing; the process is on its bus already."""

    def __init__(self) -> None:
        self.keyring = OsKeyring(platform="linux")

    def plant(self, item: str, text: str) -> None:
        self._keep(item, text.encode())

    def plant_garbage(self, item: str) -> None:
        self._keep(item, b"\xff\xfe\x80")

    def _keep(self, item: str, secret: bytes) -> None:
        with default_collection() as collection:
            place = {"service": SERVICE, "username": item}
            collection.create_item("planted", place, secret, replace=True)

    def items(self) -> int:
        with default_collection() as collection:
            return len(list(collection.get_all_items()))


class KWalletRig:
    """The real thing; the process is on its bus already."""

    def __init__(self, daemon: KWalletDaemon) -> None:
        self._daemon = daemon
        self.keyring = OsKeyring(platform="linux")

    def plant(self, item: str, text: str) -> None:
        self._daemon.plant(SERVICE, item, text)

    def plant_garbage(self, item: str) -> None:
        self._daemon.plant_garbage(SERVICE, item)

    def items(self) -> int:
        return len(self._daemon.entries(SERVICE))


class WindowsRig:
    """keyring's Windows class on a fake Credential Manager."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.system = FakeCredentialManager()
        self.system.install(monkeypatch)
        self.keyring = OsKeyring(platform="win32")

    def plant(self, item: str, text: str) -> None:
        self._keep(item, text.encode("utf-16-le"))

    def plant_garbage(self, item: str) -> None:
        self._keep(item, b"\xff\xfe\x80")

    def _keep(self, item: str, blob: bytes) -> None:
        target = f"{item}@{SERVICE}"
        self.system.credentials[target] = {"UserName": item, "CredentialBlob": blob}

    def items(self) -> int:
        return len(self.system.credentials)


class MacosRig:
    """keyring's macOS class on a fake Security framework."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.system = FakeKeychain()
        self.system.install(monkeypatch)
        self.keyring = OsKeyring(platform="darwin")

    def plant(self, item: str, text: str) -> None:
        self.system.items[SERVICE, item] = text.encode()

    def plant_garbage(self, item: str) -> None:
        self.system.items[SERVICE, item] = b"\xff\xfe\x80"

    def items(self) -> int:
        return len(self.system.items)
