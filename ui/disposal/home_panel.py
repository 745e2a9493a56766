"""Home's line on disposals: one that waits, what of them is late, copies that came back since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from ui.bus import kinds
from ui.context import AppContext
from ui.widgets.buttons import LineButton
from ui.widgets.labels import chip, muted, section, strong
from ui.widgets.layouts import GAP, column, line_card
from ui.worker import Token
from vault.changes import Kind
from vault.errors import VaultError

if TYPE_CHECKING:
    from ui.disposal.home_words import HomeLine
    from vault.backup.freshness import Look, PendingCopies
    from vault.disposal.model import Disposal
    from vault.disposal.waiting import LateCopies
    from vault.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """Copies and paper whose day is over, and the disposal that they are left of."""

    copies: LateCopies
    disposal: Disposal


class DisposalPanel(QWidget):
    """Hidden where nothing waits."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._reopened: Disposal | None = None
        self._asked = Token()
        self.text = strong(wrap=True)
        self.about = muted(wrap=True)
        self.state = chip("", "attention")
        self.act_button = LineButton("", self._on_act)
        self.setLayout(column(section(self.tr("Disposal")), self._card(), gap=GAP))
        self.hide()
        context.bus.subscribe(self, kinds(Kind.DISPOSALS, Kind.COPIES), self.refresh)

    def _card(self) -> QFrame:
        return line_card(column(self.text, self.about, gap=2), self.state, self.act_button)

    def refresh(self) -> None:
        """Ask whether anything waits."""
        self._asked.cancel()
        self._asked = Token()
        self._context.ask(self, _unfinished, self._on_unfinished, _leave_it, self._asked)

    def _on_unfinished(self, found: list[Disposal]) -> None:
        if found:
            from ui.disposal.home_words import unfinished_words

            self._reopened = found[0]
            self._say(unfinished_words(found[0]))
        else:
            self._context.ask(self, _late, self._on_late, _leave_it, self._asked)

    def _on_late(self, late: Late | None) -> None:
        if late is not None:
            from ui.disposal.home_words import late_words

            self._reopened = late.disposal
            self._say(late_words(late.copies))
        else:
            look = self._context.backups.look
            look(self, _plan, self._on_copies, _leave_it, self._asked)

    def _on_copies(self, copies: PendingCopies) -> None:
        self._reopened = None
        if copies.rewrites:
            from ui.disposal.home_words import copies_words

            self._say(copies_words(copies.rewrites))
        else:
            self.hide()

    def _say(self, line: HomeLine) -> None:
        self.text.setText(line.text)
        self.about.setText(line.about)
        self.state.setText(line.state)
        self.state.setVisible(bool(line.state))
        self.act_button.setText(line.act)
        self.act_button.setAccessibleName(f"{line.act.rstrip('…')}: {line.text}")
        self.show()

    def _on_act(self) -> None:
        if self._reopened is not None:
            self._reopen(self._reopened)
        else:
            self._context.ask(self, _newest, self._reopen)

    def _reopen(self, found: Disposal | None) -> None:
        from ui.disposal.wizard import reopen

        if found is not None:
            reopen(self._context, self, found)


def _unfinished(session: Session) -> list[Disposal]:
    from vault.disposal import waiting

    if not waiting.is_any(session):
        return []
    from vault.disposal import service as disposal  # loads much, and is needed seldom

    return disposal.pending(session)


def _late(session: Session) -> Late | None:
    from vault.disposal import waiting

    copies = waiting.late_copies(session)
    if copies is None:
        return None
    from vault.disposal import service as disposal

    found = [one for one in disposal.list_disposals(session) if one.id == copies.disposal_id]
    return Late(copies=copies, disposal=found[0])


def _plan(session: Session) -> Look[PendingCopies]:
    from vault.backup.freshness import pending_copies

    return pending_copies(session)


def _newest(session: Session) -> Disposal | None:
    """Return the newest disposal: a copy that is clean of it is clean of all before it."""
    from vault.disposal import service as disposal

    return next(iter(disposal.list_disposals(session)), None)


def _leave_it(_: VaultError) -> None:
    """Home says nothing of it; it is asked again when Home is seen."""
