"""Killing and starving a program at one system call after another, by ``strace -e inject``."""

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
)
_TAKES_ROOM = ("write", "pwrite64", "mkdir", "rename", "renameat", "renameat2")
_LINE = re.compile(r"^(?:(\d+)\s+)?(\w+)\((.*)$")
_LIMIT_S = 120


@dataclass(frozen=True, slots=True)
class Fault:
    """The ``when``-th call of ``syscall`` is not made: the program is killed, or told ``kind``."""

    syscall: str
    when: int
    kind: str

    @property
    def expression(self) -> str:
        """The fault as strace takes it. A full disk stays full; an I/O error comes once."""
        if self.kind == "KILL":
            return f"inject={self.syscall}:signal=KILL:when={self.when}"
        lasting = "+" if self.kind == "ENOSPC" else ""
        return f"inject={self.syscall}:error={self.kind}:when={self.when}{lasting}"

    def __str__(self) -> str:
        return f"{self.kind} at {self.syscall} {self.when}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the program told before it ended, and how it ended."""

    told: dict[str, Any]
    code: int
    stderr: str


def trace(row: str, folder: Path, secrets: Path, log: Path) -> Outcome:
    """Run the subject undisturbed; its write-class calls stand in ``log``."""
    return _run(["-y", "-o", str(log), "-e", f"trace={','.join(SYSCALLS)}"], row, folder, secrets)


def run_with(fault: Fault, row: str, folder: Path, secrets: Path) -> Outcome:
    """Run the subject with one fault."""
    options = ["-qq", "-o", "/dev/null", "-e", f"trace={fault.syscall}", "-e", fault.expression]
    return _run(options, row, folder, secrets)


def _run(options: list[str], row: str, folder: Path, secrets: Path) -> Outcome:
    command = [require("strace", "apt-get install strace"), "-f", "--seccomp-bpf", *options]
    command += [sys.executable, "-B", "-m", "tests.faults.subject", row, str(folder), str(secrets)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LIMIT_S, check=False)
    told: dict[str, Any] = {}
    for line in done.stdout.splitlines():
        if line.endswith("}"):  # a line cut by the kill was not told
            told |= json.loads(line)
    return Outcome(told, done.returncode, done.stderr)


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
        if str(parent) in rest:
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
