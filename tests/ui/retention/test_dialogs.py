"""Rules, the practice's policy, a date decided by hand, a notice, today's date: typed and kept."""

from datetime import date, timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.retention.closed_records import ClosedRecords
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import StoppedClock
from ui.retention.decision_dialogs import NoticeDialog, OverrideDialog, RuleDialog, TodayDialog
from ui.retention.page import RetentionPage
from ui.retention.policy_dialog import PolicyDialog
from ui.retention.presenter import Segment
from ui.retention.rules_dialog import RulesDialog
from vault.retention import service as retention
from vault.retention.model import ClockState, License


def _dialog(parent: QWidget, kind: type[QDialog]) -> QDialog:
    [found] = [one for one in parent.findChildren(kind) if one.isVisible()]
    return found


@pytest.fixture
def rules(qtbot: QtBot, desk: Desk, page: RetentionPage) -> RulesDialog:
    page.rules_button.click()
    settle(qtbot, desk)
    found = _dialog(page, RulesDialog)
    assert isinstance(found, RulesDialog)
    return found


def _choose_rule(rules: RulesDialog, rule_id: str) -> None:
    for place in range(rules.table.rowCount()):
        rules.table.setCurrentCell(place, 0)
        if rules.chosen is not None and rules.chosen.rule.id == rule_id:
            return
    raise AssertionError(rule_id)


def test_a_rule_is_switched_on_once_it_was_checked(
    qtbot: QtBot, desk: Desk, rules: RulesDialog
) -> None:
    assert_accessible(rules)
    _choose_rule(rules, "co-social-worker")
    assert rules.status.text() == "Partly seen"
    rules.switch_button.click()
    dialog = _dialog(rules, RuleDialog)
    assert isinstance(dialog, RuleDialog)
    assert_accessible(dialog)
    QTest.keyClicks(dialog.reason, "Read at the board's office on 3 May.")
    assert not dialog.act_button.isEnabled(), "not before it was checked"
    dialog.checked.click()
    dialog.act_button.click()
    settle(qtbot, desk)
    found = {one.rule.id: one for one in on_worker(qtbot, desk, retention.rules)}
    assert found["co-social-worker"].is_on
    assert "Read at the board's office" in rules.choice.text()


def test_a_policy_shorter_than_a_rule_needs_a_reason(
    qtbot: QtBot, desk: Desk, rules: RulesDialog
) -> None:
    rules.policy_button.click()
    dialog = _dialog(rules, PolicyDialog)
    assert isinstance(dialog, PolicyDialog)
    assert_accessible(dialog)
    assert not dialog.reason.isEnabled()
    dialog.is_instead.click()
    dialog.years.setValue(5)
    dialog.licenses[License.LPC].click()
    dialog.act_button.click()
    settle(qtbot, desk)
    assert dialog.isVisible() and dialog.notice.text, "without a reason it is refused"
    QTest.keyClicks(dialog.reason, "The insurer asks for it.")
    dialog.act_button.click()
    settle(qtbot, desk)
    policy = on_worker(qtbot, desk, retention.policy)
    assert (policy.years, policy.is_instead) == (5, True)
    assert License.LPC in policy.licenses
    assert "The insurer asks for it." in rules.policy_text.text()


def test_a_date_is_decided_for_one_record_and_ended(
    qtbot: QtBot, desk: Desk, page: RetentionPage, records: ClosedRecords
) -> None:
    page.table.selectRow(1)
    settle(qtbot, desk)
    page.panel.override_button.click()
    dialog = _dialog(page, OverrideDialog)
    assert isinstance(dialog, OverrideDialog)
    assert_accessible(dialog)
    dialog.until.setText("2031-01-02")
    QTest.keyClicks(dialog.reason, "A suit is possible until then.")
    dialog.act_button.click()
    settle(qtbot, desk)
    found = on_worker(qtbot, desk, lambda session: retention.outcome(session, records.old))
    assert found.eligible_on == date(2031, 1, 2)
    page.show_segment(Segment.LATER)
    page.table.selectRow(0)
    settle(qtbot, desk)
    assert page.panel.end_button.isVisible()
    page.panel.end_button.click()
    settle(qtbot, desk)
    found = on_worker(qtbot, desk, lambda session: retention.outcome(session, records.old))
    assert found.eligible_on == date(2023, 3, 1)


def test_where_a_date_is_decided_a_hold_is_named(
    qtbot: QtBot, desk: Desk, page: RetentionPage
) -> None:
    page.show_segment(Segment.HELD)
    page.table.selectRow(0)
    settle(qtbot, desk)
    page.panel.override_button.click()
    dialog = _dialog(page, OverrideDialog)
    assert any("A hold keeps the record" in one.text() for one in dialog.findChildren(QLabel))
    dialog.reject()


def test_a_notice_is_entered_with_its_waiting_time(
    qtbot: QtBot, desk: Desk, page: RetentionPage, records: ClosedRecords
) -> None:
    page.table.selectRow(1)
    settle(qtbot, desk)
    page.panel.notice_button.click()
    dialog = _dialog(page, NoticeDialog)
    assert isinstance(dialog, NoticeDialog)
    assert_accessible(dialog)
    dialog.sent_on.setText("2026-11-01")
    dialog.act_button.click()
    settle(qtbot, desk)
    [notice] = on_worker(qtbot, desk, lambda session: retention.notices(session, records.old))
    assert (notice.method, notice.wait_until) == ("first_class_mail", date(2026, 12, 1))


def test_todays_date_ends_the_doubt_about_the_clock(
    qtbot: QtBot, desk: Desk, page: RetentionPage, records: ClosedRecords, clock: StoppedClock
) -> None:
    clock.advance(timedelta(days=400))
    on_worker(qtbot, desk, lambda session: records.write(records.active, session.today(), "Back."))
    page.today_button.click()
    dialog = _dialog(page, TodayDialog)
    assert isinstance(dialog, TodayDialog)
    assert_accessible(dialog)
    dialog.day.setText("2027-12-29")
    dialog.act_button.click()
    settle(qtbot, desk)
    assert on_worker(qtbot, desk, retention.clock_state) is ClockState.OK
    assert not page.clock.isVisible()
    assert page.review_button.isEnabled()
