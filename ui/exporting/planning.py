"""Asking the vault what an export would hold, and the disk what a place is like."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.exporting.answers import Answers, Place
from ui.worker import Failed
from vault.clients import service as clients
from vault.errors import StepUpRequired, VaultError
from vault.exports import service
from vault.exports.model import ExportPlan
from vault.session import Session


def plan(
    context: AppContext,
    owner: QWidget,
    answers: Answers,
    then: Callable[[], None],
    failed: Failed,
) -> None:
    """Plan what was answered; a missing step-up is asked for. ``then`` finds it in ``answers``."""
    request = answers.request()

    def job(session: Session) -> tuple[ExportPlan, str]:
        planned = service.plan(session, request)
        if request.client_id is None:
            return planned, ""
        return planned, clients.get(session, request.client_id).details.restrictions

    def take(found: tuple[ExportPlan, str]) -> None:
        answers.take_plan(*found)
        then()

    def fail(error: VaultError) -> None:
        if isinstance(error, StepUpRequired):
            context.step_up(owner, lambda: context.ask(owner, job, take, failed))
        else:
            failed(error)

    if answers.scope.is_apart and answers.plan is None:
        # Notes kept apart want a proof of their own, however recent the last one is.
        context.step_up(owner, lambda: context.ask(owner, job, take, failed))
    else:
        context.ask(owner, job, take, fail)


def look_at(
    context: AppContext,
    owner: QWidget,
    planned: ExportPlan,
    chosen: Path,
    then: Callable[[Place], None],
) -> None:
    """Find out what a person should hear about a place, beside the window: a disk may be slow."""
    ending = Path(service.suggested_name(planned)).suffix
    path = chosen if chosen.suffix == ending else chosen.with_name(chosen.name + ending)

    def look() -> Place:
        # The dialog asked about the name that was chosen, not about one that was lengthened.
        is_replacing = path == chosen and path.exists()
        cautions = service.cautions(planned, path)
        return Place(path=path, cautions=cautions, is_replacing=is_replacing)

    context.files.ask(owner, look, then)
