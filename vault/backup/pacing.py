"""Stepping a database to a slow medium without ever waiting for it on the session's thread.

A system that has too much to write to a stick makes the next writer wait, for seconds. So no more
than a few megabytes are ever unwritten: while they are made durable on a thread of their own,
the session's thread serves its queue instead of copying on.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path

_PAGES = 2048  # 8 MB
_LOOK_S = 0.002


class Pacing:
    """Called after each step; returns when the medium has kept up. Raises ``OSError`` of it."""

    def __init__(self, target: Path, serve: Callable[[], None]) -> None:
        self._target = target
        self._serve = serve
        self._durable = 0

    def after(self, pages: int) -> None:
        """Serve once, and on until what was written is durable, where that is much."""
        self._serve()
        if pages - self._durable >= _PAGES:
            self._durable = pages
            self._wait()

    def _wait(self) -> None:
        failures: list[OSError] = []
        is_over = threading.Event()
        threading.Thread(
            target=_make_durable, args=(self._target, failures, is_over), name="pacing", daemon=True
        ).start()
        while not is_over.wait(_LOOK_S):
            self._serve()
        if failures:
            raise failures[0]


def _make_durable(target: Path, failures: list[OSError], is_over: threading.Event) -> None:
    try:
        descriptor = os.open(target, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        failures.append(error)
    finally:
        is_over.set()
