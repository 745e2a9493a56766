"""The Secret Service of freedesktop.org: GNOME Keyring, KeePassXC, KDE's newer wallets.

https://specifications.freedesktop.org/secret-service-spec/
"""

from contextlib import closing

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
from vault.keys.platform_keyring import Backend, Package, without_overrides
from vault.keys.session_bus import FOREIGN_ERRORS, translate_bus_error

_GNOME = "org.gnome.keyring"
_GNOME_PROMPTER = "org.gnome.keyring.SystemPrompter"


class SecretService:
    """Drives keyring's ``SecretService`` class on the collection that is the default now."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def is_there(self) -> bool:
        """Return whether the service runs or the bus would start it."""
        with closing(secretstorage.dbus_init()) as bus:
            return secretstorage.check_service_availability(bus)

    def prepare(self, *, may_prompt: bool) -> Backend:
        """Return the backend, bound to the default collection, unlocked.

        Raises ``KeyringUnavailable`` where there is no default collection: the backend by
        itself would open a dialog that creates one, even to read.
        """
        backend = without_overrides(self._package("backends.SecretService").Keyring)
        with closing(secretstorage.dbus_init()) as bus:
            collection = _default_collection(bus)
            if collection.is_locked():
                _unlock(bus, collection, may_prompt=may_prompt)
            backend.preferred_collection = collection.collection_path
        checked: Backend = backend
        return checked

    def foreign_errors(self) -> tuple[type[Exception], ...]:
        """Return what keyring, secretstorage and jeepney raise."""
        keyring_error: type[Exception] = self._package("errors").KeyringError
        return (keyring_error, SecretStorageException, *FOREIGN_ERRORS)

    def translate(self, error: Exception) -> KeyringError:
        """Return our error for ``error``."""
        errors = self._package("errors")
        kind = type(error).__name__
        match error:
            # ``prepare`` unlocked the collection: what stayed locked is the item, which
            # KeePassXC asks about one by one.
            case errors.KeyringLocked() | PromptDismissedException():
                return KeyringDenied(kind)
            case LockedException():
                return KeyringLocked(kind)
            case errors.PasswordDeleteError() | ItemNotFoundException():
                return KeyringItemMissing(kind)
            case errors.KeyringError() | SecretStorageException():
                return KeyringUnavailable(kind)
            case _:
                return translate_bus_error(error)


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
