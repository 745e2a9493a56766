"""The tick for psychotherapy notes, and beside it what the plan wants of them."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from ui.context import AppContext
from ui.successor.held_export import HeldExport
from ui.successor.presenter import wish_words
from ui.widgets.labels import muted
from ui.widgets.layouts import column, row
from ui.wizard.parts import INDENT_PX
from ui.worker import Token
from vault.errors import VaultError
from vault.sealing.part_model import Part
from vault.succession.plan_model import Psychotherapy


class NotesApart(QWidget):
    """Hidden where the cards open no such notes; never ticked by itself."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._asked = Token()
        self._path: Path | None = None
        self.tick = QCheckBox(self.tr("Also the &psychotherapy notes"))
        self.wish = muted(wrap=True)
        self.wish.setContentsMargins(INDENT_PX, 0, 0, 0)
        self.setLayout(column(row(self.tick, None), self.wish))

    @property
    def is_wanted(self) -> bool:
        """Whether somebody ticked it."""
        return self.tick.isChecked()

    def enter(self, held: HeldExport) -> None:
        """Show it for what the cards opened, and ask the plan."""
        is_there = any(one.content is Part.PSYCHOTHERAPY for one in held.opened)
        self.setVisible(is_there)
        if not is_there or held.path != self._path:
            self.tick.setChecked(False)
            self._say("")
        self._path = held.path
        if not is_there:
            return
        self._asked.cancel()
        self._asked = Token()
        ask = self._context.files.ask
        ask(self, held.psychotherapy_wish, self._on_wish, self._on_unread, token=self._asked)

    def _on_wish(self, wish: Psychotherapy | None) -> None:
        self._say(wish_words(wish))

    def _say(self, words: str) -> None:
        self.wish.setText(words)
        self.tick.setAccessibleDescription(words)

    def _on_unread(self, _: VaultError) -> None:
        self._on_wish(None)
