"""What the child gives up before it looks at the first byte of a document.

``tests/viewing/test_confinement.py`` tries each of these from inside.
"""

import ctypes
import os
import signal
import sys

from vault.dumps import forbid_dumps
from vault.viewing import landlock, refused_calls

MEMORY_BYTES = 1024 * 1024 * 1024
_CPU_S, _REQUEST_CPU_S = 900, 30
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38


def die_with(parent_pid: int) -> None:
    """End when the parent does. Where the system cannot promise it, the closed pipe says so."""
    if sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent_pid:
            raise SystemExit(0)


def confine() -> None:
    """Give up files, sockets, other processes, core dumps and memory beyond ``MEMORY_BYTES``.

    No descriptor can be had any more, so that nothing is opened, connected or started from here
    on; the libraries must be loaded before. What needs no descriptor – to remove a file by its
    name, to end another process – Linux refuses by two more fences, where it has them. macOS has
    the limits alone, Windows not even those: there the time limit and the empty environment
    stand alone.
    """
    forbid_dumps()
    if os.name != "posix":
        return
    has_filter = False
    if sys.platform == "linux":
        _prctl(_PR_SET_NO_NEW_PRIVS, 1)
        landlock.forbid_paths()  # needs a descriptor, which there is none of below
        has_filter = refused_calls.refuse_calls()
    _limit(may_start_threads=has_filter)


def _limit(*, may_start_threads: bool) -> None:
    """Linux counts threads as processes, and one of the readers starts some."""
    import resource  # POSIX has it, Windows does not

    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 0,
    }
    if not may_start_threads:
        limits[resource.RLIMIT_NPROC] = 0
    for limit, value in limits.items():
        _, hardest = resource.getrlimit(limit)
        bounded = value if hardest == resource.RLIM_INFINITY else min(value, hardest)
        resource.setrlimit(limit, (bounded, bounded))


def grant_time(seconds: int = _REQUEST_CPU_S) -> None:
    """Let the next request have its seconds of the processor, and the child no more than 900."""
    if os.name != "posix":
        return
    import resource  # POSIX has it, Windows does not

    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (min(until, _CPU_S), _CPU_S))


def _prctl(option: int, value: int) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)
