"""A computer without an unlocked vault: a context for the lock window and the wizard."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import KeepsScore
from ui.bus import Bus
from ui.context import AppContext
from ui.lock.page import LockPage
from ui.lock.window import LockWindow
from ui.preferences import Preferences
from ui.theme import Theme
from ui.widgets.step_up import ask_step_up
from ui.worker import Worker
from vault.keys.os_keyring import KeyStore


class Stranger:
    """The context, its dialogs, and an end."""

    def __init__(self, app: QApplication, tmp_path: Path, keyring: KeyStore) -> None:
        self.preferences = Preferences(tmp_path / "window.ini")
        self.dialogs = KeepsScore()
        self.windows: list[QWidget] = []
        """Held for the test: a window that nobody holds is deleted."""
        self.context = AppContext(
            worker=Worker(),
            bus=Bus(),
            preferences=self.preferences,
            theme=Theme(app, self.preferences),
            dialogs=self.dialogs,
            keyring=keyring,
            step_up=self._step_up,
        )

    def _step_up(self, parent: QWidget, then: Callable[[], None]) -> None:
        ask_step_up(self.context, parent, then)

    def settle(self, qtbot: QtBot) -> None:
        """Wait until nothing is asked any more."""
        for _ in range(2):
            qtbot.waitUntil(lambda: self.context.worker.is_idle, timeout=20_000)
            QApplication.processEvents()

    def settle_at_lock(self, qtbot: QtBot, window: LockWindow) -> None:
        """Wait until the lock page was painted, asked the keyring for that, and heard."""
        page = window.page
        if isinstance(page, LockPage):
            qtbot.waitUntil(lambda: page.has_asked)
        self.settle(qtbot)

    def close(self) -> None:
        """Close what a test left open and end the thread."""
        worker = self.context.worker
        if worker.session is not None:
            owner = QWidget()
            worker.ask(owner, worker.session.close)
        worker.stop()
