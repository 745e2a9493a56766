"""One writer at a time in a set: none removes what another is about to announce."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vault.backup.layout import BackupSet
from vault.errors import DestinationBusy, StorageFailed, VaultInUse
from vault.store import bundle
from vault.store.process_lock import ProcessLock

_HAS_NO_LOCKS = frozenset({"ENOLCK", "ENOSYS", "EINVAL", "ENOTSUP", "EOPNOTSUPP"})


def take(backup_set: BackupSet) -> ProcessLock | None:
    """Lock a set that is there; ``None`` where its file system knows no locks.

    Raises ``DestinationBusy``, ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    return take_file(backup_set.folder / bundle.LOCK_FILE)


def take_file(path: Path) -> ProcessLock | None:
    """Lock by a file at a place where copies are kept. As ``take``, and raises as it does."""
    try:
        return ProcessLock(path)
    except VaultInUse as error:
        raise DestinationBusy() from error
    except StorageFailed as error:
        if str(error) in _HAS_NO_LOCKS:
            return None
        raise


@contextmanager
def held(backup_set: BackupSet) -> Iterator[None]:
    """Hold the lock of a set. Raises as ``take`` does."""
    lock = take(backup_set)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()
