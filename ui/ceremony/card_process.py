"""A card's window as its parent sees it: a process that tells a recipient, or nothing."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from ui.ceremony import pulse
from ui.context import AppContext
from vault.errors import CeremonyFailed
from vault.succession import card_service
from vault.succession.card_service import CardRequest

_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from ui.ceremony.card_window import main; sys.exit(main(sys.argv[2:]))"
)
_MOST_REPORT = 64 << 10
THROWN_AWAY = 3
"""The exit code of a window that was closed before the card was on paper."""


def command() -> list[str]:
    """Return what starts the window: this Python, without the user's site."""
    if getattr(sys, "frozen", False):
        return [sys.executable, card_service.WINDOW_FLAG, str(os.getpid())]
    return [sys.executable, "-I", "-c", _PROGRAM, str(_ROOT), str(os.getpid())]


class CardProcess(QObject):
    """One card. Every way out emits one of the three signals, once."""

    made = Signal(object)
    """A ``HolderPlan``."""
    thrown_away = Signal()
    failed = Signal(object)
    """A ``CeremonyFailed``."""

    def __init__(self, context: AppContext, parent: QObject, request: CardRequest) -> None:
        super().__init__(parent)
        self._request = request
        self._is_over = False
        self.process = QProcess(self)
        self.process.finished.connect(self._on_finished)
        self.process.readyReadStandardOutput.connect(pulse.pass_on)
        self.process.errorOccurred.connect(self._on_error)
        context.about_to_lock.connect(self.end)

    def start(self) -> None:
        """Open the window."""
        program, *arguments = command()
        self.process.start(program, arguments)
        self.process.write(self._request.to_text().encode("ascii"))
        self.process.closeWriteChannel()

    def end(self) -> None:
        """End the process now, and tell nobody: its card is gone."""
        self._is_over = True
        self.process.kill()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._tell_failed()

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        told = bytes(self.process.readAllStandardOutput().data())[:_MOST_REPORT]
        if status is QProcess.ExitStatus.NormalExit and code == THROWN_AWAY:
            self._is_over = True
            self.thrown_away.emit()
            return
        try:
            report = card_service.read_report(told)
        except CeremonyFailed:
            self._tell_failed()
        else:
            self._is_over = True
            self.made.emit(card_service.card_holder(self._request, report))

    def _tell_failed(self) -> None:
        if not self._is_over:
            self._is_over = True
            self.failed.emit(CeremonyFailed())
