"""Linux: the Secret Service (GNOME Keyring, KeePassXC, KDE), else KWallet's own interface."""

from vault.errors import KeyringError, KeyringUnavailable
from vault.keys.kwallet import KWallet
from vault.keys.platform_keyring import Backend, Package, Platform
from vault.keys.secret_service import SecretService


class LinuxKeyring:
    """Takes the first of the two that there is, anew for each call."""

    def __init__(self, package: Package) -> None:
        self._secret_service = SecretService(package)
        self._kwallet = KWallet()
        self._current: Platform = self._secret_service

    def prepare(self, *, may_prompt: bool) -> Backend:
        """Return a backend of a service that runs. Raises ``KeyringUnavailable`` for none."""
        if self._secret_service.is_there():
            return self._secret_service.prepare(may_prompt=may_prompt)
        if not self._kwallet.is_there():
            raise KeyringUnavailable("no service")
        self._current = self._kwallet
        return self._kwallet.prepare(may_prompt=may_prompt)

    def foreign_errors(self) -> tuple[type[Exception], ...]:
        """Return the error types of the service in use."""
        return self._current.foreign_errors()

    def translate(self, error: Exception) -> KeyringError:
        """Return our error for one of the service in use."""
        return self._current.translate(error)
