"""What the child gave up, tried from inside and seen from outside."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import tools
from vault.viewing import refused_calls
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
# What takes no descriptor, tried in a folder of its own.
CHANGES = {
    "empties a file": "os.truncate('records', 0)",
    "removes a file": "os.unlink('records')",
    "renames a file": "os.rename('records', 'x')",
    "makes a folder": "os.mkdir('x')",
    "leaks by a name": "os.symlink('Ana Ruiz', 'x')",
    "leaks by another name of it": "os.link('records', 'x')",
    "makes a pipe with a name": "os.mkfifo('x')",
    "forbids a file": "os.chmod('records', 0)",
    "changes its time": "os.utime('records', (0, 0))",
    "gives it away": "os.chown('records', 1, 1)",
    "hides a word in it": "os.setxattr('records', 'user.x', b'x')",
}
OTHERS = {
    "looks whether its parent lives": "os.kill(os.getppid(), 0)",
    "signals a thread of its parent": "call(62 if is_x86 else 129, os.getppid(), 0)",
    "limits its parent": "import resource; resource.prlimit(os.getppid(), resource.RLIMIT_CORE)",
    "slows its parent": "os.setpriority(os.PRIO_PROCESS, os.getppid(), 5)",
    "starts a process": "os.fork() or os._exit(0)",
    "starts one by another call": "call(56 if is_x86 else 220, 17, 0, 0, 0, 0)",
    "starts one by a newer call": "call(435, ctypes.create_string_buffer(88), 88)",
    "becomes another program": "os.execv('/bin/true', ['true'])",
    "shares memory": "call(29 if is_x86 else 194, 0, 4096, 0o1600)",
    "takes the 32-bit way round": "call(0x40000000 + 39)",
}
_ONE_FENCE = {
    "landlock": "confinement._prctl(38, 1); assert landlock.forbid_paths()",
    "refused calls": "confinement._prctl(38, 1); assert refused_calls.refuse_calls()",
}
_PREPARED = """
import ctypes, os, resource, _socket
from vault.viewing import confinement, landlock, refused_calls
is_x86 = os.uname().machine == "x86_64"
def call(*values):
    system = ctypes.CDLL(None, use_errno=True).syscall
    if system(*values) < 0:
        raise OSError(ctypes.get_errno(), "refused")
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has these fences")


def tried(code: str, fence: str = "confinement.confine()", folder: Path = Path("/")) -> str:
    program = (
        f"{_PREPARED}{fence}\ntry:\n {code}\n"
        "except (OSError, MemoryError) as e: print(type(e).__name__)"
    )
    line = [sys.executable, "-c", program]
    ran = subprocess.run(
        line,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout.strip() or ran.stderr.strip()[-80:]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with one file in it."""
    (tmp_path / "records").write_text("records", encoding="utf-8")
    return tmp_path


def state(place: Path) -> list[tuple[str, int, int, int, int]]:
    found = [(path.name, path.lstat()) for path in place.iterdir()]
    return [(name, s.st_mode, s.st_uid, s.st_size, s.st_mtime_ns) for name, s in found]


@pytest.mark.parametrize("what", TRIES)
def test_a_confined_process_does_not(what: str) -> None:
    assert tried(TRIES[what]) in ("OSError", "MemoryError", "PermissionError")


@pytest.mark.parametrize("what", ["opens a file", "makes a socket", "makes a pipe"])
def test_what_is_tried_works_without(what: str) -> None:
    assert tried(TRIES[what], fence="") == ""


@linux
@pytest.mark.parametrize("what", CHANGES)
def test_a_confined_process_changes_no_file(what: str, place: Path) -> None:
    before = state(place)
    assert tried(CHANGES[what], folder=place) in ("PermissionError", "OSError")
    assert state(place) == before
    assert not os.listxattr(place / "records")


@linux
@pytest.mark.parametrize("what", OTHERS)
def test_a_confined_process_meddles_with_no_other(what: str) -> None:
    assert tried(OTHERS[what]) == ("OSError" if "newer" in what else "PermissionError")


@linux
@pytest.mark.parametrize("what", ["empties a file", "removes a file", "makes a folder"])
@pytest.mark.parametrize("fence", _ONE_FENCE)
def test_each_fence_stands_without_the_other(what: str, fence: str, place: Path) -> None:
    before = state(place)
    # each of them is asserted to be there: a kernel without it has nothing to prove
    said = tried(CHANGES[what], _ONE_FENCE[fence], place)
    if said.endswith("AssertionError"):
        tools.missing(f"this system has no {fence}")
    assert said in ("PermissionError", "OSError")
    assert state(place) == before


@linux
@pytest.mark.parametrize("what", ["empties a file", "makes a folder", "forbids a file"])
def test_a_change_that_is_tried_works_without(what: str, place: Path) -> None:
    before = state(place)
    assert tried(CHANGES[what], fence="", folder=place) == ""
    assert state(place) != before


@linux
def test_a_confined_process_starts_threads_as_the_reader_of_heic_does() -> None:
    # a root that runs the tests has no limit of processes: so the limit itself is looked at
    code = "import threading; threading.Thread(target=print).start(); confinement.grant_time()"
    limit = "assert resource.getrlimit(resource.RLIMIT_NPROC)[0] != 0"
    assert tried(f"{code}; {limit}", fence="import threading; confinement.confine()") == ""


@linux
def test_a_confined_process_can_still_abort() -> None:
    program = f"{_PREPARED}confinement.confine()\nos.abort()"
    ran = subprocess.run([sys.executable, "-c", program], cwd=_ROOT, check=False)
    assert ran.returncode == -signal.SIGABRT


@linux
@pytest.mark.parametrize(
    ("place", "header"),
    [(1, "x86_64-linux-gnu/asm/unistd_64.h"), (2, "asm-generic/unistd.h")],
    ids=["x86-64", "aarch64"],
)
def test_the_numbers_are_the_kernels(place: int, header: str) -> None:
    path = Path("/usr/include", header)
    tools.require(path, "apt-get install linux-libc-dev")
    text = path.read_text(encoding="utf-8")
    known = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text))
    ours = {
        call[0]: call[place]
        for call in (*refused_calls.CALLS, *refused_calls.JUDGED)
        if call[0] in known
    }
    assert ours == {name: known[name] for name in ours}
    assert len(ours) > 80


@linux
def test_the_child_has_no_other_thread_that_is_not_confined() -> None:
    with open_document(b"x", "text/plain") as viewed:
        assert viewed._child is not None
        tasks = list(Path(f"/proc/{viewed._child._process.pid}/task").iterdir())
    assert len(tasks) == 1


@linux
def test_the_child_knows_nothing_of_its_parents_surroundings() -> None:
    os.environ["CASEKEEP_CANARY"] = "Amara Osei"
    child = ChildProcess()
    try:
        child.exchange({"media_type": "text/plain"}, b"x", 0, 10)
        process = Path(f"/proc/{child._process.pid}")
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
