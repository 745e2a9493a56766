"""Backups and the way back from them."""

from vault.errors.base import VaultError


class BackupError(VaultError):
    """A backup could not be made or read. Snapshots made before are whole."""


class DestinationGone(BackupError):
    """The place of the backups is not there, or failed while it was used."""


class DestinationFull(BackupError):
    """The place of the backups has no room."""


class DestinationReadOnly(BackupError):
    """The place of the backups cannot be written to."""


class DestinationBusy(BackupError):
    """Another process is writing into the same set of backups."""


class DestinationUnfit(BackupError):
    """The place is inside the vault's folder, around it, or no folder: no place for backups."""


class NoSnapshot(BackupError):
    """There is no snapshot of a vault in the folder."""


class DamagedSnapshot(BackupError):
    """A snapshot is damaged or incomplete. ``what`` names the kind of its file."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class CopyNotWhole(BackupError):
    """The place of the backups does not hold that document whole."""
