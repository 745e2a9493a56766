"""What is done at a place beside the day's work: a task, and the parts of the core's that it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from ui.worker import Token
from vault.errors import Cancelled, SessionClosed, VaultError

# The services load on the worker with the first question: Home stands before them.
if TYPE_CHECKING:
    from vault.backup.model import (
        BackupReport,
        Destination,
        DrillResult,
        ResealReport,
        RewriteReport,
    )
    from vault.progress import Progress
    from vault.sealing.places_model import ExportPlace, SealReport
    from vault.sealing.service import SealRun
    from vault.session import Session


class Work(Enum):
    """What is done at a place for backups, or for sealed exports."""

    BACKUP = auto()
    DRILL = auto()
    RESEAL = auto()
    REWRITE = auto()
    ADOPT = auto()
    SEAL = auto()
    ZIP = auto()


class Step(Protocol):
    """A part of a long job; ``needs_session`` says on which thread it runs."""

    @property
    def name(self) -> str: ...
    @property
    def needs_session(self) -> bool: ...
    @property
    def work(self) -> Callable[[], None]: ...


@dataclass(slots=True, kw_only=True, eq=False)
class Part:
    """One job of the core: its steps, what came of it, and what undoes it half done."""

    steps: list[Step]
    finish: Callable[[], None]
    abandon: Callable[[], None] | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Task:
    """Something to do at one place, how far it is, and in the end what came of it."""

    work: Work
    place: Destination | ExportPlace
    parts: list[Begin] = field(default_factory=list, repr=False)
    """What is still to begin, one after the other."""
    token: Token = field(default_factory=Token)
    step: str = ""
    done: int = 0
    total: int = 0
    report: BackupReport | None = None
    drilled: DrillResult | None = None
    resealed: ResealReport | None = None
    rewritten: RewriteReport | None = None
    adopted: tuple[int, ...] = ()
    """Snapshots that are in the list of copies now."""
    copied: tuple[int, ...] = ()
    """Snapshots there that another place has."""
    sealed: tuple[int, ...] = ()
    """Snapshots there that did not open."""
    sealing: SealRun | None = None
    """The export that is being sealed, or was."""
    error: VaultError | None = None

    @property
    def seal_report(self) -> SealReport | None:
        """What was sealed and announced, whatever came after that."""
        return None if self.sealing is None else self.sealing.report

    @property
    def is_cancelled(self) -> bool:
        """Whether it ended, or will, because somebody wanted it to."""
        return self.token.is_cancelled() or isinstance(self.error, Cancelled | SessionClosed)


Between = Callable[[], None]
Begin = Callable[["Session", Task, Between, "Progress"], Part]
