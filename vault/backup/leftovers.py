"""What a stop left in a snapshot beside the files that its header names."""

from pathlib import Path

from vault.backup import layout, manifest
from vault.store import atomic, bundle, removal
from vault.store.bundle import Header


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
