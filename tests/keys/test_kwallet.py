"""KWallet's own states, on a real KWallet; the contract of all platforms runs on it as well."""

from pathlib import Path

import pytest

from tests.keyring_daemon import KeyringDaemon
from tests.keys.kwallet_daemon import NAME, TOOL, KWalletDaemon
from tests.tools import require
from vault.errors import KeyringLocked, KeyringTimeout, KeyringUnavailable
from vault.keys.os_keyring import SERVICE, OsKeyring


def test_no_wallet_is_ever_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require(TOOL, "apt-get install libkf5wallet-bin")
    with KWalletDaemon(tmp_path) as daemon:
        for name, value in daemon.own_variables.items():
            monkeypatch.setenv(name, value)
        for act in (
            OsKeyring().probe,
            lambda: OsKeyring().get("a"),
            lambda: OsKeyring().put("a", "x"),
            lambda: OsKeyring().remove("a"),
        ):
            with pytest.raises(KeyringUnavailable):
                act()
        assert daemon.call("wallets", None) == ([],)


def test_closed_wallet(kwallet: KWalletDaemon) -> None:
    """Probing asks nothing; reading waits for the person, up to the limit."""
    OsKeyring().put("a", "secret")
    kwallet.lock()
    with pytest.raises(KeyringLocked):
        OsKeyring().probe()
    with pytest.raises(KeyringTimeout):
        OsKeyring(timeout_s=0.3).get("a")


def test_filed_where_other_programs_look(kwallet: KWalletDaemon) -> None:
    OsKeyring().put("a", "secret")
    assert kwallet.entries(SERVICE) == ["a"]


def test_killed(kwallet: KWalletDaemon) -> None:
    OsKeyring().probe()
    kwallet.kill()
    with pytest.raises(KeyringUnavailable):
        OsKeyring().probe()


def test_secret_service_comes_first(real_keyring: KeyringDaemon) -> None:
    """KWallet is on the bus too, without a wallet: it could keep nothing."""
    require(TOOL, "apt-get install libkf5wallet-bin")
    real_keyring.environment["QT_QPA_PLATFORM"] = "offscreen"
    real_keyring.spawn([TOOL])
    real_keyring.await_owner(NAME)
    OsKeyring().put("a", "secret")
    assert OsKeyring().get("a") == "secret"
