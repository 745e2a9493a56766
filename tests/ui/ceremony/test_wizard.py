"""A ceremony by hand: real windows of cards in processes of their own, a real vault."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.succession_fixtures import hold_ceremony
from tests.ui.accessibility import assert_accessible
from tests.ui.ceremony import card_robot
from tests.ui.unlocked import Desk, on_worker, settle
from ui.ceremony import card_process
from ui.ceremony.wizard import CeremonyWizard, read_answers
from vault import age
from vault.sealing.part_model import Part
from vault.session import Session
from vault.succession import service
from vault.succession.model import Ceremony, HolderKind

PATIENCE_MS = 60_000


def _texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def _go_on(qtbot: QtBot, desk: Desk, wizard: CeremonyWizard) -> None:
    qtbot.waitUntil(wizard.next_button.isEnabled, timeout=PATIENCE_MS)
    wizard.next_button.click()
    settle(qtbot, desk)


def _make(
    qtbot: QtBot,
    wizard: CeremonyWizard,
    monkeypatch: pytest.MonkeyPatch,
    place: int,
    doing: str,
    target: Path | None = None,
) -> None:
    """Press "Make the card…", and let the robot do what is done in its window."""
    monkeypatch.setattr(card_process, "command", lambda: card_robot.command(doing, target))
    qtbot.waitUntil(wizard.keys.cards[place - 1].make_button.isEnabled)
    wizard.keys.cards[place - 1].make_button.click()
    assert wizard.keys.is_busy and not wizard.next_button.isEnabled()
    qtbot.waitUntil(lambda: not wizard.keys.is_busy, timeout=PATIENCE_MS)


def _at_keys(qtbot: QtBot, desk: Desk, wizard: CeremonyWizard, own: int = 0) -> None:
    """Two cards, or a card and an own key at the place ``own``."""
    wizard.holders.rows[2].remove_button.click()
    if own:
        wizard.holders.rows[own - 1].kind.setCurrentIndex(1)
    _go_on(qtbot, desk, wizard)
    _go_on(qtbot, desk, wizard)
    assert wizard.step is wizard.keys


def _held(session: Session) -> Ceremony | None:
    return service.current(session)


def test_a_ceremony_from_the_labels_to_the_receipt(
    qtbot: QtBot,
    desk: Desk,
    wizard: CeremonyWizard,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    assert_accessible(wizard)
    wizard.holders.rows[2].kind.setCurrentIndex(1)
    _go_on(qtbot, desk, wizard)
    assert_accessible(wizard)
    wizard.parts.cards[0].ticks[2].click()
    _go_on(qtbot, desk, wizard)
    assert_accessible(wizard)
    _make(qtbot, wizard, monkeypatch, 1, "proved", tmp_path / "card.pdf")
    _make(qtbot, wizard, monkeypatch, 2, "later")
    assert not wizard.next_button.isEnabled()
    key = age.X25519Identity.generate()
    (tmp_path / "key.pub").write_text(f"# a colleague\n{key.recipient.to_text()}\n", "utf-8")
    desk.dialogs.chosen = [tmp_path / "key.pub"]
    wizard.keys.cards[2].load_button.click()
    settle(qtbot, desk)
    states = [one.state.text() for one in wizard.keys.cards]
    assert states == ["read back", "made, shown later", "known, asked later"]
    _go_on(qtbot, desk, wizard)
    said = _texts(wizard.step)
    assert "Caseload: Successor and Alternate, only together" in said
    assert "Records: any 2 of Successor, Alternate, Lawyer" in said and "no time lock" in said
    assert_accessible(wizard)
    wizard.next_button.click()
    qtbot.waitUntil(lambda: wizard.step is wizard.receipt, timeout=PATIENCE_MS)
    assert desk.step_up_asked == 1
    assert_accessible(wizard)
    assert "Still to come: Alternate, Lawyer." in _texts(wizard.step)
    assert not wizard.back_button.isVisible() and not wizard.leave_button.isVisible()

    held = on_worker(qtbot, desk, _held)
    assert held is not None and wizard.answers.facts is not None
    assert held.uid == wizard.answers.facts.export_id
    assert [one.is_proved for one in held.holders] == [True, False, False]
    kinds = [HolderKind.CARD, HolderKind.CARD, HolderKind.OWN_KEY]
    assert [one.kind for one in held.holders] == kinds
    records = held.part(Part.RECORDS)
    assert records is not None and set(records.openings) == {(1, 2), (1, 3), (2, 3)}
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")
    wizard.next_button.click()
    assert not wizard.isVisible()


def test_the_focus_goes_from_one_missing_card_to_the_next_and_then_on(
    qtbot: QtBot, desk: Desk, wizard: CeremonyWizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    _at_keys(qtbot, desk, wizard)
    assert wizard.focusWidget() is wizard.keys.cards[0].make_button
    _make(qtbot, wizard, monkeypatch, 1, "later")
    assert wizard.focusWidget() is wizard.keys.cards[1].make_button
    _make(qtbot, wizard, monkeypatch, 2, "later")
    assert wizard.focusWidget() is wizard.next_button


def test_new_cards_begin_with_the_holders_of_the_last_ceremony(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    on_worker(qtbot, desk, lambda session: hold_ceremony(session, n=4))
    answers = on_worker(qtbot, desk, read_answers)
    opened = CeremonyWizard(desk.context, window, answers)
    labels = [one.label.text() for one in opened.holders.rows]
    assert labels == ["Successor", "Lawyer", "Colleague", "Family"] and answers.had_ceremony


def test_a_card_thrown_away_counts_for_nothing(
    qtbot: QtBot, desk: Desk, wizard: CeremonyWizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    _at_keys(qtbot, desk, wizard)
    _make(qtbot, wizard, monkeypatch, 1, "thrown")
    assert not wizard.answers.made and "destroy it" in wizard.keys.notice.text


def test_a_window_that_fell_is_said_to_have_failed(
    qtbot: QtBot, desk: Desk, wizard: CeremonyWizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    _at_keys(qtbot, desk, wizard)
    _make(qtbot, wizard, monkeypatch, 1, "crash")
    assert not wizard.answers.made and "ended without an answer" in wizard.keys.notice.text


def test_a_second_card_for_a_holder_takes_the_place_of_the_first(
    qtbot: QtBot, desk: Desk, wizard: CeremonyWizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    _at_keys(qtbot, desk, wizard)
    _make(qtbot, wizard, monkeypatch, 1, "later")
    first = wizard.answers.made[1]
    _make(qtbot, wizard, monkeypatch, 1, "later")
    assert wizard.answers.made[1].recipient != first.recipient
    assert "Destroy the card made before" in wizard.keys.notice.text


def test_a_card_made_for_another_label_is_made_again(
    qtbot: QtBot, desk: Desk, wizard: CeremonyWizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    _at_keys(qtbot, desk, wizard)
    _make(qtbot, wizard, monkeypatch, 1, "later")
    wizard.frame.go_back()
    wizard.frame.go_back()
    wizard.holders.rows[0].label.setText("Colleague")
    _go_on(qtbot, desk, wizard)
    _go_on(qtbot, desk, wizard)
    assert wizard.keys.cards[0].state.text() == "missing"


def test_locking_closes_the_window_of_a_card(
    qtbot: QtBot, desk: Desk, wizard: CeremonyWizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    _at_keys(qtbot, desk, wizard)
    monkeypatch.setattr(card_process, "command", lambda: card_robot.command("wait"))
    qtbot.waitUntil(wizard.keys.cards[0].make_button.isEnabled)
    wizard.keys.cards[0].make_button.click()
    running = wizard.keys.process
    assert running is not None
    qtbot.waitUntil(lambda: running.process.state() is running.process.ProcessState.Running)
    with qtbot.waitSignal(running.process.finished, timeout=PATIENCE_MS):
        desk.context.about_to_lock.emit()
    assert not wizard.answers.made


def test_leaving_asks_once_cards_were_made(
    qtbot: QtBot, desk: Desk, wizard: CeremonyWizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert wizard.question() is None
    _at_keys(qtbot, desk, wizard)
    _make(qtbot, wizard, monkeypatch, 1, "later")
    desk.dialogs.says_yes = False
    wizard.reject()
    assert wizard.isVisible() and "destroy them" in desk.dialogs.questions[0].text
    desk.dialogs.says_yes = True
    wizard.reject()
    assert not wizard.isVisible() and on_worker(qtbot, desk, _held) is None


def test_what_is_no_recipient_is_said_at_once(
    qtbot: QtBot, desk: Desk, wizard: CeremonyWizard
) -> None:
    _at_keys(qtbot, desk, wizard, own=1)
    field = wizard.keys.cards[0].recipient
    secret = age.X25519Identity.generate()
    for wrong in ("nobody", secret.to_text()):
        field.setText(wrong)
        field.editingFinished.emit()
        assert wizard.keys.notice.text and not wizard.answers.made
    field.setText(f"  {secret.recipient.to_text().upper()} ")
    field.editingFinished.emit()
    assert wizard.answers.made[1].recipient == secret.recipient.to_text()
    assert not wizard.keys.notice.text


def test_one_key_cannot_be_two_holders(qtbot: QtBot, desk: Desk, wizard: CeremonyWizard) -> None:
    wizard.holders.rows[0].kind.setCurrentIndex(1)
    _at_keys(qtbot, desk, wizard, own=2)
    recipient = age.X25519Identity.generate().recipient.to_text()
    for one in wizard.keys.cards:
        one.recipient.setText(recipient)
        one.recipient.editingFinished.emit()
    assert list(wizard.answers.made) == [1] and "own" in wizard.keys.notice.text


def test_labels_must_differ_and_be_there(qtbot: QtBot, desk: Desk, wizard: CeremonyWizard) -> None:
    assert "Only one colleague" in _texts(wizard.holders)
    assert "safe deposit box" in _texts(wizard.holders)
    rows = wizard.holders.rows
    for text, is_good in (("", False), ("Alternate", False), ("Lawyer’s partner", True)):
        rows[2].label.setText(text)
        assert wizard.next_button.isEnabled() is is_good
    while wizard.holders.add_button.isEnabled():
        wizard.holders.add_button.click()
        rows[-1].label.setText(f"Holder {len(rows)}")
    assert len(rows) == 7
    for _ in range(6):
        rows[0].remove_button.click()
    assert not rows[0].remove_button.isEnabled() and not wizard.next_button.isEnabled()


def test_records_take_two_and_nobody_holds_a_card_for_nothing(
    qtbot: QtBot, desk: Desk, wizard: CeremonyWizard
) -> None:
    _go_on(qtbot, desk, wizard)
    caseload, records = wizard.parts.cards
    assert caseload.needed.count() == 3 and records.needed.count() == 2
    for tick in (records.ticks[0], caseload.ticks[0]):
        tick.click()
    assert "Successor would open nothing" in wizard.parts.unused.text()
    assert not wizard.next_button.isEnabled()
    caseload.ticks[0].click()
    assert wizard.next_button.isEnabled() and records.needed.currentData() == 2
    records.ticks[1].click()
    assert records.answer is None and not wizard.next_button.isEnabled()
