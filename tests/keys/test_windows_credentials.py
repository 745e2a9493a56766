"""Windows' own rules and refusals, beyond the contract of all platforms."""

import sys
import threading
from typing import Any

import pytest

from tests.keys.fake_credential_manager import LONGEST_BLOB, FakeCredentialManager, Win32Error
from tests.keys.fake_keychain import forget_module
from vault.errors import (
    KeyringDenied,
    KeyringError,
    KeyringItemMissing,
    KeyringNotKept,
    KeyringTimeout,
    KeyringUnavailable,
)
from vault.keys.os_keyring import LONGEST_SECRET, OsKeyring

LOCAL_MACHINE = 2
LONGEST = "x" * LONGEST_SECRET


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> FakeCredentialManager:
    system = FakeCredentialManager()
    system.install(monkeypatch)
    return system


@pytest.fixture
def keyring(system: FakeCredentialManager) -> OsKeyring:
    return OsKeyring(platform="win32")


def test_longest_secret_is_exactly_what_windows_takes(system: FakeCredentialManager) -> None:
    assert len(LONGEST.encode("utf-16-le")) == LONGEST_BLOB
    credential = {"TargetName": "a", "UserName": "a", "CredentialBlob": LONGEST + "x"}
    with pytest.raises(Win32Error):
        system.write(credential, 0)


def test_nothing_roams(keyring: OsKeyring, system: FakeCredentialManager) -> None:
    for item in ("a", "b", "a"):
        keyring.put(item, "secret")
    assert {one["Persist"] for one in system.credentials.values()} == {LOCAL_MACHINE}


def test_roaming_cannot_be_asked_for_by_the_environment(
    keyring: OsKeyring, system: FakeCredentialManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEYRING_PROPERTY_PERSIST", "enterprise")
    keyring.put("a", "secret")
    assert {one["Persist"] for one in system.credentials.values()} == {LOCAL_MACHINE}


@pytest.mark.parametrize(
    ("winerror", "expected"),
    [
        (5, KeyringDenied),
        (1223, KeyringDenied),
        (1312, KeyringUnavailable),
        (1783, KeyringUnavailable),
    ],
)
def test_refusals(
    keyring: OsKeyring,
    system: FakeCredentialManager,
    winerror: int,
    expected: type[KeyringError],
) -> None:
    keyring.put("a", "secret")
    system.refusal = winerror
    for act in (keyring.probe, lambda: keyring.get("a"), lambda: keyring.put("a", "x")):
        with pytest.raises(expected):
            act()
    with pytest.raises(expected):
        keyring.remove("a")
    system.refusal = None
    assert keyring.get("a") == "secret"


def test_store_emptied_by_a_password_reset(
    keyring: OsKeyring, system: FakeCredentialManager
) -> None:
    keyring.put("a", "secret")
    system.credentials.clear()
    with pytest.raises(KeyringItemMissing):
        keyring.get("a")


@pytest.mark.parametrize("what_stays", [{}, {"CredentialBlob": "another"}])
def test_a_write_is_read_back(monkeypatch: pytest.MonkeyPatch, what_stays: dict[str, str]) -> None:
    class Forgetful(FakeCredentialManager):
        def write(self, credential: dict[str, Any], flags: int) -> None:
            if what_stays:
                super().write(credential | what_stays, flags)

    Forgetful().install(monkeypatch)
    with pytest.raises(KeyringNotKept):
        OsKeyring(platform="win32").put("a", "secret")


def test_program_packed_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("win32ctypes", "win32cred", "pywintypes"):
        monkeypatch.setitem(sys.modules, name, None)
    forget_module(monkeypatch, "keyring.backends.Windows")
    with pytest.raises(KeyringUnavailable):
        OsKeyring(platform="win32").probe()


def test_limit_holds_here_too(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()

    class Hanging(FakeCredentialManager):
        def _may(self, function: str, target: str | None = None) -> None:
            answered.wait()
            super()._may(function, target)

    Hanging().install(monkeypatch)
    with pytest.raises(KeyringTimeout):
        OsKeyring(timeout_s=0.2, platform="win32").probe()
    answered.set()
