"""Home of a custodian: whose records these are, and what is to be done first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.backup.home_panel import HomePanel
from ui.bus import kinds
from ui.context import AppContext
from ui.custody import call_first, presenter
from ui.custody.call_first import Call
from ui.custody.dialogs import NoteDialog, TaskDialog
from ui.custody.task_cards import TaskCards
from ui.disposal.home_panel import DisposalPanel
from ui.keeping.parts import Part, entry_card
from ui.widgets.buttons import button, link
from ui.widgets.labels import muted, section, set_role, strong, title
from ui.widgets.layouts import (
    GROUP_GAP,
    PAGE_MARGIN,
    at_left,
    card,
    column,
    holder,
    row,
    scrolling,
)
from ui.wizard.parts import filled_anew
from ui.worker import Token
from vault.changes import Kind
from vault.custody import service as custody
from vault.custody.model import CustodianNote, Custody, CustodyTask, Stage
from vault.session import Session

_WIDEST_PX = 932
_SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    kept: Custody | None
    tasks: Sequence[CustodyTask]
    notes: Sequence[CustodianNote]
    calls: Sequence[Call]
    today: date


class CustodyHomePage(QWidget):
    """The tasks in their order, done ones put away; everything else is one click from here."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = Token()
        self._found: _Found | None = None
        self._shows_done = self._shows_later = False
        self._cards = TaskCards(context, self)
        set_role(self, "page")
        self.setAccessibleName(self.tr("Home"))
        self._build()
        context.bus.subscribe(self, kinds(Kind.CUSTODY, Kind.PRACTICE), self.refresh)
        context.shield_changed.connect(self._show)
        self.refresh()

    def _build(self) -> None:
        self.whose = strong("")
        self.since = muted("", wrap=True)
        self.left = muted("")
        self.plan_button = button(self.tr("The plan that was left…"), self._on_plan)
        self.letters_button = button(self.tr("Letters…"), self._on_letters)
        self.merge_button = button(self.tr("Merge another export…"), self._on_merge)
        self.task_button = button(self.tr("Add a task…"), self._on_task)
        self.note_button = button(self.tr("Write a note…"), self._on_note)
        self.clients_link = link(
            self.tr("Go to clients"), lambda: self._context.open_page("clients")
        )
        self.later_link = link("", self._on_later)
        self.done_link = link("", self._on_done)
        self.backup = HomePanel(self._context)
        self.disposal = DisposalPanel(self._context)
        head = row(title(self.tr("Home")), self.left, None, gap=12)
        layout = column(head, scrolling(self._build_content()), gap=16)
        layout.setContentsMargins(PAGE_MARGIN, 18, PAGE_MARGIN, 0)
        self.setLayout(layout)

    def _build_content(self) -> QWidget:
        acts = row(self.plan_button, self.letters_button, self.merge_button, None)
        whose = card(self.whose, self.since, acts)
        self._stages: QVBoxLayout = column(gap=GROUP_GAP)
        self._stages_holder = holder(self._stages)
        self.calls = Part(
            self.tr("Whom to call first"),
            self.tr("Nobody is marked as at risk or booked in the next days."),
            self.clients_link,
        )
        self.notes = Part(
            self.tr("Your notes on the custody"),
            self.tr("What concerns no single client: the office, the landlord, who has which key."),
            self.note_button,
        )
        groups = column(
            whose,
            self.disposal,
            self.calls,
            row(section(self.tr("What to do, in this order")), None, self.task_button),
            self._stages_holder,
            row(self.later_link, self.done_link, None),
            self.notes,
            self.backup,
            None,
            gap=GROUP_GAP,
        )
        groups.setContentsMargins(0, 0, 12, PAGE_MARGIN)
        return at_left(groups, _WIDEST_PX)

    def refresh(self) -> None:
        """Ask the vault again."""
        self._asked.cancel()
        self._asked = Token()
        self._context.ask(self, _read, self._on_found, token=self._asked)

    def showEvent(self, event: QShowEvent) -> None:
        """The day may have changed since Home was seen last."""
        super().showEvent(event)
        self.refresh()
        self.backup.refresh()
        self.disposal.refresh()

    def _on_found(self, found: _Found) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        found = self._found
        if found is None or found.kept is None:
            return
        self.whose.setText(presenter.whose_words(found.kept))
        self.since.setText(presenter.since_words(found.kept))
        self.left.setText(presenter.open_words(found.tasks))
        waiting = sum(self._waits(one) for one in found.tasks)
        self._context.show_waiting("home", waiting)
        self._show_tasks(found)
        is_shielded = self._context.is_shielded
        self.calls.show_cards([self._call_card(one) for one in found.calls])
        notes = () if is_shielded else tuple(map(presenter.note_entry, found.notes))
        self.notes.show_cards([entry_card(one) for one in notes])

    def _call_card(self, call: Call) -> QFrame:
        entry = call.entry(is_shielded=self._context.is_shielded)
        opens = button(
            self.tr("Open the record"), lambda: self._context.open_client(call.client_id)
        )
        opens.setAccessibleName(f"{opens.text()}: {entry.heading}")
        return entry_card(entry, opens)

    def _waits(self, task: CustodyTask) -> bool:
        today = self._found.today if self._found else date.max
        return not task.is_done and task.due_on is not None and task.due_on <= today

    def _show_tasks(self, found: _Found) -> None:
        done = sum(one.is_done for one in found.tasks)
        hide = self.tr("Put away what is done")
        show = self.tr("Show what is done (%1)").replace("%1", str(done))
        self.done_link.setText(hide if self._shows_done else show)
        self.done_link.setVisible(bool(done))
        later = [one for one in found.tasks if self._is_later(one)]
        self.later_link.setText(
            self.tr("Put away what comes later")
            if self._shows_later
            else self.tr("Show what comes later (%1)").replace("%1", str(len(later)))
        )
        self.later_link.setVisible(bool(later))
        hidden = () if self._shows_later else later
        shown = [
            one
            for one in found.tasks
            if (self._shows_done or not one.is_done) and one not in hidden
        ]
        frames = []
        for stage in Stage:
            own = [one for one in shown if one.stage is stage]
            if own:
                heading = muted(presenter.stage_words(stage))
                cards = self._cards.of(own, found.today)
                group = card(heading, *cards, gap=8)
                set_role(group, "plain")
                layout = group.layout()
                if layout is not None:
                    layout.setContentsMargins(0, 0, 0, 0)
                frames.append(group)
        focused = self.window().focusWidget()
        was_inside = bool(focused) and self._stages_holder.isAncestorOf(focused)
        filled_anew(self._stages, frames, self.task_button)
        if was_inside:
            acts = [one for frame in frames for one in frame.findChildren(QPushButton)]
            (acts[0] if acts else self.task_button).setFocus()

    def _is_later(self, task: CustodyTask) -> bool:
        """Nobody has to see in the first hour what has time until next week."""
        if task.is_done or task.stage is Stage.OWN or self._found is None:
            return False
        return task.due_on is None or task.due_on > self._found.today + _SOON

    def _on_later(self) -> None:
        self._shows_later = not self._shows_later
        self._show()

    def _on_done(self) -> None:
        self._shows_done = not self._shows_done
        self._show()

    def _on_task(self) -> None:
        TaskDialog(self._context, self).open()

    def _on_note(self) -> None:
        NoteDialog(self._context, self).open()

    def _on_plan(self) -> None:
        from ui.custody.plan_dialog import InheritedPlanDialog  # when somebody looks

        InheritedPlanDialog(self._context, self).open()

    def _on_letters(self) -> None:
        from ui.custody.letter_dialog import LettersDialog  # loads what prints, for who writes

        LettersDialog(self._context, self).open()

    def _on_merge(self) -> None:
        from ui.custody.merge_dialog import open_merge  # when another part turns up

        open_merge(self._context, self)


def _read(session: Session) -> _Found:
    """Read what Home shows; runs on the worker."""
    return _Found(
        kept=custody.custody(session),
        tasks=custody.tasks(session),
        notes=custody.notes(session),
        calls=call_first.read(session, session.today()),
        today=session.today(),
    )
