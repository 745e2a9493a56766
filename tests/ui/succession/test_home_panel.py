"""Home's lines on succession: what waits, one button each, nothing where all is well."""

from dataclasses import replace
from datetime import timedelta

from pytestqt.qtbot import QtBot

from tests.succession.plans import FULL
from tests.succession_fixtures import hold_ceremony
from tests.ui.accessibility import assert_accessible
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock
from ui.home.page import HomePage
from vault.session import Session
from vault.succession import plan_service
from vault.succession.plan_model import SuccessionPlan


def _show(qtbot: QtBot, desk: Desk) -> HomePage:
    page = HomePage(desk.context)
    qtbot.addWidget(page)
    page.resize(1068, 800)
    page.show()
    settle(qtbot, desk)
    return page


def _save(session: Session, plan: SuccessionPlan) -> None:
    session.step_up(STEP_UP_SECRET)
    plan_service.save(session, plan)


def _names(page: HomePage) -> list[str]:
    return [one.accessibleName() for one in page.succession.act_buttons]


def test_without_a_plan_home_says_so_and_leads_there(qtbot: QtBot, desk: Desk) -> None:
    page = _show(qtbot, desk)
    assert_accessible(page)
    assert _names(page) == ["Write it: No succession plan yet"]
    with qtbot.waitSignal(desk.context.succession_requested) as asked:
        page.succession.act_buttons[0].click()
    assert asked.args == ["plan"]


def test_a_plan_without_successor_or_holders_waits(qtbot: QtBot, desk: Desk) -> None:
    page = _show(qtbot, desk)
    on_worker(qtbot, desk, lambda session: _save(session, replace(FULL, successor=None)))
    assert _names(page) == ["Name one: The succession plan names no successor"]
    on_worker(qtbot, desk, lambda session: _save(session, FULL))
    assert _names(page) == ["Choose: Nobody holds a card yet"]
    with qtbot.waitSignal(desk.context.succession_requested) as asked:
        page.succession.act_buttons[0].click()
    assert asked.args == ["holders"]


def test_a_year_later_review_and_drill_are_due(
    qtbot: QtBot, desk: Desk, clock: StoppedClock
) -> None:
    on_worker(qtbot, desk, lambda session: _save(session, FULL))
    on_worker(qtbot, desk, lambda session: hold_ceremony(session, is_proved=False))
    page = _show(qtbot, desk)
    assert _names(page) == ["Ask: Holders have not answered yet"]
    on_worker(qtbot, desk, lambda session: hold_ceremony(session))
    assert _names(page) == [] and not page.succession.isVisible()
    clock.advance(timedelta(days=367))
    page.succession.refresh()
    settle(qtbot, desk)
    assert _names(page) == [
        "Review it: The succession plan wants its yearly review",
        "Begin it: The yearly drill of the holders is due",
    ]
