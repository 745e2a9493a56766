"""Who opens which part: what is kept from the successor does not count on her."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.unlocked import Desk
from ui.ceremony.answers import Answers, Seat
from ui.ceremony.parts_step import PartCard, PartsStep
from vault.sealing.part_model import Part
from vault.succession.model import HolderKind

APART = (Part.APART_CASELOAD, Part.APART_RECORDS)
LABELS = ("Successor", "Alternate", "Lawyer")


def _step(
    qtbot: QtBot, desk: Desk, labels: tuple[str, ...], *, caseload_alone: bool = False
) -> PartsStep:
    seats = tuple(Seat(label=one, kind=HolderKind.CARD) for one in labels)
    wanted = (Part.CASELOAD, Part.RECORDS, *APART)
    answers = Answers(wanted=wanted, seats=seats, caseload_alone=caseload_alone)
    step = PartsStep(desk.context, answers)
    qtbot.addWidget(step)
    step.resize(800, 900)
    step.enter()
    step.show()
    return step


def _card(step: PartsStep, part: Part) -> PartCard:
    return next(one for one in step.cards if one.part is part)


def test_with_three_the_successor_opens_nothing_that_is_kept_from_her(
    qtbot: QtBot, desk: Desk
) -> None:
    step = _step(qtbot, desk, LABELS)
    for part in APART:
        assert _card(step, part).holders == {2, 3}
    assert _card(step, Part.RECORDS).holders == {1, 2, 3}
    assert step.warned.text == ""
    _card(step, Part.APART_RECORDS).ticks[0].click()
    assert "Successor helps to open what is kept from them" in step.warned.text
    assert_accessible(step)
    _card(step, Part.APART_RECORDS).ticks[0].click()
    assert step.warned.text == ""


def test_with_two_she_has_to_and_that_is_said(qtbot: QtBot, desk: Desk) -> None:
    step = _step(qtbot, desk, LABELS[:2])
    assert _card(step, Part.APART_RECORDS).holders == {1, 2}
    assert "Records, for the alternate" in step.warned.text
    assert "add a third holder" in step.warned.text
    assert step.is_complete


def test_the_alternates_caseload_is_theirs_alone_where_a_caseload_may_be(
    qtbot: QtBot, desk: Desk
) -> None:
    step = _step(qtbot, desk, LABELS[:2], caseload_alone=True)
    apart = _card(step, Part.APART_CASELOAD)
    assert (apart.holders, apart.needed.currentData()) == ({2}, 1)
    assert "Caseload, for the alternate" not in step.warned.text


@pytest.mark.parametrize("before", [{1, 2}, {2, 3}])
def test_what_was_answered_before_stays_and_is_judged_too(
    qtbot: QtBot, desk: Desk, before: set[int]
) -> None:
    step = _step(qtbot, desk, LABELS)
    card = _card(step, Part.APART_RECORDS)
    for place, tick in enumerate(card.ticks, start=1):
        tick.setChecked(place in before)
    step.write_down()
    step.enter()
    assert _card(step, Part.APART_RECORDS).holders == before
    assert bool(step.warned.text) is (1 in before)
