"""Pictures of what is on the screen: the window, and over it the dialog that is open."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from tests.tour import sight
from tests.tour.sight import NotYet
from ui.preferences import Preferences, ThemeChoice
from ui.theme import Theme


def take(light: str, dark: str) -> None:
    """Save a picture in each theme. The theme is changed for the picture and put back."""
    theme = QApplication.instance().findChild(Theme)  # type: ignore[union-attr]  # it runs
    if theme is None:
        raise NotYet("the program has no theme yet")
    chosen = Preferences().theme
    try:
        for choice, file in ((ThemeChoice.LIGHT, light), (ThemeChoice.DARK, dark)):
            theme.choose(choice)
            if not _picture().save(file):
                raise NotYet(f"the picture could not be saved in {file}")
    finally:
        theme.choose(chosen)


def _picture() -> QPixmap:
    front = sight.front_window()
    parent = front.parentWidget()
    if parent is None:
        return front.grab()
    below = parent.window()
    picture = below.grab()
    painter = QPainter(picture)
    painter.drawPixmap(_place(front, below), front.grab())
    painter.end()
    return picture


def _place(front: QWidget, below: QWidget) -> QPoint:
    return front.pos() - below.pos()
