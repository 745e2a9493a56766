"""Sealed files and the vault's folder."""

from vault.errors.base import VaultError

# --- sealed files (vault.age) ---


class AgeError(VaultError):
    """A sealed file could not be read or written."""


class NotAgeFile(AgeError):
    """The file does not begin as an age file."""


class NewerAgeVersion(AgeError):
    """An age file of a later format version."""


class NoMatchingIdentity(AgeError):
    """A sound age file that none of the given identities opens."""


class DamagedAgeFile(AgeError):
    """The header, its MAC or the payload does not verify, or the file is cut short."""


class WorkFactorTooHigh(AgeError):
    """Opening would take more memory and time than we grant a passphrase file."""


class SelfTestFailed(VaultError):
    """A known-answer test of the cryptography failed; no data may be touched."""


# --- the vault folder ---


class VaultFileError(VaultError):
    """A file of the vault folder is not what it should be."""


class NotAVault(VaultFileError):
    """The folder holds no vault."""


class IsASnapshot(VaultFileError):
    """The folder is a backup's snapshot: restore it into a vault of its own."""


class NewerVault(VaultFileError):
    """The vault was written by a later Casekeep."""


class DamagedVault(VaultFileError):
    """A file is damaged, cut short, empty or missing. ``what`` names its kind."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class UntrustedVault(VaultFileError):
    """A signature or the pinned fingerprint does not match: somebody else's files."""


class BadSignature(VaultError):
    """A signature or public key is malformed, or does not belong to this key, use and text."""


class NoSuchSlot(VaultError):
    """The vault has no such way to open it."""


class TooFewSlots(VaultError):
    """At least two ways to open a vault, one of them not the keyring."""


class VaultInUse(VaultError):
    """Another process has the vault open."""


class FolderExists(VaultError):
    """A vault is never created over something that exists."""


class ReadOnlyFolder(VaultError):
    """The vault's folder cannot be written to."""


class DiskFull(VaultError):
    """The disk has no room. What was saved before is whole."""


class StorageFailed(VaultError):
    """The disk reported an error while reading or writing."""


class SessionClosed(VaultError):
    """The vault was locked; no more work is taken."""


class Cancelled(VaultError):
    """The person cancelled a long job. Nothing of it remains."""
