"""What lies around a vault and may harm it: services, shares, conflict copies, strange files."""

import re
from pathlib import Path

from vault.errors import InsideVault
from vault.keys.model import VaultWarning
from vault.store import bundle, intents, network_drives
from vault.store.intents import Intent
from vault.store.opening import OpenedVault
from vault.store.sync_services import is_synced as is_synced

_BACKUP_SET = re.compile(r"casekeep-[0-9a-f]{8}-[0-9a-f]{8}\.backup")


def require_outside(folder: Path) -> None:
    """Raise ``InsideVault`` for a folder in a vault, a snapshot, or a set of snapshots."""
    real = folder.resolve()
    for above in (real, *real.parents):
        if (above / bundle.HEADER_FILE).exists() or _BACKUP_SET.fullmatch(above.name):
            raise InsideVault()


def ground_warnings(folder: Path) -> list[VaultWarning]:
    """Return what speaks against a folder, which need not exist, as a vault's."""
    found = []
    if is_synced(folder):
        found.append(VaultWarning.SYNCED_FOLDER)
    if network_drives.is_on_network(folder):
        found.append(VaultWarning.NETWORK_DRIVE)
    return found


def warnings(opened: OpenedVault, pending: list[Intent]) -> list[VaultWarning]:
    """Return what a person should hear about the folder. Nothing is opened or swept."""
    found = ground_warnings(opened.folder)
    conflicts = bundle.conflict_copies(opened.folder)
    if conflicts:
        found.append(VaultWarning.CONFLICT_COPY)
    named = intents.named_files(pending) | frozenset(conflicts)
    unknown = bundle.unknown_files(opened.folder, opened.header, named)
    if any(not name.endswith(".part") for name in unknown):
        found.append(VaultWarning.UNKNOWN_FILES)
    return found
