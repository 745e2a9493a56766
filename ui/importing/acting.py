"""Bringing in what was chosen: one unit, that is entered whole or leaves nothing behind."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.importing.answers import Answers
from ui.importing.words import step_words
from ui.wizard.watched import Watched
from ui.worker import Failed
from vault.errors import VaultError
from vault.importers import choosing, note_staging, service
from vault.importers.batch_model import Batch, NoteChoice, StagedNote
from vault.importers.note_staging import PlannedNote
from vault.progress import Progress
from vault.session import Session

_AT_A_TIME = 20
"""How many originals are planned or given up in one job: each waits for the disk."""


def bring_in(
    context: AppContext,
    owner: QWidget,
    answers: Answers,
    then: Callable[[Batch], None],
    failed: Failed,
) -> None:
    """Do it, watched; ``then`` gets what came of it, ``failed`` the error or ``Cancelled``."""
    watch = Watched(context, owner, owner.tr("Bringing in"), step_words)

    def done(batch: Batch) -> None:
        watch.end()
        then(batch)

    if answers.brings_notes:
        _Notes(context, owner, answers.note_choices(), watch, done, watch.failing(failed)).begin()
    else:
        watch.on_vault(_entering(answers), done, watch.failing(failed))


def _entering(answers: Answers) -> Callable[[Session, Progress], Batch]:
    content, clients, sessions = answers.content, answers.clients, answers.sessions
    if content is None:
        raise ValueError("nothing was read")
    source = content.source
    matches, anyway = answers.matches, frozenset(answers.taken_anyway)

    def enter(session: Session, report: Progress) -> Batch:
        if clients is not None:
            return service.commit_clients(session, clients, source, report)
        if sessions is None:
            raise ValueError("nothing was planned")
        plan, lines = choosing.only_chosen(sessions, anyway)
        return service.commit_sessions(session, plan, matches, source, lines, report)

    return enter


class _Notes:
    """Planned on the worker, some at a time; sealed on the files' thread; entered at once."""

    def __init__(
        self,
        context: AppContext,
        owner: QWidget,
        choices: Sequence[NoteChoice],
        watch: Watched,
        then: Callable[[Batch], None],
        failed: Failed,
    ) -> None:
        self._context, self._owner = context, owner
        self._choices, self._watch = list(choices), watch
        self._then, self._failed = then, failed
        self._planned: list[PlannedNote] = []

    def begin(self) -> None:
        """Plan the next originals, or seal when all are planned."""
        at = len(self._planned)
        some = self._choices[at : at + _AT_A_TIME]
        if not some:
            self._watch.on_files(self._seal, self._enter, self._give_up)
            return

        def plan(session: Session, report: Progress) -> list[PlannedNote]:
            report("plans", at, len(self._choices))
            return note_staging.plan_notes(session, some)

        def planned(found: list[PlannedNote]) -> None:
            self._planned += found
            self.begin()

        self._watch.on_vault(plan, planned, self._give_up)

    def _seal(self, report: Progress) -> list[StagedNote]:
        return note_staging.seal_notes(self._planned, report)

    def _enter(self, staged: list[StagedNote]) -> None:
        source = note_staging.source_of(self._choices)

        def enter(session: Session, report: Progress) -> Batch:
            return service.commit_notes(session, staged, source, report)

        self._watch.on_vault(enter, self._then, self._give_up)

    def _give_up(self, error: VaultError) -> None:
        """Clear away what was sealed, then say why. At lock the next unlock clears away."""
        some, self._planned = self._planned[:_AT_A_TIME], self._planned[_AT_A_TIME:]
        if not some:
            self._failed(error)
            return
        self._context.ask(
            self._owner,
            lambda session: note_staging.abandon(session, some),
            lambda _: self._give_up(error),
            lambda _: self._failed(error),
        )
