"""Killing and starving a program at one system call after another, by ``strace -e inject``."""

import json
import re
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.faults import killing
from tests.tools import require

SYSCALLS = (
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "rmdir",
    "openat",
    "link",
    "linkat",
    "fchown",
    "fchmod",
    "utimensat",
)
_NAMES_ONE = ("mkdir", "openat", "link", "linkat", "rename", "renameat", "renameat2")
_TAKES_ROOM = ("write", "pwrite64", *_NAMES_ONE)
_MAKES_A_FILE = re.compile(r"\bO_CREAT\b|\bO_TMPFILE\b")
_LINE = re.compile(r"^(?:(\d+)\s+)?(\w+)\((.*)$")
_LIMIT_S = 120
OURS = 3
"""The exit code of a subject that ended with an error of ours."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The ``when``-th call of ``syscall`` is not made: the program is killed, or told ``kind``."""

    syscall: str
    when: int
    kind: str

    @property
    def expression(self) -> str:
        """An error as strace takes it. A full disk stays full; an I/O error comes once.

        So does the want of a file's entry: files that are only read are opened by the same call.
        """
        lasting = "+" if self.kind == "ENOSPC" and self.syscall != "openat" else ""
        return f"inject={self.syscall}:error={self.kind}:when={self.when}{lasting}"

    def __str__(self) -> str:
        return f"{self.kind} at {self.syscall} {self.when}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the program told before it ended, and how it ended.

    A fault is a number of a call; where a run made others before it, it struck elsewhere, and the
    case shows nothing (``is_hit``).
    """

    told: dict[str, Any]
    code: int
    stderr: str
    fault: Fault | None = None
    is_hit: bool = True

    def misbehavior(self) -> list[str]:
        """Return, in words, an end that no fault excuses."""
        if "Traceback" in self.stderr:
            return [f"an error that is not ours: {self.stderr.strip().splitlines()[-1]}"]
        wanted: tuple[int, ...] = (0, OURS, -signal.SIGKILL)
        if self.fault is not None:
            wanted = (-signal.SIGKILL,) if self.fault.kind == "KILL" else (0, OURS)
        if self.code not in wanted:
            return [f"ended with {self.code}, and said {self.stderr.strip()[-200:]!r}"]
        return []


def trace(row: str, folder: Path, secrets: Path, log: Path) -> Outcome:
    """Run the subject undisturbed; its write-class calls stand in ``log``."""
    options = ["--seccomp-bpf", "-o", str(log), "-e", f"trace={','.join(SYSCALLS)}"]
    return _run(options, row, folder, secrets)


def run_with(fault: Fault, row: str, folder: Path, secrets: Path) -> Outcome:
    """Run the subject with one fault."""
    if fault.kind == "KILL":
        return _killed(fault, row, folder, secrets)
    with TemporaryDirectory(prefix="faults-log-") as name:
        log = Path(name) / "log"
        options = ["-o", str(log), "-e", f"trace={fault.syscall}", "-e", fault.expression]
        outcome = _run(["--seccomp-bpf", *options], row, folder, secrets)
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    struck = [line for line in lines if line.endswith("(INJECTED)")]
    is_hit = bool(struck) and str(folder.parent) in struck[0]
    return replace(outcome, fault=fault, is_hit=is_hit)


def _killed(fault: Fault, row: str, folder: Path, secrets: Path) -> Outcome:
    command = _subject(row, folder, secrets)
    end = killing.killed_at(fault.syscall, fault.when, command, _LIMIT_S)
    is_hit = str(folder.parent) in end.call
    return Outcome(_told(end.stdout), end.code, end.stderr, fault, is_hit)


def _run(options: list[str], row: str, folder: Path, secrets: Path) -> Outcome:
    strace = [require("strace", "apt-get install strace"), "-f", "-y", *options]
    command = [*strace, *_subject(row, folder, secrets)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LIMIT_S, check=False)
    return Outcome(_told(done.stdout), done.returncode, done.stderr)


def _subject(row: str, folder: Path, secrets: Path) -> list[str]:
    return [sys.executable, "-B", "-m", "tests.faults.subject", row, str(folder), str(secrets)]


def _told(stdout: str) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for line in stdout.splitlines():
        if line.endswith("}"):  # a line cut by the kill was not told
            told |= json.loads(line)
    return told


def points(log: Path, parent: Path) -> list[Fault]:
    """Return every fault that a traced run offers below ``parent``, in the order of the calls.

    strace counts the calls of each thread apart, and so it is done here.
    """
    counts: Counter[tuple[str, str]] = Counter()
    found: dict[Fault, None] = {}
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        match = _LINE.match(line)
        if match is None or match[2] not in SYSCALLS:
            continue
        thread, syscall, rest = match.groups()
        counts[thread, syscall] += 1
        if str(parent) in rest and (syscall != "openat" or _MAKES_A_FILE.search(rest)):
            when = counts[thread, syscall]
            found |= {Fault(syscall, when, kind): None for kind in _kinds(syscall)}
    return list(found)


def _kinds(syscall: str) -> list[str]:
    return ["KILL", "EIO", "ENOSPC"] if syscall in _TAKES_ROOM else ["KILL", "EIO"]


def sample(found: list[Fault], most: int) -> list[Fault]:
    """Return at most ``most`` faults, evenly spread over the run and over the kinds."""
    if len(found) <= most:
        return found
    step = len(found) / most
    return [found[int(index * step)] for index in range(most)]
