"""Linux: the Secret Service (GNOME Keyring, KeePassXC, KDE), else KWallet's own interface."""

from vault.errors import KeyringError, KeyringUnavailable
from vault.keys.kwallet import KWallet
from vault.keys.platform_keyring import Backend
from vault.keys.secret_service import SecretService


class LinuxKeyring:
    """Takes the first of the two that there is, anew for each call.

    Both speak through jeepney, so the Secret Service's translation serves for both.
    """

    def __init__(self) -> None:
        self._secret_service = SecretService()

    def prepare(self, *, may_prompt: bool) -> Backend:
        """Return a backend of a service that runs. Raises ``KeyringUnavailable`` for none."""
        if self._secret_service.is_there():
            return self._secret_service.prepare(may_prompt=may_prompt)
        kwallet = KWallet()
        if not kwallet.is_there():
            raise KeyringUnavailable("no service")
        return kwallet.prepare(may_prompt=may_prompt)

    def foreign_errors(self) -> tuple[type[Exception], ...]:
        """Return what secretstorage and jeepney raise."""
        return self._secret_service.foreign_errors()

    def translate(self, error: Exception) -> KeyringError:
        """Return our error for ``error``."""
        return self._secret_service.translate(error)
