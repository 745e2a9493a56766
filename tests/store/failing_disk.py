"""A disk that fails at one file, as a worn-out one does: it stands in for the system's calls."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest


class FailingDisk:
    """Files, by their names, that cannot be opened for writing or cannot be unlinked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._unwritable: dict[str, int] = {}
        self._fast: dict[str, int] = {}
        self._is_sync_failing = False
        opens, unlinks, syncs = os.open, os.unlink, os.fsync

        def synced(descriptor: int) -> None:
            if self._is_sync_failing:
                self._is_sync_failing = False
                raise OSError(errno.EIO, "as a worn-out disk says")
            syncs(descriptor)

        def opened(path: Any, flags: int, *args: Any, **named: Any) -> int:
            if flags & (os.O_RDWR | os.O_WRONLY):
                _refuse(self._unwritable, path)
            return opens(path, flags, *args, **named)

        def unlinked(path: Any, *args: Any, **named: Any) -> None:
            _refuse(self._fast, path)
            unlinks(path, *args, **named)

        monkeypatch.setattr(os, "fsync", synced)
        monkeypatch.setattr(os, "open", opened)
        monkeypatch.setattr(os, "unlink", unlinked)

    def refuses_writing(self, name: str, number: int) -> None:
        """Fail with this ``errno`` whenever the file is to be written to."""
        self._unwritable[name] = number

    def holds_fast(self, name: str, number: int) -> None:
        """Fail with this ``errno`` whenever the file is to be unlinked."""
        self._fast[name] = number

    def fails_to_sync_once(self) -> None:
        """Fail the next time that something is to be made durable."""
        self._is_sync_failing = True

    def works(self) -> None:
        """Fail no more."""
        self._unwritable.clear()
        self._fast.clear()


def _refuse(failing: dict[str, int], path: Any) -> None:
    name = Path(path).name if isinstance(path, str | os.PathLike) else ""
    if name in failing:
        raise OSError(failing[name], "as a worn-out disk says")
