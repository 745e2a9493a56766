"""A copy that could not be reached comes back and is treated, or is said to be destroyed: the
certificates' supplements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.backup.runner import Task, Work
from ui.context import AppContext
from vault.errors import VaultError

if TYPE_CHECKING:
    from vault.backup.freshness import Look
    from vault.disposal.reach_model import Reach
    from vault.session import Session


class Supplements(QObject):
    """Issues what is due after each rewriting, sealing or attestation, whoever began it."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._is_due = False
        context.backups.ended.connect(self._on_ended)
        context.backups.changed.connect(self._issue)
        context.backups.attested.connect(self._on_attested)

    def _on_ended(self, task: Task) -> None:
        if task.work in (Work.REWRITE, Work.SEAL) and task.error is None:
            self._is_due = True

    def _on_attested(self) -> None:
        self._is_due = True
        self._issue()

    def _issue(self) -> None:
        """Once all places are done with: else there would be a supplement for each."""
        if self._is_due and self._context.backups.is_idle:
            self._is_due = False
            self._context.backups.look(self, _plan, self._on_reach, self._leave_for_later)

    def _on_reach(self, reachable: Reach) -> None:
        worker = self._context.worker

        def work() -> None:
            if worker.session is not None:
                supplement(worker.session, reachable)

        worker.ask(self, work, None, self._leave_for_later)

    def _leave_for_later(self, _: VaultError) -> None:
        """It stays due: the next work on a copy issues it, or a disposal's last page."""
        self._is_due = True


def _plan(session: Session) -> Look[Reach]:
    from vault.disposal.service import plan_reach  # loads when something was rewritten

    return plan_reach(session)


def supplement(session: Session, reachable: Reach) -> None:
    """Issue a supplement for each record of which a copy was treated since; runs on the worker.

    ``reachable`` are the places that are there, as ``plan_reach`` found them.
    One rewriting cleans a copy of every record that was disposed of. A disposal that is not
    finished has its own last page. One that fails keeps no other from its own: raises what the
    first of them raised, at the end.
    """
    from vault.disposal import service as disposal
    from vault.disposal.model import DisposalKind, DisposalState

    failed = []
    for one in disposal.list_disposals(session):
        if one.kind is DisposalKind.RETENTION and one.state is DisposalState.FINISHED:
            try:
                disposal.issue(session, one.id, reachable)
            except VaultError as error:
                failed.append(error)
    if failed:
        raise failed[0]
