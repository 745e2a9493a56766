"""Home asks whether a disposal waits, and loads nothing of disposals for it."""

import subprocess
import sys
from pathlib import Path

from tests.vault_fixtures import open_session
from vault.disposal import waiting


def test_nothing_waits_in_a_new_vault(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    assert not waiting.is_any(session)
    session.close()


def test_asking_loads_next_to_nothing() -> None:
    code = (
        "import sys, vault.session; before = set(sys.modules); import vault.disposal.waiting;"
        "print(sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    loaded = "['vault.disposal', 'vault.disposal.waiting', 'vault.disposal.waiting_rows']\n"
    assert done.stdout == loaded
