"""Makes backups, and seals exports, while the person works on: what needs the session on the
worker, the files on a thread for copies.

Copying the records lets every job that waits through, so what is typed meanwhile is saved. One
task is under way at a time; locking ends it, and what it left half done the next one removes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from ui.backup.beginning import PARTS, begin_adoption
from ui.backup.tasks import Begin, Between, Part
from ui.backup.tasks import Task as Task
from ui.backup.tasks import Work as Work
from vault.errors import Cancelled, SessionClosed, VaultError
from vault.ids import DestinationId, ExportPlaceId

# The service loads on the worker with the first question: Home stands before it.
if TYPE_CHECKING:
    from pathlib import Path

    from ui.context import AppContext
    from ui.worker import Failed, Token
    from vault.backup.freshness import Look, Looker
    from vault.backup.model import Destination
    from vault.progress import Progress
    from vault.sealing.places_model import ExportPlace
    from vault.session import Session

T = TypeVar("T")

_TELL_EVERY_S = 0.05


class Backups(QObject):
    """What is under way, and what came of what was done since the vault was unlocked."""

    changed = Signal()
    """A task began, or ended."""
    progressed = Signal(object)
    """The ``Task`` under way."""
    attested = Signal()
    """Somebody said that a copy no longer exists."""
    ended = Signal(object)
    """A ``Task`` that is over, well or not."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._waiting: list[Task] = []
        self._looker: Looker | None = None
        self.now: Task | None = None
        """The task under way."""
        self.last: dict[DestinationId, Task] = {}
        """The last backup at each place, unless it was cancelled."""
        self.last_sealed: dict[ExportPlaceId, Task] = {}
        """The last sealing at each place, unless it was cancelled."""

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self.now is None

    def look(
        self,
        widget: QObject,
        plan: Callable[[Session], Look[T]],
        on_done: Callable[[T], None],
        on_error: Failed | None = None,
        token: Token | None = None,
    ) -> None:
        """Plan on the worker what is to be looked at, look beside it, and tell ``on_done``.

        A place that hangs counts as not there, and keeps nobody else waiting. Without
        ``on_error`` a failure is shown where ``widget`` is a page.
        """

        def work() -> Look[T]:
            if self._context.worker.session is None:
                raise SessionClosed
            return plan(self._context.worker.session)

        def planned(found: Look[T]) -> None:
            self._context.places.ask(
                widget, lambda: self._look_now(found), on_done, on_error, token
            )

        self._context.worker.ask(widget, work, planned, on_error, token)

    def _look_now(self, found: Look[T]) -> T:
        """On the thread for places, which alone has the looker."""
        if self._looker is None:
            from vault.backup.freshness import Looker

            self._looker = Looker()
        return self._looker.look(found)

    def back_up(self, places: Sequence[Destination]) -> None:
        """Make a backup at each place, one after the other."""
        self._add(Work.BACKUP, places)

    def drill(self, place: Destination) -> None:
        """Open every document of the newest backup there."""
        self._add(Work.DRILL, [place])

    def reseal(self, places: Sequence[Destination]) -> None:
        """Seal the backups there to the ways to open the vault of today."""
        self._add(Work.RESEAL, places)

    def rewrite(self, places: Sequence[Destination]) -> None:
        """Rewrite the backups there without the records that were disposed of."""
        self._add(Work.REWRITE, places)

    def seal(
        self,
        places: Sequence[ExportPlace],
        *,
        is_closure: bool = False,
        is_taking_over: bool = False,
    ) -> None:
        """Seal a new number at each place; ``is_closure`` where the practice ends.

        ``is_taking_over`` replaces what another copy of this vault sealed there.
        """
        if places:
            from ui.sealing.beginning import sealing

            begin = sealing(self._context, is_closure, is_taking_over)
            self._add(Work.SEAL, places, (begin,))

    def zip_export(self, place: ExportPlace, target: Path) -> None:
        """Put the newest number of the export at a place into one ZIP file."""
        from ui.sealing.beginning import zipping

        self._add(Work.ZIP, [place], (zipping(self._context, target),))

    def adopt(self, place: Destination, typed: str) -> None:
        """Enter the backups there that the list of copies does not know; ``typed`` opens them."""
        keyring = self._context.keyring

        def begin(session: Session, task: Task, _: Between, __: Progress) -> Part:
            return begin_adoption(session, task, typed, keyring)

        self._add(Work.ADOPT, [place], (begin,))

    def _add(
        self,
        work: Work,
        places: Sequence[Destination] | Sequence[ExportPlace],
        parts: tuple[Begin, ...] = (),
    ) -> None:
        listed = [*self._waiting, *([self.now] if self.now is not None else [])]
        known = {(task.work, task.place.id) for task in listed if not task.token.is_cancelled()}
        wanted = [one for one in places if (work, one.id) not in known]
        self._waiting += [
            Task(work=work, place=one, parts=[*(parts or PARTS[work])]) for one in wanted
        ]
        self._go_on()

    def cancel(self) -> None:
        """Stop what is under way and forget what waits; nothing half done is left."""
        self._waiting.clear()
        if self.now is not None:
            self.now.token.cancel()

    def _go_on(self) -> None:
        if self.now is None and self._waiting:
            self.now = self._waiting.pop(0)
            self._begin(self.now, self.now.parts)
        self.changed.emit()

    def _begin(self, task: Task, parts: list[Begin]) -> None:
        if not parts:
            self._end(task)
            return
        begin = parts.pop(0)

        def plan() -> Part:
            session = self._context.worker.session
            if session is None:
                raise SessionClosed
            _go_unless_cancelled(task)
            return begin(session, task, lambda: self._between(task), self._progress(task))

        def planned(part: Part) -> None:
            self._do(task, part, parts)

        self._context.worker.ask(self, plan, planned, lambda error: self._fail(task, error))

    def _between(self, task: Task) -> None:
        """On the worker, between two steps of copying the records."""
        _go_unless_cancelled(task)
        self._context.worker.run_waiting()

    def _progress(self, task: Task) -> Progress:
        tell = self._context.copies.report_to(self, lambda *far: self._on_progress(task, *far))
        told_at = 0.0

        def report(name: str, done: int, total: int) -> None:
            nonlocal told_at
            moment = time.monotonic()
            if moment - told_at >= _TELL_EVERY_S:
                told_at = moment
                tell(name, done, total)

        return self._context.copies.progress(task.token, report)

    def _do(self, task: Task, part: Part, parts: list[Begin]) -> None:
        if not part.steps:
            part.finish()
            self._begin(task, parts)
            return
        step = part.steps.pop(0)
        self._on_progress(task, step.name, 0, 0)

        def work() -> None:
            _go_unless_cancelled(task)
            step.work()

        def failed(error: VaultError) -> None:
            if part.abandon is not None:
                # The thread takes nothing more at lock: the next backup clears away then.
                self._context.copies.ask(self, part.abandon, on_error=lambda _: None)
            self._fail(task, error)

        ask = self._context.worker.ask if step.needs_session else self._context.copies.ask
        ask(self, work, lambda _: self._do(task, part, parts), failed)

    def _on_progress(self, task: Task, name: str, done: int, total: int) -> None:
        task.step, task.done, task.total = name, done, total
        self.progressed.emit(task)

    def _fail(self, task: Task, error: VaultError) -> None:
        # What was made counts: removing old backups is done the next time.
        if task.report is None and task.seal_report is None:
            task.error = error
        self._end(task)

    def _end(self, task: Task) -> None:
        self.now = None
        made = task.report if task.work is Work.BACKUP else task.seal_report
        if made is not None or not task.is_cancelled:
            self._remember(task)
        self.ended.emit(task)
        self._go_on()

    def _remember(self, task: Task) -> None:
        if task.work is Work.BACKUP:
            self.last[DestinationId(task.place.id)] = task
        elif task.work is Work.SEAL:
            self.last_sealed[ExportPlaceId(task.place.id)] = task


def _go_unless_cancelled(task: Task) -> None:
    if task.token.is_cancelled():
        raise Cancelled
