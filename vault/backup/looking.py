"""Looking which places are there, without the session and without waiting for one that hangs.

A network drive that does not answer keeps whoever asks it for minutes, or for ever. So each place
is asked on a thread of its own, and one that has not answered is not asked a second time.
"""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from vault.backup.layout import BackupSet
from vault.backup.model import Destination
from vault.ids import DestinationId

T = TypeVar("T")

PATIENCE_S = 4.0
"""How long all places together may take to answer; one that has not is not there."""


class Spot(Protocol):
    """Something that is there or not: a place for backups, or for sealed exports."""

    @property
    def key(self) -> object:
        """What names it among all that are looked at together."""
        ...

    @property
    def path(self) -> Path:
        """Where it is; one path is asked once at a time."""
        ...

    def is_there(self) -> bool:
        """Return whether it is there now. It may hang."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place, and whether a set of snapshots was begun in it."""

    destination: Destination
    backup_set: BackupSet
    is_begun: bool

    @property
    def key(self) -> DestinationId:
        """The destination's id."""
        return self.destination.id

    @property
    def path(self) -> Path:
        """The destination's folder."""
        return self.destination.path

    def is_there(self) -> bool:
        """Return whether the place is there now, with the set that was begun in it."""
        try:
            if not self.destination.path.is_dir():
                return False
            # an empty folder, where the stick is put otherwise, is not the stick
            return not self.is_begun or self.backup_set.folder.is_dir()
        except OSError:
            return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look(Generic[T]):
    """What is to be looked at: made with the session, given to a ``Looker`` on any thread.

    ``judge`` takes the keys of those that are there.
    """

    places: tuple[Spot, ...]
    judge: Callable[[frozenset[Any]], T] = field(repr=False)

    def look(self) -> T:
        """Look here and now, however long a place takes; needs no session."""
        return self.judge(frozenset(one.key for one in self.places if one.is_there()))


class Looker:
    """Looks at places for one program; remembers which of them have not answered yet."""

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._asked: dict[Path, threading.Thread] = {}

    def __repr__(self) -> str:
        return f"Looker({len(self._asked)})"

    def look(self, wanted: Look[T]) -> T:
        """Return what follows from those places that answered in time."""
        return wanted.judge(self._there(wanted.places))

    def _there(self, places: Iterable[Spot]) -> frozenset[Any]:
        there: set[object] = set()
        asked = [one for place in places if (one := self._ask(place, there)) is not None]
        until = time.monotonic() + self._patience_s
        for thread in asked:
            thread.join(max(0.0, until - time.monotonic()))
        return frozenset(there)

    def _ask(self, place: Spot, there: set[object]) -> threading.Thread | None:
        path = place.path
        before = self._asked.get(path)
        if before is not None and before.is_alive():
            return None  # it hangs since the last time

        def ask() -> None:
            if place.is_there():
                there.add(place.key)

        thread = threading.Thread(target=ask, name="place", daemon=True)
        self._asked[path] = thread
        thread.start()
        return thread
