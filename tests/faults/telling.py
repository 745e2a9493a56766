"""What the programs that are killed and starved say, and how they open their vault."""

import json
import sys
from pathlib import Path

from tests.vault_fixtures import NoKeyring
from vault.clock import Clock, utc_now
from vault.keys import service as keys
from vault.session import Session


def tell(**fact: object) -> None:
    """Say on standard output what was acknowledged."""
    try:
        print(json.dumps(fact), flush=True)
    except OSError:
        sys.exit(4)  # the fault hit the telling itself, which says nothing of the vault


def sheet_of(secrets: Path) -> list[str]:
    """Return the lines of the vault's sheet."""
    lines: list[str] = json.loads(secrets.read_text(encoding="utf-8"))["sheet"]
    return lines


def opened(folder: Path, secrets: Path, now: Clock = utc_now) -> Session:
    """Unlock the vault by its sheet."""
    return keys.unlock_with_sheet(folder, sheet_of(secrets), NoKeyring(), now=now)
