"""Linux's Landlock: from here on no path is opened, changed or made, whatever the file's mode.

A ruleset handles every right that the running kernel knows and allows none of them, so that not
one path is left. It also takes TCP (since its fourth version), and abstract sockets and signals
to others (since its sixth). The numbers are the kernel's, ``linux/landlock.h``; the three calls
have one number on all machines.
"""

import ctypes
import os
import struct

_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_VERSION = 1
# Rights over files by version: 13 bits, then REFER, TRUNCATE and IOCTL_DEV.
_FILE_BITS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_TCP_SINCE, _TCP = 4, 0b11
_SCOPES_SINCE, _SCOPES = 6, 0b11


def forbid_paths() -> bool:
    """Give up all paths for this thread; return whether the system could.

    It takes one descriptor for a moment, and ``PR_SET_NO_NEW_PRIVS`` before.
    """
    system = ctypes.CDLL(None, use_errno=True).syscall
    system.restype = ctypes.c_long
    version = system(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION)
    if version < 1:
        return False  # an older kernel, or a container that hides it
    rights = _rights(version)
    ruleset = system(_CREATE_RULESET, rights, ctypes.c_size_t(len(rights)), 0)
    if ruleset < 0:
        return False
    try:
        return bool(system(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _rights(version: int) -> bytes:
    files = (1 << _FILE_BITS[min(version, max(_FILE_BITS))]) - 1
    if version < _TCP_SINCE:
        return struct.pack("=Q", files)
    if version < _SCOPES_SINCE:
        return struct.pack("=QQ", files, _TCP)
    return struct.pack("=QQQ", files, _TCP, _SCOPES)
