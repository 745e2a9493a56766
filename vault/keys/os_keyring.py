"""The operating system's keyring: a convenience that fails in many ways, each its own error.

Never ``keyring.get_keyring()``: it obeys ``PYTHON_KEYRING_BACKEND``, ``keyringrc.cfg`` and
installed plug-ins, and ends at a plaintext file or at nothing without saying so. Each
platform has its class, named here.
"""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from vault.errors import (
    KeyringItemMissing,
    KeyringNotKept,
    KeyringTimeout,
    KeyringUnavailable,
    KeyringWrongValue,
)

# The lock window waits for this module, and for none of what a call needs.
if TYPE_CHECKING:
    from vault.keys.platform_keyring import Backend, Platform

SERVICE: Final = "casekeep"
# Windows keeps 2,560 bytes of UTF-16 in a credential (wincred.h, CRED_MAX_CREDENTIAL_BLOB_SIZE).
LONGEST_SECRET: Final = 1_280

T = TypeVar("T")


class KeyStore(Protocol):
    """Where short secrets lie by name. Every method raises ``KeyringError`` subclasses."""

    def get(self, item: str) -> str: ...

    def put(self, item: str, secret: str) -> None: ...

    def remove(self, item: str) -> None: ...

    def probe(self) -> None: ...


class OsKeyring:
    """The keyring of the person who is logged in. Calls block up to ``timeout_s`` seconds.

    Never call it on the GUI thread. Any method raises ``KeyringUnavailable``,
    ``KeyringLocked``, ``KeyringDenied`` or ``KeyringTimeout``; none creates a keyring.
    After a timeout the next call starts afresh.
    """

    def __init__(self, timeout_s: float = 10.0, *, platform: str = sys.platform) -> None:
        self._timeout_s = timeout_s
        self._platform = platform

    def get(self, item: str) -> str:
        """Return the secret called ``item``. A locked keyring may ask the person to unlock.

        Raises ``KeyringItemMissing``, or ``KeyringWrongValue`` if it is not one line of ASCII.
        """
        _require_line(item)

        def read(backend: Backend, _: threading.Event) -> str:
            secret = backend.get_password(SERVICE, item)
            if secret is None:
                raise KeyringItemMissing
            if not _is_secret(secret):
                raise KeyringWrongValue
            return secret

        return self._call(read)

    def put(self, item: str, secret: str) -> None:
        """Keep ``secret`` (1 to 1,280 characters of one ASCII line) as ``item``.

        Raises ``ValueError`` for other text, ``KeyringNotKept`` if it reads back different.
        After ``KeyringTimeout`` the item may or may not have been written.
        """
        _require_line(item)
        if not _is_secret(secret):
            raise ValueError("a secret is one line of ASCII, 1 to 1,280 characters")

        def write(backend: Backend, _: threading.Event) -> None:
            backend.set_password(SERVICE, item, secret)
            if backend.get_password(SERVICE, item) != secret:
                raise KeyringNotKept

        self._call(write)

    def remove(self, item: str) -> None:
        """Remove ``item``; one that is missing is no error."""
        _require_line(item)

        def delete(backend: Backend, is_abandoned: threading.Event) -> None:
            # Another program can have left a second item of this name behind ours.
            while not is_abandoned.is_set():
                backend.delete_password(SERVICE, item)

        try:
            self._call(delete)
        except KeyringItemMissing:
            return

    def probe(self) -> None:
        """Return if the keyring can be used now. Asks the person nothing, writes nothing."""

        def look(backend: Backend, _: threading.Event) -> None:
            backend.get_password(SERVICE, "probe")

        self._call(look, may_prompt=False)

    def _call(self, work: Callable[[Backend, threading.Event], T], *, may_prompt: bool = True) -> T:
        from vault.keys.platform_keyring import bounded

        def run(is_abandoned: threading.Event) -> T:
            platform = _adapter(self._platform)
            try:
                backend = platform.prepare(may_prompt=may_prompt)
                if is_abandoned.is_set():
                    # A write that arrives after its caller gave up could undo a later one.
                    raise KeyringTimeout
                return work(backend, is_abandoned)
            except platform.foreign_errors() as error:
                raise platform.translate(error) from error

        return bounded(run, self._timeout_s)


def _adapter(platform: str) -> Platform:
    """Import late: another system's libraries are not installed here.

    A program packed without its own libraries has no keyring either.
    """
    try:
        match platform:
            case "darwin":
                from vault.keys.macos_keychain import MacosKeychain

                return MacosKeychain(_module)
            case "linux":
                from vault.keys.linux_keyring import LinuxKeyring

                return LinuxKeyring()
            case "win32":
                from vault.keys.windows_credentials import WindowsCredentials

                return WindowsCredentials(_module)
    except ImportError as error:
        raise KeyringUnavailable("no library") from error
    raise KeyringUnavailable(platform)


def _module(name: str) -> Any:
    """Import late: the package costs 80 ms, and Linux never needs it."""
    return importlib.import_module(f"keyring.{name}")


def _is_line(text: object) -> bool:
    return isinstance(text, str) and bool(text) and text.isascii() and text.isprintable()


def _is_secret(text: str) -> bool:
    return _is_line(text) and len(text) <= LONGEST_SECRET


def _require_line(item: str) -> None:
    if not _is_line(item):
        raise ValueError("an item's name is one line of ASCII")
