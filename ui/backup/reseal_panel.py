"""Backups that are sealed to ways to open the vault which are no longer the ones of today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.backup.moving import WhereButtons
from ui.backup.resealing import away_places, reachable_places
from ui.context import AppContext
from ui.widgets.buttons import button
from ui.widgets.labels import label, muted, section
from ui.widgets.layouts import column, row
from ui.wording import counted

if TYPE_CHECKING:
    from vault.backup.model import PendingReseal, PendingRewrite


class ResealPanel(QWidget):
    """Hidden where every backup opens with the ways of today."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._pending: Sequence[PendingReseal] = ()
        self.lines = label("", wrap=True)
        self.where = WhereButtons(context)
        self.seal_button = button(self.tr("Seal the reachable ones anew"), self._on_seal)
        text = self.tr(
            "Your ways to open the vault have changed since these were made. They open with the old"
            " sheet or passphrase until they are sealed anew, which needs no secret."
        )
        self.setLayout(
            column(
                section(self.tr("Backups to be sealed anew")),
                muted(text, wrap=True),
                self.lines,
                self.where,
                row(self.seal_button, None),
            )
        )
        self.hide()

    def show_pending(self, pending: Sequence[PendingReseal]) -> None:
        """Say which backups are meant."""
        self._pending = pending
        self.lines.setText("\n".join(place_lines(pending)))
        self.where.show_places(away_places(pending))
        self.seal_button.setEnabled(bool(reachable_places(pending)))
        self.setVisible(bool(pending))

    def _on_seal(self) -> None:
        self._context.backups.reseal(reachable_places(self._pending))


def place_lines(pending: Sequence[PendingReseal | PendingRewrite]) -> list[str]:
    """Return a line for each place: which of its backups wait, and whether it is there."""
    by_place: dict[int, list[PendingReseal | PendingRewrite]] = {}
    for one in pending:
        by_place.setdefault(one.destination.id, []).append(one)
    return [_line(found) for found in by_place.values()]


def _line(found: list[PendingReseal | PendingRewrite]) -> str:
    first, tr = found[0], QCoreApplication.translate
    numbers = ", ".join(str(one.snapshot.number) for one in found)
    said = counted(len(found), tr("backup", "“%2”: backup %3"), tr("backup", "“%2”: backups %3"))
    said = said.replace("%2", first.destination.label).replace("%3", numbers)
    is_there = any(one.is_reachable for one in found)
    return said if is_there else said + tr("backup", " · not reachable now")
