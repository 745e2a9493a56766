"""Which window is in front: the lock window until a vault is open, then the main window."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.bus import kinds
from ui.context import AppContext
from ui.lock.window import LockWindow
from vault.changes import Kind
from vault.errors import VaultError

# What an open vault needs loads when one is: the lock window comes first.
if TYPE_CHECKING:
    from datetime import datetime

    from ui.lock.opening import Opened
    from ui.locking import Locking
    from ui.main_window import FindFactory, MainWindow, PageFactory
    from vault.keys.model import VaultWarning
    from vault.practice.model import Practice
    from vault.session import Session

ANCHOR_EVERY_MS = 10 * 60_000
_MINUTE_MS = 60_000


class Desktop(QObject):
    """Owns the windows. ``replace`` starts the program anew, for a vault's folder or for none."""

    def __init__(
        self,
        app: QApplication,
        context: AppContext,
        *,
        pages: Mapping[str, PageFactory],
        find: FindFactory,
        replace: Callable[[Path | None], None],
    ) -> None:
        super().__init__(app)
        self._app = app
        self._context = context
        self._pages = pages
        self._find = find
        self._replace = replace
        self.lock_window: LockWindow | None = None
        self.main_window: MainWindow | None = None
        self._folder: Path | None = None
        self._locking: Locking | None = None
        self._anchor_timer = QTimer(self)
        self._anchor_timer.timeout.connect(self._drop_anchor)
        self._threads = (
            context.worker,
            context.files,
            context.copies,
            context.views,
            context.places,
        )
        for thread in self._threads:
            thread.failed.connect(self._on_failed)
            thread.broke.connect(self.on_bug)
        context.lock_requested.connect(self.lock)
        context.quit_requested.connect(self.quit_for_the_day)

    @property
    def context(self) -> AppContext:
        """What its pages are given."""
        return self._context

    def run(self) -> int:
        """Run the event loop until the program ends; return its exit code."""
        code = self._app.exec()
        self._context.files.end()  # a restore that nobody waits for any more
        for thread in self._threads:
            thread.stop()
        return code

    def show_lock(self, folder: Path | None, locked_at: datetime | None = None) -> None:
        """Show the lock window for a vault, or for none yet."""
        self.lock_window = LockWindow(self._context, folder, locked_at)
        self.lock_window.unlocked.connect(self._on_unlocked)
        self.lock_window.closed.connect(self._app.quit)
        self.lock_window.start_anew.connect(self._replace)
        self.lock_window.show()

    def _on_unlocked(self, opened: Opened) -> None:
        from ui.main_window import MainWindow

        self._folder = opened.folder
        self._context.preferences.last_vault = opened.folder
        self._context.is_in_custody = opened.is_in_custody
        self._context.theme.load_every_face()
        self.main_window = MainWindow(self._context, self._pages, self._find)
        self.main_window.leave_requested.connect(self.leave)
        self.main_window.show()
        self._keep_private(self.main_window)
        if self.lock_window is not None:
            self.lock_window.hide()
            self.lock_window.deleteLater()
            self.lock_window = None
        self._watch(opened.lock_after_minutes)
        # What stands now stays: to go through it again for garbage would stop the window for 45 ms.
        gc.freeze()
        if opened.warnings:
            self._warn(self.main_window, opened.warnings)
        self._look_for_copy(self.main_window, opened)

    def _look_for_copy(self, window: QWidget, opened: Opened) -> None:
        """Say it where the same vault lies at another place too; a drive there may hang."""
        from vault.keys.model import VaultWarning

        preferences, folder = self._context.preferences, opened.folder
        last = preferences.opened_at(opened.instance_id)
        preferences.set_opened_at(opened.instance_id, folder)
        if last is None or last == folder:
            return

        def look() -> bool:
            from vault.keys import service as keys

            return keys.is_copied(folder, last)

        def told(is_copied: bool) -> None:
            if is_copied:
                self._warn(window, (VaultWarning.COPIED_FOLDER,))

        self._context.places.ask(window, look, told)

    def _keep_private(self, window: QWidget) -> None:
        from ui.screen_capture import screen_of_this_system
        from ui.shield import PrivacyShield

        self._shield = PrivacyShield(self._app, self._context, window, screen_of_this_system())

    def _warn(self, window: QWidget, warnings: Sequence[VaultWarning]) -> None:
        from ui.dialogs import Question
        from ui.vault_warnings import warnings_text
        from vault.keys import service as keys

        title, text = self.tr("Before you begin"), warnings_text(warnings)
        if not any(warning in keys.FROM_ANCHOR for warning in warnings):
            self._context.dialogs.tell(window, title, text)
            return

        def accept(session: Session) -> None:
            keys.accept_older(session, self._context.keyring)

        # not accepted, it is said again at the next unlock
        question = Question(title=title, text=text, act=self.tr("Go on from this state"))
        ask = self._context.ask
        self._context.dialogs.confirm(window, question, lambda: ask(window, accept))

    def _watch(self, lock_after_minutes: int) -> None:
        from ui.backup.daily import DailyBackups
        from ui.disposal.supplements import Supplements
        from ui.idle import IdleTimer
        from ui.system_signals import SystemSignals

        self._idle = IdleTimer(self._app, lock_after_minutes * _MINUTE_MS)
        self._idle.idle.connect(self.lock)
        self._idle.start()
        self._system = SystemSignals(self)
        self._system.gone.connect(self.lock)
        self._system.listen()
        self._anchor_timer.start(ANCHOR_EVERY_MS)
        self._daily = DailyBackups(self._context)
        self._supplements = Supplements(self._context)
        if self.main_window is not None:
            self._context.bus.subscribe(
                self.main_window, kinds(Kind.PRACTICE), self._on_practice_changed
            )

    def _on_practice_changed(self) -> None:
        from vault.practice import service as practice

        if self.main_window is not None:
            self._context.ask(self.main_window, practice.get, self._on_practice)

    def _on_practice(self, profile: Practice) -> None:
        self._idle.set_after(profile.lock_after_minutes * _MINUTE_MS)

    def _drop_anchor(self) -> None:
        from vault.keys import service as keys

        def drop(session: Session) -> None:
            keys.drop_anchor(session, self._context.keyring)

        if self.main_window is not None:
            self._context.ask(self.main_window, drop, on_error=_leave_for_later)

    def lock(self) -> None:
        """Save, close the vault and start anew at the lock window."""
        self._begin(self._start_anew)

    def quit_for_the_day(self) -> None:
        """Back up at every place that is there, then ``leave``."""
        from ui.backup.quitting import quit_for_the_day

        window = self.main_window
        if window is not None and self._locking is None:
            self._ask_to_leave(lambda: quit_for_the_day(self._context, window, self._leave))

    def leave(self) -> None:
        """Save, close the vault and end the program; ask first while files are on their way."""
        self._ask_to_leave(self._leave)

    def _ask_to_leave(self, go: Callable[[], None]) -> None:
        """The lock never asks: it may come while nobody is there."""
        window, count = self.main_window, self._context.files_on_their_way
        if window is None or not count:
            go()
            return
        from ui.documents.left_out_words import leaving_question

        self._context.dialogs.confirm(window, leaving_question(count), go)

    def _leave(self) -> None:
        self._begin(self._app.quit)

    def _begin(self, end: Callable[[], None]) -> None:
        from ui.locking import Locking

        if self.main_window is None or self._locking is not None:
            return
        self.main_window.keep_place()
        self._locking = Locking(self._context, end)
        self._locking.begin()
        for window in self._app.topLevelWidgets():
            window.hide()

    def _start_anew(self) -> None:
        if self._folder is not None:
            self._replace(self._folder)

    def _on_failed(self, _: object, error: VaultError) -> None:
        window = self.main_window or self.lock_window
        if window is not None and self._locking is None:
            self._context.show_error(window, error)

    def on_bug(self) -> None:
        """Say that the program, not the person, made a mistake."""
        window = self.main_window or self.lock_window
        if window is not None and self._locking is None:
            title = self.tr("Casekeep made a mistake")
            text = self.tr(
                "Something did not work that should have. What was saved is safe. "
                "Lock and unlock the vault, then try again."
            )
            self._context.dialogs.tell(window, title, text)


def _leave_for_later(_: VaultError) -> None:
    """A keyring that does not answer now is asked again in ten minutes, and at lock."""
