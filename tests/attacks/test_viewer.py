"""What needs no descriptor: the child that looks at documents must not change the disk."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRIES = {
    "empties": "os.truncate(p + '/records-1.db', 0)",
    "removes": "os.unlink(p + '/records-1.db')",
    "renames": "os.rename(p + '/records-1.db', p + '/x')",
    "leaks by a name": "os.symlink('Ana Ruiz', p + '/x')",
    "forbids": "os.chmod(p + '/records-1.db', 0)",
}


@pytest.mark.skipif(sys.platform != "linux", reason="the others have no such fence yet")
@pytest.mark.parametrize("what", TRIES)
def test_a_confined_process_changes_no_file(what: str, tmp_path: Path) -> None:
    (tmp_path / "records-1.db").write_text("records")
    program = (
        "import os, sys\nfrom vault.viewing import confinement\nconfinement.confine()\n"
        f"p = sys.argv[1]\n{TRIES[what]}\n"
    )
    line = [sys.executable, "-c", program, str(tmp_path)]
    ran = subprocess.run(line, cwd=ROOT, capture_output=True, check=False)
    assert ran.returncode != 0
    assert {path.name: path.stat().st_mode & 0o400 for path in tmp_path.iterdir()} == {
        "records-1.db": 0o400
    }
