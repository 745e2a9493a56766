"""What a stop left lying: in a snapshot beside the files that its header names, or in a set."""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from vault.backup import files, layout, manifest
from vault.backup.layout import BackupSet
from vault.errors import DiskFull
from vault.store import atomic, bundle, removal
from vault.store.bundle import Header


def sweep(backup_set: BackupSet, awaited: Collection[int]) -> frozenset[int]:
    """Remove what a crash left half done, by names that only we give; return which numbers.

    Of ``awaited`` the empty folder stays: by it a later run knows that they were removed, until
    the register does. Raises ``OSError``, ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    found = frozenset(backup_set.unfinished())
    for number in found:
        empty(backup_set.building(number))
        if number not in awaited:
            backup_set.building(number).rmdir()
    for path in backup_set.half_copied():
        path.unlink()
    return found


def empty(folder: Path) -> None:
    """Destroy the keys in a folder that was a snapshot's or was to be one, then remove the rest.

    Raises ``OSError``, ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    small = [entry.name for entry in folder.iterdir() if layout.is_small_file(entry.name)]
    with suppress(DiskFull):  # what has no room to be overwritten makes some as it goes
        removal.destroy_all(folder, small)
    files.empty_tree(folder)
    atomic.sync_folder(folder)


def remove_stale(folder: Path, header: Header) -> None:
    """Destroy what is ours in a snapshot and not named by its header, which is durable first.

    Bags and passphrase slots of ways in that are no more, records with people in them that were
    disposed of. Raises ``OSError``, ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    stale = _stale(folder, header)
    if stale:
        atomic.sync_folder(folder)
        removal.destroy_all(folder, stale)


def _stale(folder: Path, header: Header) -> list[str]:
    # a snapshot is opened without its journal, so that one is always of a file that is built
    journal = f"{bundle.records_file(header.records)}-journal"
    current = (bundle.current_files(header) - {journal}) | {manifest.file_name(folder, header)}
    names = [entry.name for entry in folder.iterdir()]
    return [name for name in names if layout.is_own_file(name) and name not in current]
