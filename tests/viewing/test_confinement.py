"""What the child gave up, tried from inside and seen from outside."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vault.viewing.child_process import ChildProcess, command
from vault.viewing.service import open_document

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no such limits")
_ROOT = Path(__file__).resolve().parents[2]

TRIES = {
    "opens a file": "open('/etc/hostname')",
    "writes a file": "open('/dev/shm/leak', 'w')",
    "makes a socket": "import _socket; _socket.socket()",
    "makes a pipe": "import os; os.pipe()",
    "takes 2 GB": "bytearray(2 * 1024**3)",
}


def tried(code: str, *, is_confined: bool) -> str:
    before = "from vault.viewing import confinement; import os, _socket\n"
    confined = "confinement.confine()\n" if is_confined else ""
    program = (
        f"{before}{confined}try:\n {code}\n"
        "except (OSError, MemoryError) as e: print(type(e).__name__)"
    )
    line = [sys.executable, "-c", program]
    ran = subprocess.run(line, cwd=_ROOT, capture_output=True, text=True, check=False)
    return ran.stdout.strip() or ran.stderr.strip()[-80:]


@pytest.mark.parametrize("what", TRIES)
def test_a_confined_process_does_not(what: str) -> None:
    assert tried(TRIES[what], is_confined=True) in ("OSError", "MemoryError")


@pytest.mark.parametrize("what", ["opens a file", "makes a socket", "makes a pipe"])
def test_what_is_tried_works_without(what: str) -> None:
    assert tried(TRIES[what], is_confined=False) == ""


def test_the_child_knows_nothing_of_its_parents_surroundings() -> None:
    os.environ["CASEKEEP_CANARY"] = "Amara Osei"
    child = ChildProcess()
    try:
        child.exchange({"media_type": "text/plain"}, b"x", 0, 10)
        process = Path(f"/proc/{child._process.pid}")
        if not process.exists():
            pytest.skip("this system shows no process")
        assert (process / "environ").read_bytes() == b""
        assert (process / "cwd").readlink() == Path("/")
        links = {str(one.readlink()).split(":")[0] for one in (process / "fd").iterdir()}
        assert links <= {"pipe", "/dev/null"}
    finally:
        child.close()
        del os.environ["CASEKEEP_CANARY"]


def test_the_command_names_no_document() -> None:
    assert command()[1:3] == ["-I", "-c"]
    assert command()[-1] == str(os.getpid())


PARENT = """
import os, sys
from vault.viewing.service import open_document
viewed = open_document(b"x", "text/plain")
print(viewed._child._process.pid, flush=True)
{end}
"""


@pytest.mark.parametrize(
    "end",
    [
        "os.kill(os.getpid(), 9)",
        "os.execv('/bin/true', ['true'])",
        # a child that is busy does not see that its pipe was closed
        "os.kill(viewed._child._process.pid, 19); os.kill(os.getpid(), 9)",
    ],
    ids=["kill", "exec", "busy"],
)
def test_the_child_ends_with_its_parent(end: str) -> None:
    line = [sys.executable, "-c", PARENT.format(end=end)]
    ran = subprocess.run(line, cwd=_ROOT, capture_output=True, text=True, check=False)
    with open_document(b"", "text/plain") as waited:
        waited.text(0)  # about as long as an end takes
    state = Path(f"/proc/{int(ran.stdout)}/stat")
    assert not state.exists() or ") Z " in state.read_text()
