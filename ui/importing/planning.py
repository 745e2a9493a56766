"""Reading a source and planning what it would bring: on the files' thread, into the answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ui.importing import presenter
from ui.importing.answers import Answers
from ui.importing.step import ImportStep
from ui.importing.words import step_words
from ui.wizard.watched import Watched
from ui.worker import Failed
from vault.ids import ClientId
from vault.importers import preview_service, service
from vault.importers.batch_model import ImportKind, Original
from vault.importers.model import (
    Candidate,
    ClientImport,
    KnownClient,
    SessionImport,
    SessionOwner,
)
from vault.importers.preview_service import Content
from vault.importers.table_model import Column
from vault.progress import Progress
from vault.session import Session

A = TypeVar("A")
T = TypeVar("T")
Work = Callable[[Progress], T]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    clients: ClientImport | None = None
    sessions: SessionImport | None = None
    candidates: dict[str, tuple[Candidate, ...]]


def read_source(step: ImportStep, then: Callable[[], None]) -> None:
    """Read what was chosen; what a person said of another source is forgotten."""
    answers = step.answers
    kind, path = answers.kind, answers.path
    if kind is None or path is None:
        return

    def reading(today: date) -> Work[Content]:
        return lambda report: preview_service.read(kind, path, today, report)

    def read(content: Content) -> None:
        answers.take_content(content, preview_service.columns(content))
        then()

    _asked(step, step.tr("Reading"), lambda session: session.today(), reading, read)


def choose_sheet(
    step: ImportStep, sheet: str, then: Callable[[], None], failed: Failed
) -> Watched | None:
    """Read another sheet of the same workbook. Return what calls it off, once it is begun."""
    answers = step.answers
    content = answers.content
    if content is None:
        return None
    watch = Watched(step.context, step, step.tr("Reading"), step_words)

    def done(found: Content) -> None:
        watch.end()
        answers.take_content(found, preview_service.columns(found))
        then()

    watch.on_files(
        lambda report: preview_service.with_sheet(content, sheet, report),
        done,
        watch.failing(failed),
    )
    return watch


def make_plan(step: ImportStep, then: Callable[[], None]) -> None:
    """Plan what the source would bring, by all that was answered so far."""
    answers = step.answers
    content = answers.content
    if content is None:
        return

    def ask(session: Session) -> tuple[date, list[KnownClient], frozenset[str]]:
        return session.today(), service.known_clients(session), service.gone_numbers(session)

    def planning(found: tuple[date, list[KnownClient], frozenset[str]]) -> Work[_Planned]:
        answers.today, known, answers.gone_numbers = found
        answers.known = {one.id: one for one in known}
        work = _planner(content, answers)
        return lambda _: work()

    def planned(found: _Planned) -> None:
        answers.forget_plan()
        answers.clients, answers.sessions = found.clients, found.sessions
        answers.candidates = found.candidates
        then()

    _asked(step, step.tr("Looking at each entry"), ask, planning, planned)


def judge_sessions(step: ImportStep, then: Callable[[], None]) -> None:
    """Say of planned sessions what the vault has against them, by whose they were said to be."""
    answers = step.answers
    plan, matches = answers.sessions, answers.matches
    if plan is None:
        return

    def ask(session: Session) -> tuple[dict[ClientId, SessionOwner], date]:
        return service.session_owners(session, plan, matches), session.today()

    def judging(found: tuple[dict[ClientId, SessionOwner], date]) -> Work[SessionImport]:
        return lambda _: preview_service.judge_sessions(plan, matches, *found)

    def judged(found: SessionImport) -> None:
        if answers.sessions is plan:
            answers.take_judged(found)
        then()

    _asked(step, step.tr("Looking at each entry"), ask, judging, judged)


def look_for_originals(step: ImportStep, then: Callable[[], None]) -> None:
    """Ask the vault who has which of the note files already."""
    files = step.answers.files

    def found(originals: frozenset[Original]) -> None:
        step.answers.originals = originals
        then()

    step.context.ask(step, lambda session: service.originals(session, files), found, step.say_error)


def _asked(
    step: ImportStep,
    title: str,
    ask: Callable[[Session], A],
    begin: Callable[[A], Work[T]],
    then: Callable[[T], None],
) -> None:
    """Ask the vault, do on the files' thread what ``begin`` makes of its answer, and end."""
    watch = Watched(step.context, step, title, step_words)
    fail = watch.failing(step.say_error)

    def ended(found: T) -> None:
        watch.end()
        then(found)

    step.context.ask(step, ask, lambda answer: watch.on_files(begin(answer), ended, fail), fail)


def _planner(content: Content, answers: Answers) -> Callable[[], _Planned]:
    """Return the work with all it needs, taken from the answers while they stand still."""
    known, today, gone = tuple(answers.known.values()), answers.today, answers.gone_numbers
    columns: tuple[Column, ...] = answers.columns
    day_first, past = dict(answers.day_first), answers.past
    shown = {
        folder: presenter.folder_name(folder, answers) for folder in presenter.folders(answers)
    }

    def clients() -> _Planned:
        plan = preview_service.plan_clients(content, columns, day_first, known, today, gone)
        return _Planned(clients=plan, candidates={})

    def sessions() -> _Planned:
        plan = preview_service.plan_sessions(content, columns, day_first, today, past)
        texts = [one.text for one in plan.client_texts]
        return _Planned(sessions=plan, candidates=preview_service.candidates(known, texts))

    def notes() -> _Planned:
        found = preview_service.candidates(known, tuple(shown.values()))
        return _Planned(candidates={folder: found[name] for folder, name in shown.items()})

    if content.source.kind is ImportKind.NOTES:
        return notes
    is_list = content.source.kind in (ImportKind.CLIENTS, ImportKind.CONTACTS)
    return clients if is_list else sessions
