"""Which vaults this computer has seen: paths of folders, newest first, and nothing else."""

import json
from pathlib import Path

import platformdirs

from vault.errors import VaultError
from vault.store import atomic

_MOST = 10


def _file() -> Path:
    return Path(platformdirs.user_config_dir("casekeep", appauthor=False)) / "vaults.json"


def known_vaults() -> list[Path]:
    """Return the folders that were opened here, newest first; a damaged list is an empty one."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
        return [Path(entry) for entry in found][:_MOST]
    except (OSError, ValueError, TypeError):
        return []


def remember(folder: Path) -> None:
    """Put ``folder`` first. A list that can't be written is no reason to stop anybody."""
    chosen = folder.absolute()
    others = [path for path in known_vaults() if path != chosen]
    content = json.dumps([str(path) for path in (chosen, *others)][:_MOST])
    try:
        _file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        atomic.write_whole(_file(), content.encode("utf-8"))
    except (OSError, VaultError):
        return


def forget(folder: Path) -> None:
    """Take ``folder`` off the list; the vault itself is not touched."""
    content = json.dumps([str(path) for path in known_vaults() if path != folder.absolute()])
    try:
        atomic.write_whole(_file(), content.encode("utf-8"))
    except VaultError:
        return
