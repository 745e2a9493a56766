"""Kills a program as it enters one system call, which is then never made.

strace delivers no signal at a call that seccomp told it of, and to stop at every call instead is
three times as slow. So it holds the program at the call, and says so; the kill comes from here.
"""

import os
import re
import select
import signal
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from typing import IO

from tests.tools import require

_HELD_US = 600_000_000
"""How long strace holds the call: longer than anybody waits."""
_ENTRY = re.compile(rb"^(\d+)\s+\w+\(.*", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How a program ended, what it wrote, and the call at which it was killed, if it came to it."""

    code: int
    stdout: str
    stderr: str
    call: str


def killed_at(syscall: str, when: int, command: Sequence[str], limit_s: float) -> End:
    """Run ``command`` and kill it where one of its threads enters ``syscall`` for the
    ``when``-th time. A program that never does so runs to its end.

    Raises ``AssertionError`` where it has not ended after ``limit_s`` seconds.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        listening, told = os.pipe()
        held = f"inject={syscall}:delay_enter={_HELD_US}:when={when}"
        options = ["-f", "-y", "--seccomp-bpf", "-o", f"/dev/fd/{told}"]
        tracer = subprocess.Popen(
            [
                *(require("strace", "apt-get install strace"), *options),
                *("-e", f"trace={syscall}", "-e", held, *command),
            ],
            stdout=out,
            stderr=err,
            pass_fds=[told],
            start_new_session=True,
        )
        os.close(told)
        with _ended_by(tracer, limit_s):
            code, call = _kill_at(when, listening, tracer)
        return End(code=code, stdout=_text(out), stderr=_text(err), call=call)


@contextmanager
def _ended_by(tracer: subprocess.Popen[bytes], limit_s: float) -> Iterator[None]:
    is_over = Event()

    def end() -> None:
        is_over.set()
        os.killpg(tracer.pid, signal.SIGKILL)

    timer = Timer(limit_s, end)
    timer.start()
    try:
        yield
        assert not is_over.is_set(), f"it has not ended after {limit_s} s"
    finally:
        timer.cancel()
        if tracer.poll() is None:
            end()
            tracer.wait()


def _kill_at(when: int, listening: int, tracer: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Return the exit code, and the call that was entered and not made."""
    counts: Counter[bytes] = Counter()
    with open(listening, "rb", buffering=0) as log:
        # strace writes the entry of a call in one piece, and its end in another.
        while said := log.read(1 << 16):
            for entry in _ENTRY.finditer(said):
                counts[entry[1]] += 1
                if counts[entry[1]] == when:
                    return _kill(int(entry[1]), tracer), os.fsdecode(entry[0])
    return tracer.wait(), ""


def _kill(thread: int, tracer: subprocess.Popen[bytes]) -> int:
    """Kill the program of a thread; return its exit code once it is gone."""
    status = Path(f"/proc/{thread}/status").read_text(encoding="ascii", errors="replace")
    number = int(status.split("Tgid:")[1].split()[0])
    is_subject = int(status.split("PPid:")[1].split()[0]) == tracer.pid
    program = os.pidfd_open(number)
    try:
        signal.pidfd_send_signal(program, signal.SIGKILL)
        # Its threads are not gone before the tracer has heard of it, or is gone itself.
        os.killpg(tracer.pid, signal.SIGKILL)
        select.select([program], [], [])
    finally:
        os.close(program)
    tracer.wait()
    return -signal.SIGKILL if is_subject else 1


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")
