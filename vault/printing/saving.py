"""Papers as files, where a person asks for one."""

from pathlib import Path

from vault.store import atomic


def save_pdf(file: Path, pdf: bytes) -> None:
    """Write ``pdf`` as ``file``, mode 0600, in place of what was there.

    Raises ``ReadOnlyFolder``, ``DiskFull`` or ``StorageFailed``.
    """
    atomic.write_whole(file, pdf)
