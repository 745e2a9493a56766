"""Home's line on backups: how old the newest is, what failed, and one click to make one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.bus import kinds
from ui.context import AppContext
from ui.widgets.buttons import LineButton, link
from ui.widgets.labels import chip, muted, section, set_role, strong
from ui.widgets.layouts import GAP, column, line_card, row
from ui.worker import Token
from vault.changes import Kind

# What speaks of backups loads with the first answer: Home stands before it.
if TYPE_CHECKING:
    from ui.backup.home_words import HomeLine
    from vault.backup.freshness import Look
    from vault.backup.model import Freshness, LostDocument
    from vault.session import Session


class HomePanel(QWidget):
    """Hidden until the vault has answered."""

    urgency_changed = Signal(bool)
    """Whether it should be seen before the day's work: no place yet, or a failure."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._places: list[Freshness] | None = None
        self._line: HomeLine | None = None
        self._asked = Token()
        self._lost: tuple[LostDocument, ...] = ()
        self.text = strong(wrap=True)
        self.about = muted(wrap=True)
        self.state = chip("")
        self.act_button = LineButton("", self._on_act)
        self.settings_link = link(self.tr("Backup settings"), self._on_settings)
        self.lost_link = link("", self._on_lost)
        self.lost_link.hide()
        self.setLayout(column(section(self.tr("Backup")), self._card(), gap=GAP))
        self.is_urgent = False
        self.hide()
        context.bus.subscribe(self, kinds(Kind.COPIES), self.refresh)
        context.bus.subscribe(self, kinds(Kind.DOCUMENTS), self._look_for_lost)
        context.backups.changed.connect(self.show_line)
        context.backups.progressed.connect(self.show_line)

    def _card(self) -> QFrame:
        words = column(self.text, self.about, row(self.lost_link, None, gap=0), gap=2)
        return line_card(words, self.state, self.settings_link, self.act_button)

    def refresh(self) -> None:
        """Ask how old the backups are, and which places are there."""
        self._asked.cancel()
        self._asked = Token()
        self._context.backups.look(self, _plan, self._on_places, lambda _: None, self._asked)
        self._look_for_lost()

    def _on_places(self, places: list[Freshness]) -> None:
        self._places = places
        self.show_line()
        self.show()

    def show_line(self) -> None:
        """Say how it stands."""
        if self._places is None:
            return
        from ui.backup.home_words import home_line, state_words

        backups = self._context.backups
        line = home_line(self._places, backups.now, backups.last)
        if line == self._line:
            return
        self._line = line
        self.text.setText(line.text)
        self.about.setText(line.about)
        self.act_button.setText(line.act_text)
        self.act_button.setAccessibleName(f"{line.act_text.rstrip('…')}: {line.text}")
        self.state.setText(state_words(line))
        set_role(self.state, f"chip-{line.kind}" if line.kind else "chip")
        self.state.setVisible(bool(self.state.text()))
        self.settings_link.setVisible(line.act == "back_up")
        is_urgent = line.kind in ("attention", "danger")
        if is_urgent != self.is_urgent and line.act != "cancel":
            self.is_urgent = is_urgent
            self.urgency_changed.emit(is_urgent)

    def _look_for_lost(self) -> None:
        self._context.ask(self, _lost, self._show_lost, lambda _: None, self._asked)

    def _show_lost(self, lost: tuple[LostDocument, ...]) -> None:
        self._lost = lost
        if lost:
            from ui.backup.lost_dialog import lost_line

            self.lost_link.setText(lost_line(lost))
        self.lost_link.setVisible(bool(lost))

    def _on_act(self) -> None:
        if self._line is None or self._places is None:
            return
        {
            "add": self._on_add,
            "back_up": self._on_back_up,
            "settings": self._on_settings,
            "cancel": self._context.backups.cancel,
        }[self._line.act]()

    def _on_add(self) -> None:
        from ui.backup.adding import add_place

        add_place(self._context, self)

    def _on_back_up(self) -> None:
        there = [one.destination for one in self._places or [] if one.is_reachable]
        self._context.backups.back_up(there)

    def _on_settings(self) -> None:
        self._context.open_settings("backup")

    def _on_lost(self) -> None:
        from ui.backup.lost_dialog import tell_lost

        tell_lost(self._context, self, self._lost, self._on_dismiss)

    def _on_dismiss(self) -> None:
        self._context.ask(self, _dismiss)
        self._show_lost(())


def _plan(session: Session) -> Look[list[Freshness]]:
    from vault.backup.freshness import plan_freshness

    return plan_freshness(session)


def _lost(session: Session) -> tuple[LostDocument, ...]:
    from vault.backup import not_restored

    return not_restored.listed(session)


def _dismiss(session: Session) -> None:
    from vault.backup import not_restored

    not_restored.dismiss(session)
