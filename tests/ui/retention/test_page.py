"""The retention page with a real vault: segments, years, the trace, what begins a disposal."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.retention.closed_records import ClosedRecords
from tests.ui.unlocked import Desk, settle
from ui.exporting.wizard import ExportWizard
from ui.retention.page import RetentionPage
from ui.retention.presenter import Segment


def _shown(page: RetentionPage) -> list[str]:
    return [row.record_number for row in page.model.rows]


def _texts(page: RetentionPage) -> str:
    return "\n".join(
        one.text() for one in page.panel.findChildren(QLabel) if one.isVisibleTo(page.panel)
    )


def _show(qtbot: QtBot, desk: Desk, page: RetentionPage, which: Segment) -> None:
    page.show_segment(which)
    settle(qtbot, desk)


def test_each_record_stands_in_its_segment(qtbot: QtBot, desk: Desk, page: RetentionPage) -> None:
    found = {}
    for which in Segment:
        _show(qtbot, desk, page, which)
        found[which] = _shown(page)
    assert found == {
        Segment.ELIGIBLE: ["0002", "0001"],
        Segment.SOON: ["0003"],
        Segment.LATER: ["0004", "0005"],
        Segment.ASK: ["0006", "0008"],
        Segment.HELD: ["0007"],
    }
    assert page.segments.tabText(0) == "Eligible  2"


def test_a_year_narrows_the_list(qtbot: QtBot, desk: Desk, page: RetentionPage) -> None:
    _show(qtbot, desk, page, Segment.LATER)
    assert [page.years.item(at).text() for at in range(page.years.count())] == [
        "All",
        "2031",
        "2035",
    ]
    QTest.keyClick(page.years, Qt.Key.Key_Right)
    settle(qtbot, desk)
    assert _shown(page) == ["0004"]
    assert page.years.currentItem().data(Qt.ItemDataRole.AccessibleTextRole) == "2031: 1 record"


def test_the_trace_is_told_in_words(qtbot: QtBot, desk: Desk, page: RetentionPage) -> None:
    page.table.selectRow(1)
    settle(qtbot, desk)
    said = _texts(page)
    assert "May be disposed of from 1 March 2023 on." in said
    assert "End of care 1 March 2016 + 7 years = 1 March 2023." in said
    assert "BPC 4993" in said and "Decides" in said


def test_what_is_missing_leads_to_the_record(
    qtbot: QtBot, desk: Desk, page: RetentionPage, records: ClosedRecords
) -> None:
    _show(qtbot, desk, page, Segment.ASK)
    page.table.selectRow(0)
    settle(qtbot, desk)
    assert "No birth date" in page.model.rows[0].about
    [way] = page.panel.links
    assert isinstance(way, QPushButton) and way.text() == "Enter the birth date"
    with qtbot.waitSignal(desk.context.client_requested) as asked:
        way.click()
    assert asked.args is not None and asked.args[0].client_id == records.asked


def test_a_hold_is_shown_with_its_reason(qtbot: QtBot, desk: Desk, page: RetentionPage) -> None:
    _show(qtbot, desk, page, Segment.HELD)
    page.table.selectRow(0)
    settle(qtbot, desk)
    assert "Subpoena of Doe v. Roe" in _texts(page)
    assert not page.review_button.isVisible()


def test_the_shield_leaves_initials_and_numbers(
    qtbot: QtBot, desk: Desk, page: RetentionPage
) -> None:
    page.table.selectRow(0)
    settle(qtbot, desk)
    desk.context.set_shielded(True)
    settle(qtbot, desk)
    index = page.model.index(0, 1)
    assert index.data() == "B. L."
    said = _texts(page)
    assert "Lindqvist" not in said and "2015" not in said
    assert_accessible(page)


def test_it_can_be_used_by_keyboard_and_screen_reader(
    qtbot: QtBot, desk: Desk, page: RetentionPage
) -> None:
    for which in Segment:
        _show(qtbot, desk, page, which)
        assert_accessible(page)


def test_several_records_are_chosen_for_one_review(
    qtbot: QtBot, desk: Desk, page: RetentionPage
) -> None:
    assert page.review_button.text() == "Review record 0002…"
    page.all_link.click()
    settle(qtbot, desk)
    assert page.review_button.text() == "Review 2 records…"
    assert "2 records are chosen" in _texts(page)


def test_what_is_listed_can_be_exported(
    qtbot: QtBot, desk: Desk, page: RetentionPage, records: ClosedRecords
) -> None:
    _show(qtbot, desk, page, Segment.LATER)
    page.export_button.click()
    settle(qtbot, desk)
    [wizard] = [one for one in page.findChildren(ExportWizard) if one.isVisible()]
    assert wizard.answers.scope.among == (records.later, records.minor)
    wizard.reject()


def test_the_way_to_what_is_missing_comes_before_the_buttons_below_it(
    qtbot: QtBot, desk: Desk, page: RetentionPage
) -> None:
    _show(qtbot, desk, page, Segment.ASK)
    page.table.selectRow(0)
    settle(qtbot, desk)
    assert page.panel.links[0].nextInFocusChain() is page.panel.open_button


def test_all_columns_have_room_in_the_smallest_window(
    qtbot: QtBot, desk: Desk, page: RetentionPage
) -> None:
    page.resize(748, 640)
    settle(qtbot, desk)
    assert page.table.horizontalScrollBar().maximum() == 0


def test_while_the_clock_is_in_doubt_nothing_begins(
    qtbot: QtBot, desk: Desk, page: RetentionPage, records: ClosedRecords
) -> None:
    from tests.vault_fixtures import StoppedClock

    moved = desk.session.now
    assert isinstance(moved, StoppedClock)
    moved.advance(timedelta(days=400))
    records.write(records.active, desk.session.today(), "Back again.")
    settle(qtbot, desk)
    assert page.clock.isVisible()
    assert "clock jumped" in page.clock_notice.text
    assert not page.review_button.isEnabled()
    assert_accessible(page)
