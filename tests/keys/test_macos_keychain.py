"""macOS's own refusals, beyond the contract of all platforms."""

import pytest

from tests.keys.fake_keychain import FakeKeychain, forget_module
from vault.errors import KeyringDenied, KeyringError, KeyringLocked, KeyringUnavailable
from vault.keys.os_keyring import OsKeyring


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> FakeKeychain:
    monkeypatch.setenv("KEYCHAIN_PATH", "/another.keychain")
    system = FakeKeychain()
    system.install(monkeypatch)
    return system


@pytest.fixture
def keyring(system: FakeKeychain) -> OsKeyring:
    return OsKeyring(platform="darwin")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (-128, KeyringDenied),
        (-25293, KeyringDenied),
        (-25308, KeyringLocked),
        (-25291, KeyringUnavailable),
        (-67030, KeyringUnavailable),
    ],
    ids=["canceled", "not authorized", "locked", "no keychain", "not signed"],
)
def test_refusals(
    keyring: OsKeyring, system: FakeKeychain, status: int, expected: type[KeyringError]
) -> None:
    keyring.put("a", "secret")
    system.refusal = status
    for act in (keyring.probe, lambda: keyring.get("a"), lambda: keyring.put("a", "x")):
        with pytest.raises(expected):
            act()
    with pytest.raises(expected):
        keyring.remove("a")
    system.refusal = None
    assert keyring.get("a") == "secret"


def test_item_is_filed_under_the_service(keyring: OsKeyring, system: FakeKeychain) -> None:
    keyring.put("a", "secret")
    assert system.items == {("casekeep", "a"): b"secret"}


def test_no_security_framework(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("keyring.backends.macOS.api", "keyring.backends.macOS"):
        forget_module(monkeypatch, name)
    with pytest.raises(KeyringUnavailable):
        OsKeyring(platform="darwin").probe()
