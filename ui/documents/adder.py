"""Adds files one after the other: planned on the worker, sealed on the files' thread, entered.

What fails leaves nothing in the record. Content that is there already waits for an answer while
the others go on. The lock waits for none of them: the names of those that are left are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from ui.context import AppContext
from ui.documents import left_out
from ui.documents.left_out import LeftOut
from ui.worker import Failed, Token
from vault.documents import service as documents
from vault.documents.model import AddPlan, Document, DocumentFacts, SealedFile
from vault.errors import Cancelled, SessionClosed, VaultError
from vault.ids import ClientId
from vault.session import Session

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file, or the bytes of what has none, that shall become a document."""

    client_id: ClientId
    name: str = field(repr=False)
    facts: DocumentFacts
    source: Path | bytes = field(repr=False)


class Stage(Enum):
    """Where a file is on its way into the record. One that is in is on the list no more."""

    WAITING = auto()
    SEALING = auto()
    TWIN = auto()
    FAILED = auto()


class Adding:
    """One file on its way."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.stage = Stage.WAITING
        self.percent = 0
        self.twin: Document | None = None
        """The document that has the same content."""
        self.error: VaultError | None = None
        self.token = Token()
        self.plan: AddPlan | None = None
        self.sealed: SealedFile | None = None
        self.is_in = False
        """Whether it is in the record now; the worker's own."""


class Adder(QObject):
    """Goes on while other pages are looked at, until the vault is locked."""

    changed = Signal()
    """Something came on the list, left it, or waits for an answer."""
    progressed = Signal(object)
    """An ``Adding`` whose ``percent`` is another."""
    added = Signal(object)
    """A ``Document`` that is in the record now."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._list: list[Adding] = []
        self._now: Adding | None = None
        context.about_to_lock.connect(self._keep_names)
        context.records_leaving.connect(self._let_go)

    def add(self, wanted: list[Wanted]) -> None:
        """Put files on the list."""
        self._list += [Adding(one) for one in wanted]
        self._go_on()

    def listed(self, client_id: ClientId) -> list[Adding]:
        """Return what is on its way into a client's record, in order."""
        return [one for one in self._list if one.wanted.client_id == client_id]

    @property
    def left(self) -> list[Adding]:
        """What was given for any record, not taken back, and is not known to be in it."""
        return [one for one in self._list if not one.token.is_cancelled()]

    def cancel(self, one: Adding) -> None:
        """Take a file off the list: one that waits, is sealed, is there already, or failed."""
        one.token.cancel()
        if one.stage is not Stage.SEALING:
            self._leave(one)  # else its job ends and says so

    def add_anyway(self, one: Adding) -> None:
        """Enter a document whose content the record has already."""
        if one.stage is Stage.TWIN:
            one.stage = Stage.SEALING
            self._enter(one, is_twin_welcome=True)
            self.changed.emit()

    def _let_go(self, clients: Collection[ClientId]) -> None:
        """Their records go, or are gone: nothing comes into them any more."""
        for one in [one for one in reversed(self._list) if one.wanted.client_id in clients]:
            self.cancel(one)

    def _keep_names(self) -> None:
        """Keep what will not get in any more. What is being entered comes before on the worker."""
        left = self.left

        def keep(session: Session, client_id: ClientId) -> None:
            mine = [o for o in left if o.wanted.client_id == client_id and not o.is_in]
            left_out.keep(session, client_id, [_left_out(one) for one in mine])

        # one job each: where the names of one record cannot be kept, those of the others are
        for client_id in {one.wanted.client_id for one in left}:
            self._ask(partial(keep, client_id=client_id), lambda _: None, lambda _: None)

    def _ask(
        self, job: Callable[[Session], T], on_done: Callable[[T], None], on_error: Failed
    ) -> None:
        def work() -> T:
            if self._context.worker.session is None:
                raise SessionClosed
            return job(self._context.worker.session)

        self._context.worker.ask(self, work, on_done, on_error)

    def _go_on(self) -> None:
        if self._now is None:
            self._now = next((one for one in self._list if one.stage is Stage.WAITING), None)
            if self._now is not None:
                self._begin(self._now)
        self.changed.emit()

    def _begin(self, one: Adding) -> None:
        one.stage = Stage.SEALING
        wanted = one.wanted

        def plan(session: Session) -> AddPlan:
            return documents.plan_add(session, wanted.client_id, wanted.name, wanted.facts)

        def planned(plan: AddPlan) -> None:
            one.plan = plan
            self._seal(one, plan)

        self._ask(plan, planned, lambda error: self._fail(one, error))

    def _seal(self, one: Adding, plan: AddPlan) -> None:
        tell = self._context.files.report_to(self, lambda percent: self._tell(one, percent))
        told = [0]

        def report(_: str, done: int, total: int) -> None:
            percent = 100 * done // max(total, 1)
            if percent != told[0]:
                told[0] = percent
                tell(percent)

        progress = self._context.files.progress(one.token, report)

        def seal() -> SealedFile:
            source = one.wanted.source
            if isinstance(source, bytes):
                return documents.seal(plan, BytesIO(source), progress)
            return documents.seal_file(plan, source, progress)

        def sealed(result: SealedFile) -> None:
            one.sealed = result
            self._enter(one, is_twin_welcome=False)

        # Without the token: what was planned is cleared away when it is cancelled.
        self._context.files.ask(self, seal, sealed, lambda error: self._fail(one, error))

    def _tell(self, one: Adding, percent: int) -> None:
        one.percent = percent
        self.progressed.emit(one)

    def _enter(self, one: Adding, *, is_twin_welcome: bool) -> None:
        plan, sealed = one.plan, one.sealed
        assert plan is not None and sealed is not None

        def enter(session: Session) -> tuple[Document, bool]:
            if one.token.is_cancelled():
                raise Cancelled
            twins = documents.same_content(session, plan.client_id, sealed.sha256)
            if twins and not is_twin_welcome:
                return twins[0], False
            document = documents.commit_add(session, plan, sealed)
            one.is_in = True
            return document, True

        def entered(result: tuple[Document, bool]) -> None:
            document, is_new = result
            if is_new:
                one.plan = None
                self.added.emit(document)
                self._leave(one)
            else:
                one.twin, one.stage = document, Stage.TWIN
                self._next_after(one)

        self._ask(enter, entered, lambda error: self._fail(one, error))

    def _fail(self, one: Adding, error: VaultError) -> None:
        if isinstance(error, Cancelled | SessionClosed):
            self._leave(one)
            return
        self._abandon(one)
        one.error, one.stage = error, Stage.FAILED
        self._next_after(one)

    def _leave(self, one: Adding) -> None:
        self._abandon(one)
        if one in self._list:
            self._list.remove(one)
        self._next_after(one)

    def _abandon(self, one: Adding) -> None:
        plan, one.plan = one.plan, None
        if plan is not None:
            given_up = plan
            # At lock there is no session any more: the next unlock clears away.
            self._ask(
                lambda session: documents.abandon_add(session, given_up),
                lambda _: None,
                lambda _: None,
            )

    def _next_after(self, one: Adding) -> None:
        if one is self._now:
            self._now = None
        self._go_on()


def _left_out(one: Adding) -> LeftOut:
    return LeftOut(name=one.wanted.name, is_twin=one.stage is Stage.TWIN)
