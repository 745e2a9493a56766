"""A real KWallet on a private D-Bus, without a screen (Debian: ``libkf5wallet-bin``)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from jeepney import DBusAddress, MessageType, new_method_call

from tests.keyring_daemon import DEADLINE_S, PrivateBus

TOOL = "kwalletd5"
WALLET = "kdewallet"
NAME = f"org.kde.{TOOL}"
_ADDRESS = DBusAddress(f"/modules/{TOOL}", NAME, "org.kde.KWallet")
_SETTINGS = """[Wallet]
Enabled=true
First Use=false
Prompt on Open=false
[org.freedesktop.secrets]
apiEnabled=false
"""
_PASSWORD_HASH_BYTES = 56
_STREAM = 2  # KWallet::Wallet::EntryType: bytes that are no password


class KWalletDaemon(PrivateBus):
    """A private bus with KWallet and nothing that offers a Secret Service."""

    def __init__(self, base: Path) -> None:
        super().__init__(base)
        (Path(self.environment["XDG_CONFIG_HOME"]) / "kwalletrc").write_text(_SETTINGS)
        self.environment["QT_QPA_PLATFORM"] = "offscreen"

    def __enter__(self) -> Self:
        super().__enter__()
        try:
            self._daemon = self.spawn([TOOL])
            self.await_owner(NAME)
        except BaseException:
            self._stop()
            raise
        return self

    def create_wallet(self) -> None:
        """Make the wallet and open it, as logging in does (``pam_kwallet``)."""
        self.call("pamOpen", "sayi", WALLET, os.urandom(_PASSWORD_HASH_BYTES), 0)

    def kill(self) -> None:
        """Kill KWallet; the bus stays."""
        self._daemon.kill()
        self.await_owner(NAME, owned=False)

    def lock(self) -> None:
        """Close the wallet; opening it again would ask for its password."""
        self.call("closeAllWallets", None)

    def plant(self, folder: str, key: str, text: str) -> None:
        """Write an entry as another program does."""
        with self._opened() as handle:
            self.call("writePassword", "issss", handle, folder, key, text, "tests")

    def plant_garbage(self, folder: str, key: str) -> None:
        """Write an entry that is no password."""
        with self._opened() as handle:
            entry = (handle, folder, key, b"\xff\xfe\x80", _STREAM, "tests")
            self.call("writeEntry", "issayis", *entry)

    def entries(self, folder: str) -> list[str]:
        """Return the keys of ``folder``."""
        with self._opened() as handle:
            keys: list[str] = self.call("entryList", "iss", handle, folder, "tests")[0]
            return keys

    @contextmanager
    def _opened(self) -> Iterator[int]:
        handle: int = self.call("open", "sxs", WALLET, 0, "tests")[0]
        yield handle
        self.call("close", "ibs", handle, False, "tests")

    def call(self, method: str, signature: str | None, *body: object) -> Any:
        """Return what KWallet answers."""
        message = new_method_call(_ADDRESS, method, signature, body)
        with self.connect() as bus:
            reply = bus.send_and_get_reply(message, timeout=DEADLINE_S)
        if reply.header.message_type is MessageType.error:
            raise RuntimeError(f"KWallet refused {method}: {reply.body}")
        return reply.body
