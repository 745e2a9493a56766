"""The window before a vault is open: lock, recover, choose, create. No client is ever on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ui.context import AppContext
from ui.lock.page import LockPage
from ui.theme import grown_size
from ui.widgets.labels import set_role

if TYPE_CHECKING:
    from datetime import datetime

    from ui.lock.opening import Door

SIZE = (720, 560)
_AROUND = QSize(32, 64)
"""What a window manager may put around."""


class LockWindow(QMainWindow):
    """Shows one page at a time and emits ``unlocked`` with the ``Opened`` vault."""

    unlocked = Signal(object)
    closed = Signal()
    start_anew = Signal(object)
    """The program shall start anew, for the folder of a vault or for ``None``."""

    def __init__(
        self, context: AppContext, folder: Path | None, locked_at: datetime | None = None
    ) -> None:
        super().__init__()
        self._context = context
        self._folder = folder
        self._locked_at = locked_at
        self._is_seen = False
        self._pages = QStackedWidget()
        set_role(self._pages, "page")
        self.setCentralWidget(self._pages)
        self.setWindowTitle(self.tr("Casekeep"))
        room = self.screen().availableGeometry().size() - _AROUND
        self.resize(grown_size(QSize(*SIZE)).boundedTo(room))
        if folder is None:
            self._show_chooser()
        else:
            self._show_lock()

    @property
    def page(self) -> QWidget | None:
        """The page in front."""
        return self._pages.currentWidget()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ask the system for its look once the window is seen; it begins with the last one."""
        super().paintEvent(event)
        if not self._is_seen:
            self._is_seen = True
            QTimer.singleShot(0, self, self._context.theme.ask_system)

    def _show(self, page: QWidget) -> None:
        """Put ``page`` in front and let the one before go, with what was typed into it."""
        before = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()

    def _show_lock(self) -> None:
        if self._folder is None:
            self._show_chooser()
            return
        page = LockPage(self._context, self._folder, self._locked_at)
        page.unlocked.connect(self.unlocked)
        page.recover_requested.connect(self._show_recover)
        page.restore_requested.connect(self._show_restore)
        page.successor_requested.connect(self._show_successor)
        page.other_requested.connect(self._show_chooser)
        self._show(page)

    def _show_recover(self, door: Door) -> None:
        from ui.lock.recover import RecoverPage  # the lock page alone is wanted every day

        page = RecoverPage(self._context, door)
        page.unlocked.connect(self.unlocked)
        page.back_requested.connect(self._show_lock)
        self._show(page)

    def _show_chooser(self) -> None:
        from ui.lock.chooser import ChooserPage

        page = ChooserPage(self._context, can_go_back=self._folder is not None)
        page.create_requested.connect(self._show_wizard)
        page.restore_requested.connect(self._show_restore)
        page.successor_requested.connect(self._show_successor)
        page.folder_chosen.connect(self._on_folder)
        page.back_requested.connect(self._show_lock)
        self._show(page)

    def _show_wizard(self) -> None:
        from ui.first_run.wizard import FirstRunWizard  # once in the life of a vault

        page = FirstRunWizard(self._context)
        page.unlocked.connect(self.unlocked)
        page.left.connect(self._show_chooser)
        self._show(page)

    def _show_restore(self) -> None:
        from ui.restore.wizard import RestoreWizard  # when all else is gone

        page = RestoreWizard(self._context)
        page.unlocked.connect(self.unlocked)
        page.left.connect(self._show_lock)
        self._show(page)

    def _show_successor(self) -> None:
        from ui.successor.wizard import SuccessorWizard  # when the practitioner is gone

        page = SuccessorWizard(self._context)
        page.left.connect(self._show_lock)
        page.ended.connect(self._on_ended)
        self._show(page)

    def _on_ended(self, made: Path | None) -> None:
        """Cards were typed: what is in this process's memory goes with it."""
        self.hide()
        self.start_anew.emit(made or self._folder)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing this window ends the program."""
        super().closeEvent(event)
        self.closed.emit()

    def _on_folder(self, folder: Path) -> None:
        self._folder, self._locked_at = folder, None
        self._show_lock()
