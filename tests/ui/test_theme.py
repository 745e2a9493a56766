"""Colors are legible, the choice is kept, the system is followed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui.preferences import Preferences, ThemeChoice
from ui.theme import DARK, LIGHT, PAIRS, Theme, Tokens
from ui.widgets.buttons import tinted

ENOUGH = 4.5


def _luminance(color: str) -> float:
    parts = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_rightly() -> None:
    assert _contrast("#ffffff", "#000000") == pytest.approx(21)
    assert _contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_legible_on_its_ground(tokens: Tokens, text: str, ground: str) -> None:
    assert _contrast(getattr(tokens, text), getattr(tokens, ground)) >= ENOUGH


@pytest.fixture
def theme(qapp: QApplication, tmp_path: Path) -> Theme:
    return Theme(qapp, Preferences(tmp_path / "window.ini"))


def test_a_choice_is_shown_and_kept(theme: Theme, qapp: QApplication, tmp_path: Path) -> None:
    theme.choose(ThemeChoice.DARK)
    assert theme.tokens is DARK
    assert qapp.palette().window().color() == QColor(DARK.surface)
    assert Preferences(tmp_path / "window.ini").theme is ThemeChoice.DARK


def test_icons_follow_the_theme(theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    theme.choose(ThemeChoice.LIGHT)
    tinted(button, theme, "lock")
    light = button.icon().pixmap(20).toImage()
    theme.choose(ThemeChoice.DARK)
    assert button.icon().pixmap(20).toImage() != light


def test_an_icon_is_drawn_as_sharp_as_the_screens_are(theme: Theme, qapp: QApplication) -> None:
    assert qapp.devicePixelRatio() == 1.0
    (drawn,) = theme.icon("lock").availableSizes()
    assert drawn == QSize(20, 20)


def test_high_contrast_drops_the_stylesheet(qapp: QApplication, tmp_path: Path) -> None:
    system = {"wants contrast": True}
    preferences = Preferences(tmp_path / "window.ini")
    theme = Theme(qapp, preferences, lambda: system["wants contrast"])
    assert qapp.styleSheet() == ""
    assert theme.color("danger") == qapp.palette().windowText().color()
    system["wants contrast"] = False
    theme.apply()
    assert qapp.styleSheet()


def test_both_fonts_are_the_bundled_ones(theme: Theme, qapp: QApplication) -> None:
    assert qapp.font().families()[0] == "Inter"
    assert theme.base_px >= 13


def test_begins_as_the_system_was_last_time(qapp: QApplication, tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "window.ini")
    preferences.set_flag("system_is_dark", True)
    theme = Theme(qapp, preferences, as_last_time=True)
    assert theme.tokens is DARK
    theme.ask_system()
    assert theme.tokens is LIGHT
    assert Theme(qapp, preferences, as_last_time=True).tokens is LIGHT
