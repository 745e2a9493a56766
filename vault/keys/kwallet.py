"""KWallet by its own D-Bus interface, for desktops where it offers no Secret Service.

keyring's class for it needs dbus-python, which no wheel carries; these are the same calls
and the same places (folder: the service, key: the item), so either reads what the other kept.
https://invent.kde.org/frameworks/kwallet, src/runtime/kwalletd/org.kde.KWallet.xml
"""

from contextlib import closing
from typing import Any, Final

from jeepney import DBusAddress, DBusErrorResponse, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

from vault.errors import (
    KeyringDenied,
    KeyringItemMissing,
    KeyringLocked,
    KeyringUnavailable,
)
from vault.keys.platform_keyring import Backend

APPLICATION: Final = "Casekeep"
_GENERATIONS: Final = ("kwalletd6", "kwalletd5")
_NO_WINDOW: Final = 0
_DONE: Final = 0


class KWallet:
    """The wallet that KDE calls the network wallet, which is its place for passwords."""

    def __init__(self) -> None:
        self._generation = ""

    def is_there(self) -> bool:
        """Return whether a wallet service runs or the bus would start it."""
        with closing(open_dbus_connection()) as bus:
            proxy = Proxy(message_bus, bus)
            names = {*proxy.ListNames()[0], *proxy.ListActivatableNames()[0]}
        found = [name for name in _GENERATIONS if f"org.kde.{name}" in names]
        self._generation = next(iter(found), "")
        return bool(found)

    def prepare(self, *, may_prompt: bool) -> Backend:
        """Return the wallet. Raises ``KeyringUnavailable`` if there is none.

        Opening a wallet that does not exist would start KDE's assistant to create one.
        """
        wallet = OpenWallet(self._generation)
        wallet.open(may_prompt=may_prompt)
        return wallet


class OpenWallet:
    """A ``Backend`` over one wallet; each call has a connection of its own."""

    def __init__(self, generation: str) -> None:
        self._address = DBusAddress(
            f"/modules/{generation}", f"org.kde.{generation}", "org.kde.KWallet"
        )
        self._may_prompt = False

    def open(self, *, may_prompt: bool) -> None:
        """Check that the wallet can be used, asking the person only if ``may_prompt``."""
        self._may_prompt = may_prompt
        with closing(open_dbus_connection()) as bus:
            self._handle(bus)

    def get_password(self, service: str, username: str) -> str | None:
        """Return the password, or ``None`` if there is no such entry."""
        with closing(open_dbus_connection()) as bus:
            place = (self._handle(bus), service, username, APPLICATION)
            if not self._call(bus, "hasEntry", "isss", *place):
                return None
            return str(self._call(bus, "readPassword", "isss", *place))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write an entry; ``KeyringDenied`` if the wallet does not take it."""
        with closing(open_dbus_connection()) as bus:
            place = (self._handle(bus), service, username, password, APPLICATION)
            if self._call(bus, "writePassword", "issss", *place) != _DONE:
                raise KeyringDenied

    def delete_password(self, service: str, username: str) -> None:
        """Remove an entry. Raises ``KeyringItemMissing``."""
        with closing(open_dbus_connection()) as bus:
            place = (self._handle(bus), service, username, APPLICATION)
            if not self._call(bus, "hasEntry", "isss", *place):
                raise KeyringItemMissing
            if self._call(bus, "removeEntry", "isss", *place) != _DONE:
                raise KeyringDenied

    def _handle(self, bus: DBusConnection) -> int:
        """Open the wallet for this connection: KDE closes it when the connection ends."""
        wallet = self._existing_wallet(bus)
        if not self._may_prompt and not self._call(bus, "isOpen", "s", wallet):
            raise KeyringLocked
        handle = self._call(bus, "open", "sxs", wallet, _NO_WINDOW, APPLICATION)
        if handle < 0:
            raise KeyringDenied
        return int(handle)

    def _existing_wallet(self, bus: DBusConnection) -> str:
        wallet = str(self._call(bus, "networkWallet", ""))
        if wallet not in self._call(bus, "wallets", ""):
            raise KeyringUnavailable("no wallet")
        return wallet

    def _call(self, bus: DBusConnection, method: str, signature: str, *body: object) -> Any:
        message = new_method_call(self._address, method, signature or None, body)
        reply = bus.send_and_get_reply(message)
        if reply.header.message_type is MessageType.error:
            raise DBusErrorResponse(reply)
        return reply.body[0]
