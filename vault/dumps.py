"""Keeping the system from writing this process's memory anywhere."""

import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4


def forbid_dumps() -> None:
    """Let the system write no core dump of this process and no other program look into it."""
    if os.name != "posix":
        return
    import resource  # POSIX has it, Windows does not

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
