import pytest
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.unlocked import Desk, settle
from ui.settings.key_dialog import KeyDialog
from ui.settings.page import SettingsPage
from ui.settings.sheet_dialog import NewSheetDialog
from vault.keys.model import SlotKind


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    made = SettingsPage(desk.context)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    settle(qtbot, desk)
    return made


@pytest.mark.parametrize("tab", range(6))
def test_each_tab_has_names_and_a_way_by_keyboard(
    qtbot: QtBot, desk: Desk, page: SettingsPage, tab: int
) -> None:
    page.tabs.setCurrentIndex(tab)
    settle(qtbot, desk)
    assert_accessible(page)


def test_the_dialogs_have_names_and_a_way_by_keyboard(
    qtbot: QtBot, desk: Desk, page: SettingsPage
) -> None:
    page.show_tab("ways")
    page.ways.change(SlotKind.PASSPHRASE)
    [dialog] = page.findChildren(KeyDialog)
    assert_accessible(dialog)
    dialog.proof.show_way(is_sheet=True)
    assert_accessible(dialog)
    dialog.reject()
    page.ways.change(SlotKind.SHEET)
    settle(qtbot, desk)
    [sheet] = page.findChildren(NewSheetDialog)
    assert_accessible(sheet)
    sheet.reject()
