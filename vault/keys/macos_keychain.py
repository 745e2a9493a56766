"""macOS: the login keychain, by keyring's ``macOS.Keyring``.

The system binds an item to the code signature of the program that made it: a program
signed otherwise is asked about, or refused.
"""

from typing import Final

from vault.errors import (
    KeyringDenied,
    KeyringError,
    KeyringItemMissing,
    KeyringLocked,
    KeyringUnavailable,
    KeyringWrongValue,
)
from vault.keys.platform_keyring import Backend, Package, without_overrides

# Security/SecBase.h
_ANSWERS: Final[dict[int, type[KeyringError]]] = {
    -128: KeyringDenied,  # errSecUserCanceled
    -25293: KeyringDenied,  # errSecAuthFailed
    -25300: KeyringItemMissing,  # errSecItemNotFound
    -25308: KeyringLocked,  # errSecInteractionNotAllowed: locked, and no way to ask
}


class MacosKeychain:
    """Generic passwords of the account."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def prepare(self, *, may_prompt: bool) -> Backend:
        """Return the backend. Looking for an item that is not there asks nothing."""
        module = self._package("backends.macOS")
        if not hasattr(module, "api"):
            raise KeyringUnavailable("no Security framework")
        backend = without_overrides(module.Keyring)
        backend.keychain = None  # its class takes KEYCHAIN_PATH from the environment
        checked: Backend = backend
        return checked

    def foreign_errors(self) -> tuple[type[Exception], ...]:
        """Return what keyring and ctypes raise."""
        return (self._package("errors").KeyringError, OSError, ValueError)

    def translate(self, error: Exception) -> KeyringError:
        """Return our error for ``error``, by the status of the system behind it."""
        if isinstance(error, UnicodeDecodeError):
            return KeyringWrongValue()
        status = next(iter(getattr(error.__cause__, "args", ())), 0)
        return _ANSWERS.get(status, KeyringUnavailable)(str(status))
