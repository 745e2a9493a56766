"""A backup every day and a check of it every month, by themselves: while the vault is open, where
a place is there. Never at lock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.context import AppContext
from vault.errors import VaultError

if TYPE_CHECKING:
    from vault.backup.model import Destination
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
        worker, backups = self._context.worker, self._context.backups

        def work() -> Due:
            return Due() if worker.session is None else due(worker.session)

        def begin(found: Due) -> None:
            backups.back_up(found.backups)
            for place in found.drills:
                backups.drill(place)

        worker.ask(self, work, begin, _leave_for_later)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The places that want a backup today, and those whose newest one was not opened for long."""

    backups: tuple[Destination, ...] = ()
    drills: tuple[Destination, ...] = ()


def due(session: Session) -> Due:
    """Return what is due at the places that are there now."""
    from vault.backup.freshness import freshness

    there = [one for one in freshness(session) if one.is_reachable]
    return Due(
        backups=tuple(one.destination for one in there if one.is_due),
        drills=tuple(one.destination for one in there if one.is_drill_due),
    )


def _leave_for_later(_: VaultError) -> None:
    """In an hour it is looked at again."""
