"""What lies around a vault and may harm it: sync services, their conflict copies, strange files."""

import re
from pathlib import Path

from vault.errors import InsideVault
from vault.keys.model import VaultWarning
from vault.store import bundle, intents
from vault.store.intents import Intent
from vault.store.opening import OpenedVault

_SYNC_NAMES = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "icloud drive",
    "mobile documents",
    "nextcloud",
    "owncloud",
    "syncthing",
    "pcloud",
    "seafile",
    "mega",
)
_SYNC_MARKS = (".stfolder", ".dropbox", ".sync", ".owncloudsync.log", ".nextcloudsync.log")
_BACKUP_SET = re.compile(r"casekeep-[0-9a-f]{8}-[0-9a-f]{8}\.backup")


def require_outside(folder: Path) -> None:
    """Raise ``InsideVault`` for a folder in a vault, a snapshot, or a set of snapshots."""
    real = folder.resolve()
    for above in (real, *real.parents):
        if (above / bundle.HEADER_FILE).exists() or _BACKUP_SET.fullmatch(above.name):
            raise InsideVault()


def is_synced(folder: Path) -> bool:
    """Return whether a folder above looks like a sync service's."""
    above = [folder, *folder.parents]
    if any(part.name.lower().startswith(name) for part in above for name in _SYNC_NAMES):
        return True
    return any((part / mark).exists() for part in above for mark in _SYNC_MARKS)


def warnings(opened: OpenedVault, pending: list[Intent]) -> list[VaultWarning]:
    """Return what a person should hear about the folder. Nothing is opened or swept."""
    found = []
    if is_synced(opened.folder):
        found.append(VaultWarning.SYNCED_FOLDER)
    conflicts = bundle.conflict_copies(opened.folder)
    if conflicts:
        found.append(VaultWarning.CONFLICT_COPY)
    named = intents.named_files(pending) | frozenset(conflicts)
    unknown = bundle.unknown_files(opened.folder, opened.header, named)
    if any(not name.endswith(".part") for name in unknown):
        found.append(VaultWarning.UNKNOWN_FILES)
    return found
