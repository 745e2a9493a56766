"""How the core's work at a place for backups begins; each runs on the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.backup.tasks import Begin, Between, Part, Task, Work
from vault.ids import DestinationId

if TYPE_CHECKING:
    from vault.keys.os_keyring import KeyStore
    from vault.progress import Progress
    from vault.session import Session


def _destination(task: Task) -> DestinationId:
    return DestinationId(task.place.id)


def _begin_backup(session: Session, task: Task, between: Between, progress: Progress) -> Part:
    from vault.backup import service as backup

    run = backup.begin_backup(session, _destination(task), between, progress)

    def finish() -> None:
        task.report = run.report

    return Part(steps=list(run.steps), finish=finish, abandon=run.abandon)


def _begin_pruning(session: Session, task: Task, _: Between, __: Progress) -> Part:
    from vault.backup import service as backup

    return Part(
        steps=list(backup.begin_pruning(session, _destination(task)).steps), finish=lambda: None
    )


def _begin_drill(session: Session, task: Task, _: Between, progress: Progress) -> Part:
    from vault.backup import service as backup

    run = backup.begin_drill(session, _destination(task), progress)

    def finish() -> None:
        task.drilled = run.result

    return Part(steps=list(run.steps), finish=finish)


def _begin_reseal(session: Session, task: Task, _: Between, __: Progress) -> Part:
    from vault.backup import service as backup

    run = backup.begin_reseal(session, _destination(task))

    def finish() -> None:
        task.resealed = run.report

    return Part(steps=list(run.steps), finish=finish)


def _begin_rewrite(session: Session, task: Task, _: Between, progress: Progress) -> Part:
    from vault.backup import service as backup

    run = backup.begin_rewrite(session, _destination(task), progress)

    def finish() -> None:
        task.rewritten = run.report

    return Part(steps=list(run.steps), finish=finish)


def begin_adoption(session: Session, task: Task, typed: str, keyring: KeyStore) -> Part:
    """Begin to enter the backups there that the list of copies does not know."""
    from vault.backup import service as backup

    run = backup.begin_adoption(session, _destination(task), typed, keyring)

    def finish() -> None:
        task.adopted, task.sealed, task.copied = run.adopted, run.sealed, run.copied

    return Part(steps=list(run.steps), finish=finish)


PARTS: dict[Work, tuple[Begin, ...]] = {
    Work.BACKUP: (_begin_backup, _begin_pruning),
    Work.DRILL: (_begin_drill,),
    Work.RESEAL: (_begin_reseal,),
    Work.REWRITE: (_begin_rewrite,),
}
