"""Back and forth through pages that are wanted or not, ready or not."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.unlocked import Desk
from tests.ui.wizard.pages import Last, Plain
from ui.wizard.frame import WizardFrame


@pytest.fixture
def pages(desk: Desk) -> tuple[Plain, Plain, Last]:
    return Plain(desk.context), Plain(desk.context), Last(desk.context)


@pytest.fixture
def frame(qtbot: QtBot, pages: tuple[Plain, Plain, Last]) -> WizardFrame:
    made = WizardFrame(pages)
    qtbot.addWidget(made)
    made.resize(720, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_one_goes_to_the_end_and_the_last_button_finishes(
    qtbot: QtBot, frame: WizardFrame, pages: tuple[Plain, Plain, Last]
) -> None:
    first, second, last = pages
    assert frame.focusWidget() is first.field
    assert (frame.count_text, frame.back_button.isVisible()) == ("Step 1 of 3", False)
    frame.next_button.click()
    assert (frame.count_text, frame.back_button.isVisible()) == ("Step 2 of 3", True)
    assert frame.focusWidget() is second.field
    frame.next_button.click()
    assert frame.step is last
    assert not frame.back_button.isVisible() and not frame.leave_button.isVisible()
    assert frame.focusWidget() is frame.next_button
    with qtbot.waitSignal(frame.finished):
        frame.next_button.click()
    assert [page.said for page in pages] == [["enter", "write_down"]] * 3
    assert_accessible(frame)


def test_a_page_that_is_not_wanted_is_neither_shown_nor_counted(
    frame: WizardFrame, pages: tuple[Plain, Plain, Last]
) -> None:
    first, second, last = pages
    second.is_asked = False
    first.changed.emit()
    assert frame.count_text == "Step 1 of 2"
    frame.next_button.click()
    assert frame.step is last
    frame.go_back()
    assert frame.step is first


def test_nothing_is_counted_while_nobody_knows(
    frame: WizardFrame, pages: tuple[Plain, Plain, Last]
) -> None:
    pages[0].is_known = False
    pages[0].changed.emit()
    assert frame.count_text == ""


def test_a_page_that_is_not_complete_is_not_left_by_any_way(
    frame: WizardFrame, pages: tuple[Plain, Plain, Last]
) -> None:
    pages[0].is_ready = False
    pages[0].changed.emit()
    assert not frame.next_button.isEnabled()
    frame.go_on()
    assert frame.step is pages[0]
    assert pages[0].said == ["enter"]


def test_an_answer_that_comes_late_turns_no_page(
    frame: WizardFrame, pages: tuple[Plain, Plain, Last]
) -> None:
    first, second, last = pages
    frame.go_on()
    second.waits = True
    frame.go_on()
    frame.go_back()
    second.waiting[0]()
    assert frame.step is first
    frame.go_on()
    second.waiting[0]()
    assert frame.step is last


def test_work_under_way_holds_back(frame: WizardFrame, pages: tuple[Plain, Plain, Last]) -> None:
    second = pages[1]
    frame.go_on()
    second.works, second.is_ready = True, False
    second.changed.emit()
    assert not frame.back_button.isEnabled()
    second.works, second.is_ready = False, True
    second.answered.emit()
    assert frame.back_button.isEnabled()
    assert frame.focusWidget() is frame.next_button, "the question is answered"
