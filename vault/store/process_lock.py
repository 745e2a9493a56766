"""One process at a time: an operating system's lock on the file ``lock``."""

import errno
import os
import sys
from pathlib import Path

from vault.errors import VaultInUse
from vault.store import atomic


class ProcessLock:
    """Held from before the database is opened until after it is closed; dies with the process."""

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises ``VaultInUse``, ``ReadOnlyFolder`` or ``StorageFailed``."""
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise atomic.storage_error(error) from error
        try:
            _take(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
                raise VaultInUse() from error
            raise atomic.storage_error(error) from error

    def release(self) -> None:
        """Let another process in. Harmless when released before."""
        if self._descriptor >= 0:
            _give_back(self._descriptor)  # a forked child may hold the file open longer than we
            os.close(self._descriptor)
            self._descriptor = -1


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _give_back(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give_back(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
