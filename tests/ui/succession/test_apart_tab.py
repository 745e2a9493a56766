"""Clients kept from the successor: found by name, with a reason, and shown to her again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.exports.samples import add_client
from tests.succession.plans import ALTERNATE
from tests.succession_fixtures import hold_ceremony
from tests.ui.accessibility import assert_accessible
from tests.ui.unlocked import Desk, on_worker, settle
from ui.succession.apart_dialog import ApartDialog
from ui.succession.apart_tab import ApartTab
from ui.succession.page import SuccessionPage
from vault.ids import ClientId
from vault.succession import plan_service
from vault.succession.plan_model import Audience, SuccessionPlan


@pytest.fixture
def client(qtbot: QtBot, desk: Desk) -> ClientId:
    return on_worker(qtbot, desk, lambda session: add_client(session, "Ana Ortiz"))


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, client: ClientId, page: SuccessionPage) -> ApartTab:
    page.show_tab("apart")
    settle(qtbot, desk)
    return page.apart


def _dialog(tab: ApartTab) -> ApartDialog:
    [found] = [one for one in tab.findChildren(ApartDialog) if one.isVisible()]
    return found


def _texts(tab: ApartTab) -> str:
    return "\n".join(one.text() for one in tab.findChildren(QLabel) if one.isVisibleTo(tab))


def _apart(qtbot: QtBot, desk: Desk, client: ClientId, audience: Audience) -> None:
    on_worker(
        qtbot, desk, lambda session: plan_service.keep_apart(session, client, audience, "Cousins")
    )


# A popup raises itself and grabs the keyboard, which a screenless Qt says it cannot.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_client_is_found_and_kept_apart(
    qtbot: QtBot, desk: Desk, tab: ApartTab, client: ClientId
) -> None:
    assert_accessible(tab)
    assert "every record" in tab.empty.text() and not tab.add_button.isEnabled()
    tab.picker.setFocus()
    QTest.keyClicks(tab.picker, "orti")
    settle(qtbot, desk)
    qtbot.waitUntil(tab.picker.popup.isVisible)
    QTest.keyClick(tab.picker.popup, Qt.Key.Key_Return)
    tab.add_button.click()
    settle(qtbot, desk)
    dialog = _dialog(tab)
    assert_accessible(dialog)
    dialog.act_button.click()
    settle(qtbot, desk)
    assert dialog.isVisible() and dialog.notice.text, "without a reason it is refused"
    QTest.keyClicks(dialog.reason, "Cousins")
    dialog.act_button.click()
    settle(qtbot, desk)
    (kept,) = on_worker(qtbot, desk, plan_service.kept_apart)
    assert (kept.client_id, kept.audience) == (client, Audience.ALTERNATE)
    assert "Ana Ortiz" in _texts(tab) and "Cousins" in _texts(tab)
    assert tab.picker.text() == "" and tab.focusWidget() is tab.picker


def test_it_ends_after_a_question(
    qtbot: QtBot, desk: Desk, tab: ApartTab, client: ClientId
) -> None:
    _apart(qtbot, desk, client, Audience.NOBODY)
    tab.end_buttons[0].click()
    settle(qtbot, desk)
    assert "record 0001" in desk.dialogs.questions[0].act
    assert on_worker(qtbot, desk, plan_service.kept_apart) == []
    assert tab.empty.isVisible()


def test_it_says_what_is_missing_for_the_alternate(
    qtbot: QtBot, desk: Desk, tab: ApartTab, client: ClientId
) -> None:
    _apart(qtbot, desk, client, Audience.NOBODY)
    assert not tab.notice.isVisible()
    _apart(qtbot, desk, client, Audience.ALTERNATE)
    assert "names no alternate" in tab.notice.text
    alternate = SuccessionPlan(alternate=ALTERNATE)
    on_worker(qtbot, desk, lambda session: hold_ceremony(session))
    on_worker(qtbot, desk, lambda session: plan_service.save(session, alternate))
    assert "new ceremony" in tab.notice.text


def test_the_shield_hides_who_and_why(
    qtbot: QtBot, desk: Desk, tab: ApartTab, client: ClientId
) -> None:
    _apart(qtbot, desk, client, Audience.ALTERNATE)
    desk.context.set_shielded(True)
    settle(qtbot, desk)
    assert "0001" in _texts(tab)
    assert "Ortiz" not in _texts(tab) and "Cousins" not in _texts(tab)
