"""A card's window with a robot aboard: ``python -m tests.tour.card_robot PARENT ADDRESS``.

The program starts a card's window without this process's paths, so that nothing comes aboard by
itself: here the same window is opened from the same request, and a robot with it.
"""

import os
import sys
from typing import IO

from PySide6.QtWidgets import QApplication

from tests.tour.robot import Robot
from ui.ceremony import card_window
from ui.ceremony.card_window import CardWindow
from vault.succession.card_service import CardRequest

_open_window = card_window.open_window


def command(address: str) -> list[str]:
    """Return what starts the window, for the program that is its parent."""
    return [sys.executable, "-m", "tests.tour.card_robot", str(os.getpid()), address]


def _with_robot(app: QApplication, request: CardRequest, answers: IO[bytes]) -> CardWindow:
    window = _open_window(app, request, answers)
    Robot(app, sys.argv[2])
    return window


if __name__ == "__main__":
    card_window.open_window = _with_robot
    sys.exit(card_window.main(sys.argv[1:2]))
