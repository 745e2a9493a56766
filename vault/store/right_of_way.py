"""Whoever writes goes first: long work on another thread waits for the transaction to end.

Two threads that use the driver at once wait for each other at every piece of memory it locks
(``cipher_memory_security``): a save then takes two to five times as long.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_MOMENT_S = 0.005
"""One saving is often two transactions, and what is read between them."""


class RightOfWay:
    """Says to other threads whether a transaction is open."""

    def __init__(self) -> None:
        self._is_free = threading.Event()
        self._is_free.set()
        self._is_taken = threading.Event()

    @property
    def is_free(self) -> bool:
        """Whether no transaction is open."""
        return self._is_free.is_set()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold it while a transaction is open; on the thread that owns the connection."""
        self._is_free.clear()
        self._is_taken.set()
        try:
            yield
        finally:
            self._is_taken.clear()
            self._is_free.set()

    def wait(self, most_s: float) -> None:
        """Return when there was no transaction for a moment, on another thread.

        It waits ``most_s`` seconds at most for the end of one, and as long for the next.
        """
        self._is_free.wait(most_s)
        if self._is_taken.wait(_MOMENT_S):
            self._is_free.wait(most_s)
