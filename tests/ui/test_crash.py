"""What is written of a bug says where it was, and never what was in it."""

import subprocess
import sys
from pathlib import Path

_CHILD = """
import sys, threading
sys.path.insert(0, sys.argv[1])
from ui import crash
crash.install_hooks(lambda: print("told"))

def open_record(name):
    raise ValueError(f"no record of {name}")

if sys.argv[2] == "thread":
    thread = threading.Thread(target=open_record, args=("Amara Osei",))
    thread.start()
    thread.join()
else:
    open_record("Amara Osei")
"""


def _run(where: str) -> subprocess.CompletedProcess[str]:
    root = str(Path(__file__).parent.parent.parent)
    command = [sys.executable, "-c", _CHILD, root, where]
    return subprocess.run(command, capture_output=True, text=True, timeout=30)


def test_a_bug_in_the_gui_is_told_without_values() -> None:
    child = _run("main")
    assert child.stdout == "told\n"
    assert "ValueError" in child.stderr and "open_record" in child.stderr
    assert "Amara" not in child.stderr


def test_a_bug_in_a_thread_is_written_without_values() -> None:
    child = _run("thread")
    assert "ValueError" in child.stderr and "open_record" in child.stderr
    assert "Amara" not in child.stderr
