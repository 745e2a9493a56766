"""Replacing the process: nothing of the old memory is left, no file of it stays open."""

import subprocess
import sys
from pathlib import Path

import pytest

from ui import relaunch

_CHILD = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from ui import relaunch
from vault.dumps import forbid_dumps
forbid_dumps()
os.set_inheritable(os.open(sys.argv[2], os.O_RDONLY), True)
def command(arguments):
    # The new image says what it is left with, instead of opening a window.
    script = (
        "import os, sys; print(os.getpid(), sys.argv[1:], "
        "[os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd') "
        "if os.path.exists(f'/proc/self/fd/{n}')])"
    )
    return [sys.executable, "-c", script, *arguments, relaunch.LOCKED]
print(os.getpid())
relaunch.command = command
relaunch.replace_process(["VAULT"])
"""

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def test_the_command_keeps_the_vault_and_says_locked_once() -> None:
    line = relaunch.command(["VAULT", "--locked"])
    assert line == [sys.executable, "-m", "ui.app", "VAULT", "--locked"]


@linux
def test_the_process_is_replaced_and_its_files_are_closed(tmp_path: Path) -> None:
    secret = tmp_path / "records.db"
    secret.write_text("x")
    root = str(Path(relaunch.__file__).parent.parent)
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, root, str(secret)],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    before, after = child.stdout.splitlines()
    assert after.startswith(f"{before} ['VAULT', '--locked']")
    assert "records.db" not in after


@linux
def test_no_core_is_dumped_and_nobody_looks_in() -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(Path(relaunch.__file__).parent.parent)!r})\n"
        "import resource, ctypes; from vault.dumps import forbid_dumps; forbid_dumps()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    child = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert child.stdout.strip() == "(0, 0) 0"
