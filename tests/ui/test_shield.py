"""The privacy shield over dialogs, and when another program comes in front."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible, focusable
from tests.ui.unlocked import Desk, clock, desk, settle
from ui.clients.client_form import ClientForm
from ui.find.dialog import FindDialog
from ui.preferences import IN_SCREENSHOTS, SHIELD_WHEN_LEFT
from ui.settings.look_tab import LookTab
from ui.shield import Cover, PrivacyShield

__all__ = ["clock", "desk"]

_ACTIVE = Qt.ApplicationState.ApplicationActive
_INACTIVE = Qt.ApplicationState.ApplicationInactive


class KeptOut:
    """A system that keeps windows out of screenshots and says which."""

    def __init__(self) -> None:
        self.windows: dict[int, bool] = {}

    def set_kept_out(self, handle: int, is_kept_out: bool) -> bool:
        self.windows[handle] = is_kept_out
        return True


@pytest.fixture
def screen() -> KeptOut:
    return KeptOut()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, desk: Desk, screen: KeptOut) -> QWidget:
    """A main window with its shield, which goes with it."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    PrivacyShield(qapp, desk.context, made, screen)
    return made


def _opened(qtbot: QtBot, desk: Desk, window: QWidget) -> ClientForm:
    form = ClientForm(desk.context, window)
    form.open()
    qtbot.waitUntil(lambda: bool(form.findChildren(Cover)))
    return form


def _cover(form: QWidget) -> Cover:
    [found] = form.findChildren(Cover)
    return found


def _press_keys(form: QWidget) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(form, Qt.Key.Key_H, modifiers)


def test_a_dialog_is_covered_whole_and_comes_back_as_it_was(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    form = _opened(qtbot, desk, window)
    QTest.keyClicks(form.legal_name, "Amara Osei")
    form.preferred_name.setFocus()
    _press_keys(form)
    assert desk.context.is_shielded
    cover = _cover(form)
    assert cover.geometry() == form.rect()
    assert focusable(form) == [cover.show_button]
    assert_accessible(form)
    form.resize(form.width() + 40, form.height() + 30)
    QApplication.processEvents()
    assert cover.geometry() == form.rect()
    QTest.keyClicks(form.focusWidget(), "xyz")
    QTest.keyClick(cover.show_button, Qt.Key.Key_Space)
    assert not desk.context.is_shielded
    assert not cover.isVisible()
    assert (form.legal_name.text(), form.preferred_name.text()) == ("Amara Osei", "")
    assert form.focusWidget() is form.preferred_name


def test_a_dialog_that_opens_under_the_shield_is_covered(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    desk.context.set_shielded(True)
    form = _opened(qtbot, desk, window)
    assert _cover(form).isVisible()
    desk.context.set_shielded(False)
    assert not _cover(form).isVisible()


def test_find_hides_what_it_must_by_itself(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    find = FindDialog(desk.context, window)
    find.show()
    qtbot.waitUntil(lambda: bool(find.findChildren(Cover)))
    _press_keys(find)
    settle(qtbot, desk)
    assert desk.context.is_shielded
    assert not _cover(find).isVisible()


def test_leaving_raises_it_only_if_set_and_coming_back_lowers_it(
    qapp: QApplication, desk: Desk, window: QWidget
) -> None:
    qapp.applicationStateChanged.emit(_INACTIVE)
    assert not desk.context.is_shielded
    desk.context.preferences.set_flag(SHIELD_WHEN_LEFT, True)
    qapp.applicationStateChanged.emit(_INACTIVE)
    assert desk.context.is_shielded
    qapp.applicationStateChanged.emit(_ACTIVE)
    assert not desk.context.is_shielded


def test_raised_by_hand_it_stays_up(qapp: QApplication, desk: Desk, window: QWidget) -> None:
    desk.context.preferences.set_flag(SHIELD_WHEN_LEFT, True)
    desk.context.set_shielded(True)
    qapp.applicationStateChanged.emit(_INACTIVE)
    qapp.applicationStateChanged.emit(_ACTIVE)
    assert desk.context.is_shielded


def test_a_dialog_over_another_window_is_left(
    qtbot: QtBot, desk: Desk, window: QWidget, screen: KeptOut
) -> None:
    stranger = QWidget()
    qtbot.addWidget(stranger)
    stranger.show()
    form = ClientForm(desk.context, stranger)
    form.open()
    _opened(qtbot, desk, window)
    assert form.findChildren(Cover) == []


def test_every_window_is_kept_out_of_screenshots_until_settings_let_them_in(
    qtbot: QtBot, desk: Desk, window: QWidget, screen: KeptOut
) -> None:
    form = _opened(qtbot, desk, window)
    both = {int(window.winId()), int(form.winId())}
    assert all(screen.windows[handle] for handle in both)
    look = LookTab(desk.context)
    qtbot.addWidget(look)
    settle(qtbot, desk)
    look.in_screenshots.click()
    assert not any(screen.windows[handle] for handle in both)
    assert desk.context.preferences.flag(IN_SCREENSHOTS)
