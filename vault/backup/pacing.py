"""Making a copy without anybody waiting for it who saves what was typed.

A system that has too much to write to a stick makes the next writer wait, for seconds; and where
the stick is the laptop's own disk, each save waits for all that was written before it. So no more
than two megabytes are ever unwritten: while they are made durable on a thread of their own, the
session's thread serves its queue instead of copying on. And what runs on the thread for files
stands back while a transaction is open.
"""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from vault.store.right_of_way import RightOfWay

_PAGES = 512  # 2 MB
_LOOK_S = 0.002
_LONGEST_S = 0.25


class StandingBack:
    """Called between two small pieces of work; returns when no transaction is open.

    In sum it waits no longer than there was work: a backup ends however much is being saved.
    """

    def __init__(self, way: RightOfWay) -> None:
        self._way = way
        self._began = time.monotonic()
        self._waited = 0.0

    def __call__(self) -> None:
        """Wait if somebody saves."""
        if self._way.is_free:
            return
        began = time.monotonic()
        if 2 * self._waited <= began - self._began:
            self._way.wait(_LONGEST_S)
            self._waited += time.monotonic() - began


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
