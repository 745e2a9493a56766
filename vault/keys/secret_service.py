"""The Secret Service of freedesktop.org: GNOME Keyring, KeePassXC, KDE's newer wallets.

keyring's class for it brings 5 MB of other packages into memory, and obeys the environment;
these are the same calls and the same attributes, so either reads what the other kept.
https://specifications.freedesktop.org/secret-service-spec/
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final

import secretstorage
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy
from secretstorage.exceptions import (
    ItemNotFoundException,
    LockedException,
    PromptDismissedException,
    SecretStorageException,
)

from vault.errors import (
    KeyringDenied,
    KeyringError,
    KeyringItemMissing,
    KeyringLocked,
    KeyringUnavailable,
)
from vault.keys.platform_keyring import Backend
from vault.keys.session_bus import FOREIGN_ERRORS, translate_bus_error

APPLICATION: Final = "Python keyring library"
"""What keyring calls itself: only an item with the same attributes is replaced."""
_GNOME = "org.gnome.keyring"
_GNOME_PROMPTER = "org.gnome.keyring.SystemPrompter"


class SecretService:
    """The service on the bus, and the collection that is its default now."""

    def is_there(self) -> bool:
        """Return whether the service runs or the bus would start it."""
        with closing(secretstorage.dbus_init()) as bus:
            return secretstorage.check_service_availability(bus)

    def prepare(self, *, may_prompt: bool) -> Backend:
        """Return the default collection, unlocked.

        Raises ``KeyringUnavailable`` where there is none: to create one asks the person.
        """
        with closing(secretstorage.dbus_init()) as bus:
            collection = _default_collection(bus)
            if collection.is_locked():
                _unlock(bus, collection, may_prompt=may_prompt)
            return UnlockedCollection(collection.collection_path)

    def foreign_errors(self) -> tuple[type[Exception], ...]:
        """Return what secretstorage and jeepney raise."""
        return (SecretStorageException, *FOREIGN_ERRORS)

    def translate(self, error: Exception) -> KeyringError:
        """Return our error for ``error``."""
        kind = type(error).__name__
        match error:
            case PromptDismissedException():
                return KeyringDenied(kind)
            case LockedException():
                return KeyringLocked(kind)
            case ItemNotFoundException():
                return KeyringItemMissing(kind)
            case SecretStorageException():
                return KeyringUnavailable(kind)
            case _:
                return translate_bus_error(error)


class UnlockedCollection:
    """A ``Backend`` over one collection; each call has a connection of its own."""

    def __init__(self, path: str) -> None:
        self._path = path

    def get_password(self, service: str, username: str) -> str | None:
        """Return the password, or ``None`` if there is no such item.

        Raises ``KeyringDenied`` for an item that stays locked, ``UnicodeDecodeError`` for one
        that is no text.
        """
        with self._collection() as collection:
            item = next(collection.search_items(_place(service, username)), None)
            if item is None:
                return None
            _unlock_item(item)
            return item.get_secret().decode()

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write an item in place of the one with the same attributes."""
        attributes = {**_place(service, username), "application": APPLICATION}
        label = f"Password for '{username}' on '{service}'"
        with self._collection() as collection:
            collection.create_item(label, attributes, password.encode(), replace=True)

    def delete_password(self, service: str, username: str) -> None:
        """Remove the first item of the name. Raises ``KeyringItemMissing``."""
        with self._collection() as collection:
            item = next(collection.search_items(_place(service, username)), None)
            if item is None:
                raise KeyringItemMissing
            item.delete()

    @contextmanager
    def _collection(self) -> Iterator[secretstorage.Collection]:
        with closing(secretstorage.dbus_init()) as bus:
            try:
                collection = secretstorage.Collection(bus, self._path)
            except ItemNotFoundException as error:
                raise KeyringUnavailable("no collection") from error
            yield collection


def _place(service: str, username: str) -> dict[str, str]:
    return {"username": username, "service": service}


def _unlock_item(item: secretstorage.Item) -> None:
    """Ask for one item: its collection is open, but KeePassXC asks about each."""
    if item.is_locked():
        item.unlock()
        if item.is_locked():
            raise KeyringDenied


def _default_collection(bus: DBusConnection) -> secretstorage.Collection:
    try:
        return secretstorage.get_collection_by_alias(bus, "default")
    except ItemNotFoundException as error:
        raise KeyringUnavailable("no default collection") from error


def _unlock(bus: DBusConnection, collection: secretstorage.Collection, *, may_prompt: bool) -> None:
    if not may_prompt:
        raise KeyringLocked
    is_dismissed = collection.unlock()
    if not collection.is_locked():
        return
    if is_dismissed and _can_ask(bus):
        raise KeyringDenied
    raise KeyringLocked


def _can_ask(bus: DBusConnection) -> bool:
    """Return whether the person has seen the prompt that was dismissed.

    GNOME Keyring dismisses its prompt by itself where nothing can show it.
    """
    proxy = Proxy(message_bus, bus)
    if not proxy.NameHasOwner(_GNOME)[0]:
        return True
    is_running = bool(proxy.NameHasOwner(_GNOME_PROMPTER)[0])
    return is_running or _GNOME_PROMPTER in proxy.ListActivatableNames()[0]
