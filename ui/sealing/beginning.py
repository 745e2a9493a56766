"""How the sealing of an export begins, as a task beside the day's work; on the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.backup.tasks import Begin, Between, Part, Task
from ui.exporting.bridge import OnWorker
from vault.ids import ExportPlaceId

if TYPE_CHECKING:
    from pathlib import Path

    from ui.context import AppContext
    from vault.progress import Progress
    from vault.session import Session


def sealing(context: AppContext, is_closure: bool, is_taking_over: bool) -> Begin:
    """Return what begins to seal a number at the place of a task."""

    def begin(session: Session, task: Task, _: Between, progress: Progress) -> Part:
        from vault.sealing import service
        from vault.sealing.statement_model import SealKind

        task.sealing = run = service.begin_seal(
            session,
            ExportPlaceId(task.place.id),
            SealKind.CLOSURE if is_closure else SealKind.STANDING,
            is_taking_over=is_taking_over,
            run=OnWorker(context.worker, task.token),
            progress=progress,
        )
        return Part(steps=list(run.steps), finish=lambda: None, abandon=run.abandon)

    return begin


def zipping(context: AppContext, target: Path) -> Begin:
    """Return what begins to put the export at the place of a task into one ZIP file."""

    def begin(session: Session, task: Task, _: Between, progress: Progress) -> Part:
        from vault.sealing import service

        run = service.begin_zip(
            session,
            ExportPlaceId(task.place.id),
            target,
            run=OnWorker(context.worker, task.token),
            progress=progress,
        )
        return Part(steps=list(run.steps), finish=lambda: None)

    return begin
