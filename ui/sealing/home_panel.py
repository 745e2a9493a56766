"""Home's line on the sealed export: it is old, it failed, or it still holds who was disposed of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from ui.bus import kinds
from ui.context import AppContext
from ui.widgets.buttons import LineButton, link
from ui.widgets.labels import chip, muted, section, set_role, strong
from ui.widgets.layouts import GAP, column, line_card
from ui.worker import Token
from vault.changes import Kind
from vault.errors import VaultError

# What speaks of exports loads with the first place for one: Home stands before it.
if TYPE_CHECKING:
    from vault.backup.freshness import Look
    from vault.sealing.places_model import ExportFreshness
    from vault.session import Session


class SealedExportPanel(QWidget):
    """Hidden where no export is kept current, and where nothing is wanted."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._places: list[ExportFreshness] = []
        self._asked = Token()
        self.text = strong(wrap=True)
        self.about = muted(wrap=True)
        self.state = chip("")
        self.act_button = LineButton(self.tr("Seal now"), self._on_act)
        self.page_link = link(self.tr("Succession"), lambda: context.open_page("succession"))
        self.setLayout(column(section(self.tr("Sealed export")), self._card(), gap=GAP))
        self.hide()
        context.bus.subscribe(self, kinds(Kind.SEALED_EXPORTS, Kind.SUCCESSION), self.refresh)
        context.backups.changed.connect(self._show_line)

    def _card(self) -> QFrame:
        words = column(self.text, self.about, gap=2)
        return line_card(words, self.state, self.page_link, self.act_button)

    def refresh(self) -> None:
        """Ask how old the exports are, and which places are there."""
        self._asked.cancel()
        self._asked = Token()
        self._context.backups.look(self, _plan, self._on_places, _leave_it, self._asked)

    def _on_places(self, places: list[ExportFreshness]) -> None:
        self._places = places
        self._show_line()

    def _show_line(self) -> None:
        if not self._places:
            self.hide()
            return
        from ui.sealing.home_words import home_line

        line = home_line(self._places, self._context.backups.last_sealed)
        if line is None:
            self.hide()
            return
        self.text.setText(line.text)
        self.about.setText(line.about)
        self.state.setText(line.state)
        set_role(self.state, f"chip-{line.kind}")
        self.act_button.setVisible(line.can_seal)
        self.act_button.setEnabled(self._context.backups.is_idle)
        self.act_button.setAccessibleName(f"{self.act_button.text()}: {line.text}")
        self.show()

    def _on_act(self) -> None:
        from ui.sealing.home_words import can_be_sealed

        there = [one.place for one in self._places if one.is_reachable and can_be_sealed(one)]
        self._context.backups.seal(there)


def _plan(session: Session) -> Look[list[ExportFreshness]]:
    from vault.sealing.freshness import plan_freshness

    return plan_freshness(session)


def _leave_it(_: VaultError) -> None:
    """Home says nothing of it; it is asked again when Home is seen."""
