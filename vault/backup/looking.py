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

from vault.backup import files
from vault.backup.layout import BackupSet
from vault.backup.model import Destination
from vault.backup.whose import Owner
from vault.errors import BackupError, DestinationGone, DestinationOther
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
    """A place, its set of snapshots, and whose that has to be."""

    destination: Destination
    backup_set: BackupSet
    owner: Owner

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
            self.require()
        except (DestinationGone, DestinationOther):
            return False
        except BackupError:
            return True  # whoever writes there says what is the matter
        return True

    def is_another(self) -> bool:
        """Return whether another place's snapshots lie there now. It may hang."""
        try:
            self.require()
        except DestinationOther:
            return True
        except BackupError:
            return False
        return False

    def require(self) -> None:
        """Return if the place is there now, with its own set.

        Raises ``DestinationGone``, ``DestinationOther``, ``DestinationReadOnly`` where nobody may
        look, or, for a link, ``DestinationUnfit``.
        """
        # an empty folder, where the stick is put otherwise, is not the stick
        begun = self.backup_set.folder if self.owner.kept else self.path
        if not files.is_there(begun):
            raise DestinationGone()
        with files.at(self.path):
            if self.owner.disowns(self.backup_set):
                raise DestinationOther()


@dataclass(frozen=True, slots=True, kw_only=True)
class Another:
    """A place where another place's snapshots may lie: there if they do."""

    place: Place

    @property
    def key(self) -> tuple[str, DestinationId]:
        """What names it beside the place itself."""
        return another(self.place.key)

    @property
    def path(self) -> Path:
        """The destination's folder."""
        return self.place.path

    def is_there(self) -> bool:
        """Return whether another place's snapshots lie there now. It may hang."""
        return self.place.is_another()


def another(destination_id: DestinationId) -> tuple[str, DestinationId]:
    """Return the key that says: another place's snapshots lie at this one."""
    return "another", destination_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A place whose set was found in the folder ``found``: there if it lies at its path as well."""

    place: Place
    found: Path = field(repr=False)

    @property
    def key(self) -> DestinationId:
        """The destination's id."""
        return self.place.key

    @property
    def path(self) -> Path:
        """The destination's folder."""
        return self.place.path

    def is_there(self) -> bool:
        """Return whether its own set is at its path, and that is another folder. It may hang."""
        try:
            if self.path.samefile(self.found):
                return False
        except OSError:
            return False
        return files.is_there(self.place.backup_set.folder) and self.place.is_there()


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
        by_path: dict[Path, list[Spot]] = {}
        for place in places:
            by_path.setdefault(place.path, []).append(place)
        asked = [
            one for path, at in by_path.items() if (one := self._ask(path, at, there)) is not None
        ]
        until = time.monotonic() + self._patience_s
        for thread in asked:
            thread.join(max(0.0, until - time.monotonic()))
        return frozenset(there)

    def _ask(
        self, path: Path, places: Iterable[Spot], there: set[object]
    ) -> threading.Thread | None:
        before = self._asked.get(path)
        if before is not None and before.is_alive():
            return None  # it hangs since the last time

        def ask() -> None:
            there.update(place.key for place in places if place.is_there())

        thread = threading.Thread(target=ask, name="place", daemon=True)
        self._asked[path] = thread
        thread.start()
        return thread


def lying_elsewhere(places: Iterable[Place], found: Path) -> frozenset[DestinationId]:
    """Return which of these places have their own set at their path, and not in ``found`` alone."""
    asked = tuple(Elsewhere(place=one, found=found) for one in places)
    return Looker().look(Look(places=asked, judge=lambda there: there))
