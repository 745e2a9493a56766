"""Home's line on records that are past the last day that a rule allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from ui.bus import kinds
from ui.context import AppContext
from ui.widgets.buttons import LineButton
from ui.widgets.labels import chip, muted, section, strong
from ui.widgets.layouts import GAP, column, line_card
from ui.wording import counted
from ui.worker import Token
from vault.changes import Kind
from vault.errors import VaultError

if TYPE_CHECKING:
    from vault.ids import ClientId
    from vault.retention.model import RetentionLine
    from vault.session import Session


class OverduePanel(QWidget):
    """Hidden where no record is."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._asked = Token()
        self.text = strong(wrap=True)
        self.about = muted(
            self.tr("A rule wants such records gone by then. Retention marks them “Overdue”."),
            wrap=True,
        )
        self.act_button = LineButton(self.tr("Look…"), lambda: context.open_page("retention"))
        self.setLayout(column(section(self.tr("Retention")), self._card(), gap=GAP))
        self.hide()
        changed = kinds(Kind.RETENTION, Kind.HOLDS, Kind.DISPOSALS)
        context.bus.subscribe(self, changed, self.refresh)

    def _card(self) -> QFrame:
        state = chip(self.tr("Overdue"), "danger")
        return line_card(column(self.text, self.about, gap=2), state, self.act_button)

    def refresh(self) -> None:
        """Ask whether there is one; an answer that is still on its way is not waited for."""
        self._asked.cancel()
        self._asked = Token()
        self._context.ask(self, _candidates, self._on_candidates, _leave_it, self._asked)

    def _on_candidates(self, ids: list[ClientId]) -> None:
        self._ask_page(ids, 0, 0)

    def _ask_page(self, ids: list[ClientId], start: int, found: int) -> None:
        """Ask a page at a time: in between, the worker saves what is typed elsewhere."""
        page = ids[start : start + _PAGE]
        if not page:
            self._say(found)
            return

        def take(count: int) -> None:
            self._ask_page(ids, start + _PAGE, found + count)

        self._context.ask(self, lambda s: _overdue(s, page), take, _leave_it, self._asked)

    def _say(self, found: int) -> None:
        said = counted(
            found,
            self.tr("1 record is past the last day that a rule allows"),
            self.tr("%1 records are past the last day that a rule allows"),
        )
        self.text.setText(said)
        self.act_button.setAccessibleName(self.tr("Look: %1").replace("%1", said))
        self.setVisible(found > 0)


_PAGE = 100


def _candidates(session: Session) -> list[ClientId]:
    from vault.retention import overdue

    return overdue.candidates(session)


def _overdue(session: Session, ids: list[ClientId]) -> int:
    from vault.retention import overdue, service

    lines: list[RetentionLine] = service.lines(session, ids)
    return len(overdue.among(lines, session.today()))


def _leave_it(_: VaultError) -> None:
    """Home says nothing of it; the page Retention says what is wrong."""
