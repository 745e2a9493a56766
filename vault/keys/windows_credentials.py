"""Windows: the Credential Manager, by keyring's ``WinVaultKeyring``."""

from typing import Any, Final

from vault.errors import (
    KeyringDenied,
    KeyringError,
    KeyringItemMissing,
    KeyringUnavailable,
    KeyringWrongValue,
)
from vault.keys.platform_keyring import Backend, Package, without_overrides

# winerror.h
_ANSWERS: Final[dict[int, type[KeyringError]]] = {
    5: KeyringDenied,  # ERROR_ACCESS_DENIED
    1168: KeyringItemMissing,  # ERROR_NOT_FOUND
    1223: KeyringDenied,  # ERROR_CANCELLED
    1312: KeyringUnavailable,  # ERROR_NO_SUCH_LOGON_SESSION: a service or an SSH session
}


class WindowsCredentials:
    """Generic credentials of the account, on this machine only."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def prepare(self, *, may_prompt: bool) -> Backend:
        """Return the backend. The store is open while its owner is logged in: no prompts."""
        module = self._package("backends.Windows")
        if module.missing_deps:
            raise KeyringUnavailable("no credential library")
        backend = without_overrides(module.WinVaultKeyring)
        # The default lets the credential roam to other machines of the domain.
        backend.persist = "local machine"
        checked: Backend = backend
        return checked

    def foreign_errors(self) -> tuple[type[Exception], ...]:
        """Return what keyring and the credential library raise."""
        own = (self._package("errors").KeyringError, OSError, ValueError)
        return (*own, *_library_errors(self._package("backends.Windows")))

    def translate(self, error: Exception) -> KeyringError:
        """Return our error for ``error``."""
        if isinstance(error, self._package("errors").PasswordDeleteError):
            return KeyringItemMissing()
        if isinstance(error, UnicodeDecodeError):
            return KeyringWrongValue()
        number = getattr(error, "winerror", 0)
        return _ANSWERS.get(number, KeyringUnavailable)(str(number))


def _library_errors(module: Any) -> tuple[type[Exception], ...]:
    return () if module.missing_deps else (module.pywintypes.error,)
