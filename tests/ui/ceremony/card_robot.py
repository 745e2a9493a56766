"""The real window of a card, with hands: ``python -m tests.ui.ceremony.card_robot PARENT DOING``.

``DOING`` is "proved", "later", "thrown" or "crash"; a path behind it is where the card is saved,
for the test that wants to know what stands on it.
"""

import io
import os
import sys
from pathlib import Path
from typing import IO

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.ceremony import card_window
from ui.ceremony.card_window import CardWindow
from vault.succession import card_service
from vault.succession.card_service import CardRequest

_open_window = card_window.open_window


def command(doing: str, target: Path | None = None) -> list[str]:
    """Return what starts the robot."""
    path = [] if target is None else [str(target)]
    return [sys.executable, "-m", "tests.ui.ceremony.card_robot", str(os.getpid()), doing, *path]


def _act(window: CardWindow, doing: str, target: Path | None) -> None:
    if target is not None:
        card_service.save(window.card, target)
    if doing == "crash":
        os.abort()
    if doing == "thrown":
        window.page.leave_button.click()
        return
    window.page.has_it.click()
    window.page.next_button.click()
    if doing == "later":
        window.back.later_button.click()
        return
    for number in window.back.numbers:
        line = window.card.secret.lines[number - 1]
        window.back.entry.fields[number].setText(line.text)
    window.back.done_button.click()


def _with_hands(app: QApplication, request: CardRequest, answers: IO[bytes]) -> CardWindow:
    window = _open_window(app, request, answers)
    doing, *path = sys.argv[2:]
    target = Path(path[0]) if path else None
    if doing != "wait":
        QTimer.singleShot(0, lambda: _act(window, doing, target))
    return window


if __name__ == "__main__":
    card_window.open_window = _with_hands
    sys.stderr = io.StringIO()
    sys.exit(card_window.main(sys.argv[1:2]))
