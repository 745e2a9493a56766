"""Backups and the way back from them."""

from vault.errors.base import VaultError


class BackupError(VaultError):
    """A backup could not be made or read. Snapshots made before are whole."""


class DestinationGone(BackupError):
    """The place of the backups is not there, or failed while it was used."""


class RecordsUnsound(BackupError):
    """The vault's own records do not check out: a copy of them is no backup."""


class DestinationOther(BackupError):
    """Another place's snapshots lie there: another stick came up at the same path."""


class DestinationCopied(BackupError):
    """The backups there are a copy of those of another place, which is there too. ``label`` is what
    that place is called."""

    def __init__(self, label: str = "") -> None:
        super().__init__()
        self.label = label


class SnapshotCopied(BackupError):
    """Some backups there are copies of another place's. ``label`` is what that place is called,
    ``numbers`` are theirs."""

    def __init__(self, label: str = "", numbers: tuple[int, ...] = ()) -> None:
        super().__init__()
        self.label, self.numbers = label, numbers


class DestinationFull(BackupError):
    """The place of the backups has no room."""


class DestinationReadOnly(BackupError):
    """The place of the backups cannot be written to."""


class DestinationBusy(BackupError):
    """Another process is writing into the same set of backups."""


class DestinationUnfit(BackupError):
    """The place is inside the vault's folder, around it, or no folder: no place for backups."""


class DestinationUnnameable(BackupError):
    """The folder's name, or one above it, holds letters that cannot be written down (no UTF-8)."""


class NoSnapshot(BackupError):
    """There is no snapshot of a vault in the folder."""


class DamagedSnapshot(BackupError):
    """A snapshot is damaged or incomplete. ``what`` names the kind of its file."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class NoSoundSnapshot(BackupError):
    """None of the backups in the folder can be used. ``damaged`` has each one's number, and what
    of it is damaged."""

    def __init__(self, damaged: tuple[tuple[int, str], ...] = ()) -> None:
        super().__init__()
        self.damaged = damaged


class NewerSnapshot(BackupError):
    """A later Casekeep made the newest backup: with that one it can be restored, and nothing of
    it is lost. ``newer`` are the numbers of such backups, ``older`` is the number of one before
    them that could be taken instead, and ``damaged`` says what others are not."""

    def __init__(
        self,
        newer: tuple[int, ...] = (),
        older: int | None = None,
        damaged: tuple[tuple[int, str], ...] = (),
    ) -> None:
        super().__init__()
        self.newer, self.older, self.damaged = newer, older, damaged


class CopyNotWhole(BackupError):
    """The place of the backups does not hold that document whole."""
