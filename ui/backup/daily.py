"""A backup every day and a check of it every month, by themselves: while the vault is open, where
a place is there. Old backups are sealed anew and rewritten as soon as they can be, and the sealed
export for those who come after is kept current. Never at lock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from ui.backup.resealing import reachable_places
from ui.context import AppContext
from vault.errors import VaultError

if TYPE_CHECKING:
    from vault.backup.freshness import Look
    from vault.backup.model import Destination
    from vault.sealing.places_model import ExportPlace
    from vault.session import Session

FIRST_AFTER_MS = 60_000
EVERY_MS = 60 * 60_000


class DailyBackups(QObject):
    """Looks a minute after unlocking and every hour; what fails stands on Home."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)
        QTimer.singleShot(FIRST_AFTER_MS, self, self.look)

    def look(self) -> None:
        """Do what is due at the places that are there: a backup first, then the check of it."""
        self._context.backups.look(self, plan, self._begin, _leave_for_later)

    def _begin(self, found: Due) -> None:
        backups = self._context.backups
        backups.back_up(found.backups)
        backups.rewrite(found.rewrites)
        backups.reseal(found.reseals)
        backups.seal(found.exports)
        for place in found.drills:
            backups.drill(place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The places that want a backup today, those whose newest one was not opened for long, those
    with old ones to be sealed anew, or rewritten without records that were disposed of; and the
    places whose sealed export wants a new number."""

    backups: tuple[Destination, ...] = ()
    drills: tuple[Destination, ...] = ()
    reseals: tuple[Destination, ...] = ()
    rewrites: tuple[Destination, ...] = ()
    exports: tuple[ExportPlace, ...] = ()


def plan(session: Session) -> Look[Due]:
    """Return what looks at what is due at the places that are there."""
    from vault.backup.freshness import Look, pending_copies, plan_freshness
    from vault.sealing import freshness as sealing

    fresh, waiting = plan_freshness(session), pending_copies(session)
    exports = sealing.plan_freshness(session)

    def judge(there: frozenset[Any]) -> Due:
        near = [one for one in fresh.judge(there) if one.is_reachable]
        copies = waiting.judge(there)
        return Due(
            backups=tuple(one.destination for one in near if one.is_due),
            drills=tuple(one.destination for one in near if one.is_drill_due),
            reseals=reachable_places(copies.reseals),
            rewrites=reachable_places(copies.rewrites),
            exports=tuple(
                one.place for one in exports.judge(there) if one.is_reachable and one.is_due
            ),
        )

    # each place once: two of the same would be asked one after the other
    every = (*fresh.places, *waiting.places, *exports.places)
    places = {one.key: one for one in every}
    return Look(places=tuple(places.values()), judge=judge)


def _leave_for_later(_: VaultError) -> None:
    """In an hour it is looked at again."""
