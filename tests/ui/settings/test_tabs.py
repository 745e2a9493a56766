import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import Desk, on_worker, settle
from ui.preferences import ThemeChoice
from ui.settings.look_tab import LookTab
from ui.settings.page import SettingsPage
from vault.notes import templates
from vault.practice import service as practices


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    made = SettingsPage(desk.context)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    settle(qtbot, desk)
    return made


def test_the_profile_is_changed_by_typing(qtbot: QtBot, desk: Desk, page: SettingsPage) -> None:
    tab = page.practice
    assert tab.practitioner.text() == "Robin Keller, LCSW"
    assert not tab.save_button.isEnabled()
    QTest.keyClicks(tab.practice_name, "North Street")
    QTest.keyClick(tab.save_button, Qt.Key.Key_Space)
    settle(qtbot, desk)
    assert on_worker(qtbot, desk, practices.get).practice_name == "North Street"
    assert tab.saved.text() == "Saved"
    assert not tab.save_button.isEnabled()


def test_a_profile_without_a_name_is_refused_at_its_field(
    qtbot: QtBot, desk: Desk, page: SettingsPage
) -> None:
    page.practice.practitioner.clear()
    page.practice.save_button.click()
    settle(qtbot, desk)
    assert "practitioner" in page.practice.notice.text
    assert on_worker(qtbot, desk, practices.get).practitioner == "Robin Keller, LCSW"


def test_what_is_typed_survives_a_change_elsewhere(
    qtbot: QtBot, desk: Desk, page: SettingsPage
) -> None:
    QTest.keyClicks(page.practice.phone, "555 0100")
    page.look.minutes.setValue(25)
    settle(qtbot, desk)
    assert page.practice.phone.text() == "555 0100"
    page.practice.save_button.click()
    settle(qtbot, desk)
    kept = on_worker(qtbot, desk, practices.get)
    assert (kept.phone, kept.lock_after_minutes) == ("555 0100", 25)


def test_the_theme_is_chosen_and_kept(qtbot: QtBot, desk: Desk, page: SettingsPage) -> None:
    page.show_tab("look")
    QTest.keyClick(page.look.themes[ThemeChoice.DARK], Qt.Key.Key_Space)
    kept = [desk.context.preferences.theme]
    page.look.themes[ThemeChoice.LIGHT].click()
    kept.append(desk.context.preferences.theme)
    assert kept == [ThemeChoice.DARK, ThemeChoice.LIGHT]


def test_a_template_is_added_changed_and_archived(
    qtbot: QtBot, desk: Desk, page: SettingsPage
) -> None:
    tab = page.templates
    page.show_tab("templates")
    settle(qtbot, desk)
    tab.add_button.click()
    QTest.keyClicks(tab.name, "Group note")
    QTest.keyClicks(tab.sections, "Theme")
    QTest.keyClick(tab.sections, Qt.Key.Key_Return)
    QTest.keyClicks(tab.sections, "Who spoke")
    tab.save_button.click()
    settle(qtbot, desk)
    kept = {one.key: one for one in on_worker(qtbot, desk, templates.all)}
    assert kept["group-note"].sections == ("Theme", "Who spoke")
    tab.archive_button.click()
    settle(qtbot, desk)
    assert "group-note" not in {one.key for one in on_worker(qtbot, desk, templates.all)}
    assert tab.archive_button.text() == "Offer it again"
    tab.archive_button.click()
    settle(qtbot, desk)
    assert "group-note" in {one.key for one in on_worker(qtbot, desk, templates.all)}


def test_a_template_being_changed_is_not_lost_by_choosing_another(
    qtbot: QtBot, desk: Desk, page: SettingsPage
) -> None:
    tab = page.templates
    settle(qtbot, desk)
    desk.dialogs.says_yes = False
    QTest.keyClicks(tab.name, " of ours")
    tab.list.setCurrentRow(3)
    assert tab.name.text() == "SOAP of ours"
    assert tab.list.currentRow() == 0
    desk.dialogs.says_yes = True
    tab.list.setCurrentRow(3)
    assert tab.name.text() == "GIRP"
    assert tab.list.currentRow() == 3


def test_two_equal_headings_are_refused(qtbot: QtBot, desk: Desk, page: SettingsPage) -> None:
    tab = page.templates
    settle(qtbot, desk)
    tab.sections.setPlainText("Plan\nplan")
    tab.save_button.click()
    settle(qtbot, desk)
    assert "sections" in tab.notice.text


def test_a_tab_is_built_when_it_is_first_looked_at(
    qtbot: QtBot, desk: Desk, page: SettingsPage
) -> None:
    assert page.findChildren(LookTab) == []
    page.tabs.setCurrentIndex(1)
    [look] = page.findChildren(LookTab)
    page.tabs.setCurrentIndex(0)
    page.show_tab("look")
    assert page.findChildren(LookTab) == [look]
    settle(qtbot, desk)
    assert look.isVisible()
