"""Home's lines on succession: what waits, one button each, nothing where all is well."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.succession.plans import FULL
from tests.succession_fixtures import card_lines, hold_ceremony
from tests.ui.accessibility import assert_accessible
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock
from ui.home.page import HomePage
from vault.age import HybridIdentity
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import plan_service, service
from vault.succession.model import PartPlan
from vault.succession.plan_model import Psychotherapy, SuccessionPlan

EVERYBODY = (1, 2, 3)
WANTED = (
    PartPlan(part=Part.CASELOAD, holders=EVERYBODY, threshold=1),
    PartPlan(part=Part.RECORDS, holders=EVERYBODY, threshold=2),
    PartPlan(part=Part.PSYCHOTHERAPY, holders=EVERYBODY, threshold=2),
)
"""What the full plan wants of a ceremony."""


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
    on_worker(qtbot, desk, lambda session: hold_ceremony(session, parts=WANTED, is_proved=False))
    page = _show(qtbot, desk)
    assert _names(page) == ["Ask: Holders have not answered yet"]
    on_worker(qtbot, desk, lambda session: hold_ceremony(session, parts=WANTED))
    assert _names(page) == [] and not page.succession.isVisible()
    clock.advance(timedelta(days=367))
    page.succession.refresh()
    settle(qtbot, desk)
    assert _names(page) == [
        "Review it: The succession plan wants its yearly review",
        "Begin it: The yearly drill of the holders is due",
    ]


def _answer_wrong(session: Session, place: int) -> None:
    ceremony = service.current(session)
    assert ceremony is not None
    asked = service.ask(session, ceremony.holder(place).id, is_drill=True)
    stranger = card_lines(session, HybridIdentity.generate())
    lines = {number: stranger[number - 1] for number in asked.lines}
    assert not service.answer(session, asked.id, lines=lines)


def test_a_drill_that_went_wrong_is_told(qtbot: QtBot, desk: Desk, clock: StoppedClock) -> None:
    on_worker(qtbot, desk, lambda session: _save(session, FULL))
    on_worker(qtbot, desk, lambda session: hold_ceremony(session, parts=WANTED))
    page = _show(qtbot, desk)
    clock.advance(timedelta(days=30))
    on_worker(qtbot, desk, lambda session: _answer_wrong(session, 2))
    settle(qtbot, desk)
    assert _names(page) == ["Ask again: A holder's card or key did not fit"]
    [line] = [one for one in page.succession.findChildren(QLabel) if "Lawyer" in one.text()]
    assert "24 December 2026" in line.text()
    assert "waits" not in line.text(), "two others still open it"
    on_worker(qtbot, desk, lambda session: _answer_wrong(session, 3))
    settle(qtbot, desk)
    assert _names(page) == ["Ask again: 2 holders' cards or keys did not fit"]
    [line] = [one for one in page.succession.findChildren(QLabel) if "Colleague" in one.text()]
    assert "sealed export waits" in line.text()
    assert_accessible(page)


def test_a_plan_that_was_changed_after_the_ceremony_asks_for_new_cards(
    qtbot: QtBot, desk: Desk
) -> None:
    before = replace(FULL, psychotherapy=Psychotherapy.DESTROY, caseload_alone=False)
    on_worker(qtbot, desk, lambda session: _save(session, before))
    on_worker(qtbot, desk, lambda session: hold_ceremony(session))
    page = _show(qtbot, desk)
    assert _names(page) == []
    on_worker(qtbot, desk, lambda session: _save(session, FULL))
    settle(qtbot, desk)
    assert _names(page) == ["Renew them: The cards do not fit the plan any more"]
    said = "\n".join(one.text() for one in page.succession.findChildren(QLabel))
    assert "Psychotherapy notes" in said
    assert "lets the successor alone open the caseload" in said
    assert_accessible(page)
    with qtbot.waitSignal(desk.context.succession_requested) as asked:
        page.succession.act_buttons[0].click()
    assert asked.args == ["holders"]
