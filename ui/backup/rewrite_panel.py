"""Backups that may still hold records which were disposed of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.backup.moving import WhereButtons
from ui.backup.reseal_panel import place_lines
from ui.backup.resealing import away_places, reachable_places
from ui.context import AppContext
from ui.widgets.buttons import button
from ui.widgets.labels import label, muted, section
from ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from vault.backup.model import PendingRewrite


class RewritePanel(QWidget):
    """Hidden where no backup holds any. It comes back with the stick."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._pending: Sequence[PendingRewrite] = ()
        self.lines = label("", wrap=True)
        self.where = WhereButtons(context)
        self.rewrite_button = button(self.tr("Rewrite the reachable ones"), self._on_rewrite)
        text = self.tr(
            "These backups were made before a record was disposed of, and may still hold it. Each"
            " is rewritten without it, under a new key, and read back; nothing else in it changes."
            " If one no longer exists, say so in the list of all copies."
        )
        self.setLayout(
            column(
                section(self.tr("Backups that may hold disposed records")),
                muted(text, wrap=True),
                self.lines,
                self.where,
                row(self.rewrite_button, None),
            )
        )
        self.hide()

    def show_pending(self, pending: Sequence[PendingRewrite]) -> None:
        """Say which backups are meant."""
        self._pending = pending
        self.lines.setText("\n".join(place_lines(pending)))
        self.where.show_places(away_places(pending))
        self.rewrite_button.setEnabled(bool(reachable_places(pending)))
        self.setVisible(bool(pending))

    def _on_rewrite(self) -> None:
        self._context.backups.rewrite(reachable_places(self._pending))
