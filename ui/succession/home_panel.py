"""Home's lines on succession: no plan yet, no cards, a review or a drill that is due."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.bus import kinds
from ui.context import AppContext
from ui.widgets.buttons import LineButton
from ui.widgets.labels import muted, rule, section, set_role, strong
from ui.widgets.layouts import GAP, column, holder, row
from ui.worker import Token
from vault import clock
from vault.changes import Kind
from vault.errors import VaultError

# What speaks of succession loads with the first answer: Home stands before it.
if TYPE_CHECKING:
    from ui.succession.home_words import HomeLine, State
    from vault.session import Session
    from vault.succession.model import Ceremony
    from vault.succession.plan_model import SuccessionPlan


class SuccessionHomePanel(QWidget):
    """Hidden where nothing waits."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._asked = Token()
        self._lines: Sequence[HomeLine] = ()
        self.act_buttons: list[QPushButton] = []
        self._rows = column(gap=0)
        self._card = QFrame()
        set_role(self._card, "card")
        self._card.setLayout(self._rows)
        self.setLayout(column(section(self.tr("Succession")), self._card, gap=GAP))
        self.hide()
        context.bus.subscribe(self, kinds(Kind.SUCCESSION), self.refresh)

    def refresh(self) -> None:
        """Ask whether anything waits."""
        self._asked.cancel()
        self._asked = Token()
        self._context.ask(self, _ask, self._on_state, _leave_it, self._asked)

    def _on_state(self, state: State) -> None:
        from ui.succession.home_words import home_lines

        lines = home_lines(state)
        self.setVisible(bool(lines))
        if lines != self._lines:
            self._lines = lines
            self._fill(lines)

    def _fill(self, lines: Sequence[HomeLine]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.act_buttons = []
        for place, line in enumerate(lines):
            if place:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(line))

    def _row(self, line: HomeLine) -> QWidget:
        act = LineButton(line.act, partial(self._context.open_succession, line.tab))
        act.setAccessibleName(f"{line.act.rstrip('…')}: {line.text}")
        self.act_buttons.append(act)
        words = column(strong(line.text, wrap=True), muted(line.about, wrap=True), gap=2)
        layout = row(words, act)
        layout.setStretch(0, 1)
        layout.setContentsMargins(16, 8, 12, 8)
        return holder(layout)


def _ask(session: Session) -> State:
    """Read how succession stands; runs on the worker."""
    from ui.succession.home_words import State
    from vault.succession import plan_service

    plan = plan_service.current(session)
    if plan is None or plan.successor is None:
        return State(has_plan=plan is not None, review_due_on=plan_service.review_due(session))
    from vault.succession import service as ceremonies  # loads more, and asks nothing before

    drill, ceremony = ceremonies.drill_due(session), ceremonies.current(session)
    holders = () if ceremony is None else ceremony.holders
    misfits = [one for one in holders if not one.is_proved and one.answered_at is not None]
    last = max((one.answered_at for one in misfits if one.answered_at is not None), default=None)
    return State(
        has_plan=True,
        has_successor=True,
        review_due_on=plan_service.review_due(session),
        has_holders=ceremony is not None,
        is_ready=ceremonies.is_ready(session),
        drill_due_on=drill if drill is not None and drill <= session.today() else None,
        outdated="" if ceremony is None else _outdated(session, ceremony, plan),
        misfits=tuple(one.label for one in misfits),
        misfit_on=None if last is None else clock.local_day(last),
        is_pending=any(one.is_pending for one in holders),
    )


def _outdated(session: Session, ceremony: Ceremony, plan: SuccessionPlan) -> str:
    """Return what the page Succession says among the holders; runs on the worker."""
    from ui.ceremony.presenter import outdated_words
    from vault.succession import plan_service

    wanted = plan_service.parts_wanted(session)
    return outdated_words(ceremony, wanted, caseload_alone=plan.caseload_alone)


def _leave_it(_: VaultError) -> None:
    """Home says nothing of it; it is asked again when Home is seen."""
