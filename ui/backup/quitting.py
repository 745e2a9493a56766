"""Quit for the day: a backup at every place that is there, and the export for those who come
after sealed anew at each of its own; then the vault is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui.backup.progress_panel import ProgressPanel
from ui.backup.runner import Task
from ui.backup.task_words import result_words
from ui.context import AppContext
from ui.theme import grown
from ui.widgets.buttons import button, primary
from ui.widgets.labels import muted, section
from ui.widgets.layouts import PAGE_MARGIN, column, row
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from vault.backup.freshness import Look
    from vault.backup.model import Destination
    from vault.sealing.places_model import ExportPlace
    from vault.session import Session

_WIDTH = 480


class QuitDialog(QDialog):
    """Asks nothing and goes when all is done; what failed is said first. ``leave`` ends it all."""

    def __init__(self, context: AppContext, parent: QWidget, leave: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Quit for the day"))
        self.setModal(True)
        self._context = context
        self._leave = leave
        self._failures: list[str] = []
        self._is_leaving = False
        self.notice = Notice(context.theme, parent=self)
        self.panel = ProgressPanel(context)
        self.panel.stop_button.hide()
        self.stay_button = button(self.tr("Stay"), self.reject)
        self.quit_button = primary(self.tr("Quit without waiting"), self._on_quit)
        self._build()
        context.backups.ended.connect(self._on_ended)
        context.backups.changed.connect(self._on_changed)

    def _build(self) -> None:
        text = self.tr("The copies are made before Casekeep closes the vault.")
        layout = column(
            section(self.tr("Quit for the day")),
            muted(text, wrap=True),
            self.notice,
            self.panel,
            row(None, self.stay_button, self.quit_button),
            gap=12,
        )
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        self.setFixedWidth(grown(_WIDTH))

    def begin(self, there: Nearby) -> None:
        """Back up and seal there, and show how far it is."""
        self.open()
        if there.backups:
            self._context.backups.back_up(there.backups)
        self._context.backups.seal(there.exports)

    def _on_ended(self, task: Task) -> None:
        said, kind = result_words(task)
        if kind == "danger" and not self._is_leaving:
            self._failures.append(said)

    def _on_changed(self) -> None:
        if not self._context.backups.is_idle or self._is_leaving:
            return
        if not self._failures:
            self._on_quit()
            return
        self.notice.say("\n".join(self._failures), "danger")
        self.quit_button.setText(self.tr("Quit all the same"))
        self.adjustSize()

    def _on_quit(self) -> None:
        self._is_leaving = True
        self._context.backups.cancel()
        self._leave()

    def reject(self) -> None:
        """Stay: what is under way is stopped, and leaves nothing."""
        self._is_leaving = True
        self._context.backups.cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing this window means to stay."""
        self._is_leaving = True
        self._context.backups.cancel()
        super().closeEvent(event)


def quit_for_the_day(context: AppContext, parent: QWidget, leave: Callable[[], None]) -> None:
    """Back up and seal at every place that is there, then ``leave``; where none is, at once.

    What is being typed is asked for first, so that the last two seconds of it are in the backup.
    """
    context.about_to_back_up.emit()

    def looked(there: Nearby) -> None:
        if there.backups or there.exports:
            QuitDialog(context, parent, leave).begin(there)
        else:
            leave()

    context.backups.look(parent, plan, looked, lambda _: leave())


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """The places for backups that are there, and those whose export is kept current."""

    backups: tuple[Destination, ...]
    exports: tuple[ExportPlace, ...]


def plan(session: Session) -> Look[Nearby]:
    """Return what looks which places are there; runs on the worker."""
    from vault.backup.freshness import Look, plan_freshness
    from vault.sealing import freshness as sealing

    fresh, exports = plan_freshness(session), sealing.plan_freshness(session)

    def judge(there: frozenset[Any]) -> Nearby:
        return Nearby(
            backups=tuple(o.destination for o in fresh.judge(there) if o.is_reachable),
            exports=tuple(o.place for o in exports.judge(there) if o.is_reachable and o.is_kept),
        )

    return Look(places=(*fresh.places, *exports.places), judge=judge)
