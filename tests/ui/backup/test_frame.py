"""The frame around: Ctrl+Q, and the way to the Backup tab."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import Desk, settle
from ui.composition import PAGES, open_find
from ui.main_window import MainWindow
from ui.settings.page import SettingsPage


def _window(qtbot: QtBot, desk: Desk) -> MainWindow:
    window = MainWindow(desk.context, PAGES, open_find)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    settle(qtbot, desk)
    return window


def test_ctrl_q_means_quit_for_the_day_and_asks_nothing(qtbot: QtBot, desk: Desk) -> None:
    window = _window(qtbot, desk)
    with qtbot.waitSignal(desk.context.quit_requested):
        QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(desk.context.quit_requested):
        window.sidebar.buttons["quit"].click()
    assert desk.dialogs.questions == []


def test_the_backup_settings_are_one_click_away(qtbot: QtBot, desk: Desk) -> None:
    window = _window(qtbot, desk)
    desk.context.open_settings("backup")
    settle(qtbot, desk)
    settings: QWidget = window.page("settings")
    assert isinstance(settings, SettingsPage)
    assert settings.backup.isVisible()
    assert QApplication.focusWidget() is not None
