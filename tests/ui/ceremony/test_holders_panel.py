"""The holders on the page Succession: states, questions, answers, the yearly drill."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.succession_fixtures import card_lines, hold_ceremony
from tests.ui.accessibility import assert_accessible
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import STEP_UP_SECRET, StoppedClock
from ui.ceremony.answer_dialog import AnswerDialog
from ui.ceremony.holders_panel import HoldersPanel
from ui.ceremony.wizard import CeremonyWizard
from vault import age
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import plan_service, service
from vault.succession.model import HolderKind, HolderPlan, PartPlan
from vault.succession.plan_model import Psychotherapy, SuccessionPlan

PATIENCE_MS = 30_000
OpenPanel = Callable[[], HoldersPanel]


@pytest.fixture
def open_panel(qtbot: QtBot, desk: Desk, window: QWidget) -> OpenPanel:
    """Open the panel in the window."""

    def opened() -> HoldersPanel:
        panel = HoldersPanel(desk.context)
        panel.setParent(window)
        panel.resize(window.size())
        panel.show()
        settle(qtbot, desk)
        return panel

    return opened


def _texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def _dialog() -> AnswerDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, AnswerDialog)
    return found


def _hold(desk: Desk, *, is_proved: bool) -> list[list[str]]:
    """Hold a ceremony before anybody else uses the session; return the lines of each card."""
    identities = hold_ceremony(desk.session, is_proved=is_proved)
    return [card_lines(desk.session, one) for one in identities]


def _answer(qtbot: QtBot, desk: Desk, lines: list[str]) -> None:
    dialog = _dialog()
    assert dialog.entry is not None
    for number, field in dialog.entry.fields.items():
        field.setText(lines[number - 1])
    dialog.go_button.click()
    settle(qtbot, desk)


def test_without_holders_it_says_what_to_do(
    qtbot: QtBot, desk: Desk, open_panel: OpenPanel
) -> None:
    panel = open_panel()
    assert "Nobody can open a sealed export yet" in _texts(panel)
    assert_accessible(panel)
    panel.hold_button.click()
    settle(qtbot, desk)
    wizard = QApplication.activeModalWidget()
    assert isinstance(wizard, CeremonyWizard)
    wizard.reject()


def test_a_holder_who_is_asked_shows_the_card(
    qtbot: QtBot, desk: Desk, open_panel: OpenPanel
) -> None:
    lines = _hold(desk, is_proved=False)
    panel = open_panel()
    assert "Still to come: Successor, Lawyer, Colleague." in panel.waiting.text
    assert_accessible(panel)
    for place in (1, 2):
        panel.ask_buttons[place].click()
        settle(qtbot, desk)
        assert_accessible(_dialog())
        _answer(qtbot, desk, lines[place - 1])
    assert panel.waiting.text == "" and "Shown on 24 November 2026." in _texts(panel)
    assert "not shown yet" in _texts(panel)
    assert on_worker(qtbot, desk, service.is_ready)


def test_a_slip_stays_in_the_dialog_and_a_wrong_card_is_said(
    qtbot: QtBot, desk: Desk, open_panel: OpenPanel
) -> None:
    lines = _hold(desk, is_proved=False)
    panel = open_panel()
    panel.ask_buttons[1].click()
    settle(qtbot, desk)
    _answer(qtbot, desk, [line[:-1] for line in lines[0]])
    assert _dialog().notice.text
    _answer(qtbot, desk, lines[1])
    assert "another card or key" in desk.dialogs.told[0][1]
    assert "did not fit" in _texts(panel)
    assert panel.ask_buttons[1].isVisible()


def test_a_question_left_open_is_answered_later(
    qtbot: QtBot, desk: Desk, open_panel: OpenPanel
) -> None:
    lines = _hold(desk, is_proved=False)
    panel = open_panel()
    panel.ask_buttons[3].click()
    settle(qtbot, desk)
    _dialog().reject()
    settle(qtbot, desk)
    assert 3 not in panel.ask_buttons and "the answer is awaited" in _texts(panel)
    panel.answer_buttons[3].click()
    settle(qtbot, desk)
    _answer(qtbot, desk, lines[2])
    assert 3 in panel.ask_buttons


def _hold_own_key(session: Session, key: age.X25519Identity) -> None:
    session.step_up(STEP_UP_SECRET)
    holders = [
        HolderPlan(
            place=place,
            label=f"Holder {place}",
            kind=HolderKind.OWN_KEY,
            recipient=one.recipient.to_text(),
        )
        for place, one in enumerate((key, age.X25519Identity.generate()), start=1)
    ]
    service.hold(session, holders, [PartPlan(part=Part.RECORDS, holders=(1, 2))])


def test_an_own_key_answers_with_the_code_of_its_file(
    qtbot: QtBot, desk: Desk, open_panel: OpenPanel, tmp_path: Path
) -> None:
    key = age.X25519Identity.generate()
    _hold_own_key(desk.session, key)
    panel = open_panel()
    desk.dialogs.save_to = tmp_path / "question.age"
    panel.ask_buttons[1].click()
    settle(qtbot, desk)
    text = age.unseal_bytes([key], (tmp_path / "question.age").read_bytes()).decode()
    code = next(line for line in text.splitlines() if line.startswith("    "))
    panel.answer_buttons[1].click()
    settle(qtbot, desk)
    assert_accessible(_dialog())
    dialog = _dialog()
    dialog.code.setText(code)
    dialog.go_button.click()
    settle(qtbot, desk)
    assert "Shown on 24 November 2026." in _texts(panel)


def test_the_drill_is_due_after_a_year(
    qtbot: QtBot, desk: Desk, open_panel: OpenPanel, clock: StoppedClock
) -> None:
    lines = _hold(desk, is_proved=True)
    panel = open_panel()
    assert "next yearly drill is due on 24 November 2027" in panel.drill.text()
    clock.advance(timedelta(days=366))
    panel.refresh()
    settle(qtbot, desk)
    assert "yearly drill was due" in panel.notice.text and "drill due" in _texts(panel)
    assert "Drills so far" not in _texts(panel)
    for place in (1, 2, 3):
        panel.ask_buttons[place].click()
        settle(qtbot, desk)
        _answer(qtbot, desk, lines[place - 1])
    assert panel.notice.text == "" and "drill due" not in _texts(panel)
    assert len(on_worker(qtbot, desk, service.drills)) == 3
    assert "Drills so far" in _texts(panel)
    assert "25 November 2027 – shown: Successor, Lawyer, Colleague" in _texts(panel)
    assert_accessible(panel)


def test_a_drill_with_a_wrong_card_stays_in_its_history(
    qtbot: QtBot, desk: Desk, open_panel: OpenPanel
) -> None:
    lines = _hold(desk, is_proved=True)
    panel = open_panel()
    for place, typed in ((1, lines[0]), (2, lines[2])):
        panel.ask_buttons[place].click()
        settle(qtbot, desk)
        _answer(qtbot, desk, typed)
    assert "24 November 2026 – did not fit: Lawyer; shown: Successor" in _texts(panel)


def test_it_says_when_the_plan_wants_what_these_cards_do_not_open(
    qtbot: QtBot, desk: Desk, open_panel: OpenPanel
) -> None:
    _hold(desk, is_proved=True)
    panel = open_panel()
    assert panel.outdated.text == ""
    plan = SuccessionPlan(psychotherapy=Psychotherapy.TRANSFER, caseload_alone=True)
    on_worker(qtbot, desk, lambda session: plan_service.save(session, plan))
    settle(qtbot, desk)
    said = panel.outdated.text
    assert "parts that these cards do not open: Psychotherapy notes." in said
    assert "lets the successor alone open the caseload; these cards do not" in said
    assert said.endswith("That takes a new ceremony: “Make new cards…”.")
    parts = (
        PartPlan(part=Part.CASELOAD, holders=(1,), threshold=1),
        PartPlan(part=Part.RECORDS, holders=(1, 2)),
        PartPlan(part=Part.PSYCHOTHERAPY, holders=(1, 2)),
    )
    on_worker(qtbot, desk, lambda session: hold_ceremony(session, n=2, parts=parts))
    settle(qtbot, desk)
    assert panel.outdated.text == ""
    on_worker(qtbot, desk, lambda session: plan_service.save(session, SuccessionPlan()))
    settle(qtbot, desk)
    assert "wants two holders together for the caseload" in panel.outdated.text


def test_the_focus_stays_with_the_holder_who_was_asked(
    qtbot: QtBot, desk: Desk, open_panel: OpenPanel
) -> None:
    lines = _hold(desk, is_proved=False)
    panel = open_panel()
    panel.ask_buttons[2].setFocus()
    panel.ask_buttons[2].click()
    settle(qtbot, desk)
    _answer(qtbot, desk, lines[1])
    assert panel.window().focusWidget() is panel.ask_buttons[2]


def test_after_the_first_ceremony_the_focus_is_at_the_first_who_is_to_be_asked(
    qtbot: QtBot, desk: Desk, open_panel: OpenPanel
) -> None:
    panel = open_panel()
    panel.hold_button.setFocus()
    on_worker(qtbot, desk, lambda session: hold_ceremony(session, is_proved=False))
    settle(qtbot, desk)
    assert panel.window().focusWidget() is panel.ask_buttons[1]
