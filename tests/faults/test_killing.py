"""Killing a program at a call: those before it are made, it and those after it are not."""

import signal
import sys
from pathlib import Path

import pytest

from tests.faults.killing import killed_at

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is for Linux alone")
_LIMIT_S = 60.0
_WRITES = """
import os, sys
for number in range(6):
    made = os.open(os.path.join(sys.argv[1], str(number)), os.O_CREAT | os.O_WRONLY)
    os.pwrite(made, b"abc", 0)
    print(number, flush=True)
"""
_IN_A_THREAD = f"""
import threading
rest = threading.Thread(target=exec, args=({_WRITES!r},))
rest.start()
rest.join()
"""


@pytest.mark.parametrize("code", [_WRITES, _IN_A_THREAD])
def test_the_call_is_not_made(code: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", code, str(tmp_path)]
    end = killed_at("pwrite64", 4, command, _LIMIT_S)
    assert end.code == -signal.SIGKILL
    assert str(tmp_path / "3") in end.call
    assert end.stdout.split() == ["0", "1", "2"]
    sizes = {one.name: one.stat().st_size for one in tmp_path.iterdir()}
    assert sizes == {"0": 3, "1": 3, "2": 3, "3": 0}


def test_a_program_that_makes_fewer_calls_ends_by_itself(tmp_path: Path) -> None:
    end = killed_at("pwrite64", 7, [sys.executable, "-c", _WRITES, str(tmp_path)], _LIMIT_S)
    assert (end.code, end.call) == (0, "")
    assert end.stdout.split()[-1] == "5"


def test_a_child_that_is_killed_is_not_the_program(tmp_path: Path) -> None:
    shared = f"[sys.executable, '-c', {_WRITES!r}, {str(tmp_path)!r}]"
    child = f"import subprocess, sys; subprocess.run({shared})"
    end = killed_at("pwrite64", 2, [sys.executable, "-c", child], _LIMIT_S)
    assert end.code == 1
    assert (tmp_path / "1").stat().st_size == 0


def test_a_program_that_does_not_end_is_told() -> None:
    waits = "import signal; signal.pause()"
    with pytest.raises(AssertionError, match="has not ended"):
        killed_at("pwrite64", 1, [sys.executable, "-c", waits], 1.0)
