"""The operating system's keyring, and secrets that people type."""

from vault.errors.base import VaultError

# --- the operating system's keyring ---


class KeyringError(VaultError):
    """The keyring did not give or keep a secret. Nothing was changed."""


class KeyringUnavailable(KeyringError):
    """No service: no bus, no daemon, no supported backend."""


class KeyringLocked(KeyringError):
    """The keyring exists and is locked."""


class KeyringDenied(KeyringError):
    """The person or the system dismissed or denied the request."""


class KeyringItemMissing(KeyringError):
    """The keyring answers and has no such item."""


class KeyringWrongValue(KeyringError):
    """The item holds something that is not a Casekeep secret of this vault."""


class KeyringTimeout(KeyringError):
    """The keyring did not answer within the limit (10 s)."""


class KeyringNotKept(KeyringError):
    """What was written did not read back the same."""


# --- secrets people type ---


class SecretError(VaultError):
    """A typed or printed secret does not open the vault."""


class WrongPassphrase(SecretError):
    """The typed passphrase does not open this vault."""


class SecretNotEnough(SecretError):
    """To make all ways in anew takes the typed secret of every day, and the passphrase if any."""


class WeakPassphrase(SecretError):
    """The passphrase is too easy to guess for the slot it is meant for."""


class SheetLineError(SecretError):
    """A line of a recovery sheet was mistyped. ``line`` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class SheetOfAnotherVault(SecretError):
    """The sheet is well typed and belongs to another vault, or was replaced."""


class StepUpRequired(SecretError):
    """The act needs the step-up secret first."""
