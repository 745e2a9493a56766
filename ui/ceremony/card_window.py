"""The window that shows a holder's card: ``python -m ui.ceremony.card_window PARENT``.

It runs in a process of its own, which makes the card, and ends with it. The vault's process hears
by standard output alone, and only recipient and proof.
"""

import sys
from collections.abc import Sequence
from typing import IO

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ui.ceremony.card_pages import CardPage, ReadBackPage
from ui.ceremony.card_process import THROWN_AWAY
from ui.ceremony.pulse import Pulse
from ui.dialogs import Dialogs, WindowDialogs
from ui.preferences import Preferences
from ui.screen_capture import keep_out, screen_of_this_system
from ui.theme import STYLE, Theme
from ui.widgets.labels import set_role
from ui.widgets.layouts import column
from vault.succession import card_service
from vault.succession.card_service import Card, CardRequest

_SIZE = QSize(660, 560)


class CardWindow(QWidget):
    """Two pages: the card, and two of its lines typed back. Closed early, nobody has the card."""

    closed = Signal(int)
    """With the exit code."""

    def __init__(self, theme: Theme, card: Card, answers: IO[bytes], dialogs: Dialogs) -> None:
        super().__init__()
        self.card = card
        self._answers = answers
        self.is_reported = False
        set_role(self, "page")
        self.setWindowTitle(self.tr("Card %1").replace("%1", str(card.place)))
        self.page = CardPage(theme, card, dialogs)
        self.back = ReadBackPage(theme, card, card_service.asked_lines())
        self._stack = QStackedWidget()
        for one in (self.page, self.back):
            self._stack.addWidget(one)
        self.setLayout(column(self._stack))
        self.resize(_SIZE)
        self.page.thrown_away.connect(self.close)
        self.page.kept.connect(lambda: self._show(self.back))
        self.back.returned.connect(lambda: self._show(self.page))
        self.back.answered.connect(self._report)
        self._show(self.page)

    def _show(self, page: CardPage | ReadBackPage) -> None:
        self._stack.setCurrentWidget(page)
        page.begin()

    def _report(self, is_proved: bool) -> None:
        told = card_service.report_text(self.card, is_proved=is_proved)
        self._answers.write(told.encode("ascii"))
        self._answers.flush()
        self.is_reported = True
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the card out of screenshots where a system offers that."""
        super().showEvent(event)
        keep_out(screen_of_this_system(), self, is_kept_out=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The process ends with its window: whoever shows it connects to ``closed``."""
        super().closeEvent(event)
        self.closed.emit(0 if self.is_reported else THROWN_AWAY)


def main(argv: Sequence[str]) -> int:
    """Show one card; return the exit code."""
    answers = card_service.begin_child(int(argv[0]))
    request = card_service.request_from_text(sys.stdin.readline())
    app = QApplication([sys.argv[0], "-style", STYLE])
    app.setApplicationName("casekeep")
    app.setApplicationDisplayName("Casekeep")
    app.setDesktopFileName("casekeep")
    window = open_window(app, request, answers)
    window.closed.connect(app.exit)
    Pulse(app, answers)
    window.show()
    return app.exec()


def open_window(app: QApplication, request: CardRequest, answers: IO[bytes]) -> CardWindow:
    """Return the window with a new card in it."""
    theme = Theme(app, Preferences(), as_last_time=True)
    app.setWindowIcon(theme.icon("shield", "accent"))
    return CardWindow(theme, card_service.make(request), answers, WindowDialogs())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
