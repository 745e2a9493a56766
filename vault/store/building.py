"""Building a vault's folder under a hidden name: it appears whole, or nothing is left of it."""

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vault.errors import VaultInUse
from vault.store import atomic, bundle
from vault.store.process_lock import ProcessLock


@contextmanager
def building(into: Path) -> Iterator[Path]:
    """Give a hidden folder to build in, locked; it is removed unless it has got its name.

    What a killed building of the same folder left goes first. Raises ``DiskFull``,
    ``ReadOnlyFolder`` or ``StorageFailed``.
    """
    _sweep(into)
    built = into.with_name(f".{into.name}.{secrets.token_hex(6)}.part")
    try:
        built.mkdir(mode=0o700)
        (built / bundle.ATTACHMENTS).mkdir(mode=0o700)
    except OSError as error:
        raise atomic.storage_error(error) from error
    lock = ProcessLock(built / bundle.LOCK_FILE)
    try:
        yield built
    finally:
        lock.release()
        shutil.rmtree(built, ignore_errors=True)


def _sweep(into: Path) -> None:
    """Remove what a killed building of the same folder left; one that runs holds its lock."""
    shape = re.compile(rf"\.{re.escape(into.name)}\.[0-9a-f]{{12}}\.part")
    try:
        left = [one for one in into.parent.iterdir() if shape.fullmatch(one.name)]
        for folder in left:
            if folder.is_symlink() or not folder.is_dir():
                continue
            ProcessLock(folder / bundle.LOCK_FILE).release()
            shutil.rmtree(folder)
    except VaultInUse:
        return
    except OSError as error:
        raise atomic.storage_error(error) from error
