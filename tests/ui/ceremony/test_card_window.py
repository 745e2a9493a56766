"""The window of a card: what it shows, what it tells, and what it never tells."""

import io
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.unlocked import KeepsScore
from ui.ceremony.card_process import THROWN_AWAY
from ui.ceremony.card_window import CardWindow
from ui.preferences import Preferences
from ui.theme import Theme
from vault.succession import card_service
from vault.succession.card_service import Card, CardRequest
from vault.succession.model import CardFacts

REQUEST = CardRequest(
    facts=CardFacts(
        export_id="1f9c03aa" * 4,
        fingerprint="ab" * 32,
        practitioner="Robin Keller",
        made_on=date(2026, 11, 24),
    ),
    place=1,
    label="Successor",
)


@cache
def _card(number: int) -> Card:
    # Made once a run: the hashes of a card's lines are meant to take their time.
    return card_service.make(REQUEST)


class Shown:
    """A window with a card, what it wrote, and how it ended."""

    def __init__(self, window: CardWindow, answers: io.BytesIO, dialogs: KeepsScore) -> None:
        self.window, self.answers, self.dialogs = window, answers, dialogs
        self.codes: list[int] = []
        window.closed.connect(self.codes.append)

    def type_back(self, lines: list[str]) -> None:
        """Go to the second page and type the lines that it asks for."""
        self.window.page.has_it.setChecked(True)
        self.window.page.next_button.click()
        for number, field in self.window.back.entry.fields.items():
            field.setText(lines[number - 1])

    @property
    def lines(self) -> list[str]:
        return [line.text for line in self.window.card.secret.lines]


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Shown:
    """The window with a new card."""
    answers, dialogs = io.BytesIO(), KeepsScore()
    theme = Theme(qapp, Preferences(tmp_path / "window.ini"))
    window = CardWindow(theme, _card(1), answers, dialogs)
    qtbot.addWidget(window)
    window.show()
    return Shown(window, answers, dialogs)


def test_two_lines_typed_back_prove_the_card(shown: Shown) -> None:
    assert_accessible(shown.window)
    assert not shown.window.page.next_button.isEnabled()
    shown.type_back(shown.lines)
    assert_accessible(shown.window)
    shown.window.back.done_button.click()
    told = card_service.read_report(shown.answers.getvalue())
    assert told.is_proved and told.recipient == shown.window.card.recipient
    assert shown.codes == [0]


def test_later_is_told_as_not_proved(shown: Shown) -> None:
    shown.type_back([""] * 5)
    assert not shown.window.back.done_button.isEnabled()
    shown.window.back.later_button.click()
    assert not card_service.read_report(shown.answers.getvalue()).is_proved


def test_lines_of_another_card_are_not_taken(shown: Shown) -> None:
    other = _card(2)
    shown.type_back([line.text for line in other.secret.lines])
    shown.window.back.done_button.click()
    assert "another card" in shown.window.back.notice.text
    assert shown.answers.getvalue() == b"" and not shown.codes


def test_going_back_empties_what_was_typed(shown: Shown) -> None:
    shown.type_back(shown.lines)
    shown.window.back.back_button.click()
    shown.window.page.next_button.click()
    assert not any(shown.window.back.entry.lines())


@pytest.mark.parametrize("is_closed", [True, False])
def test_a_card_that_nobody_kept_is_told_to_nobody(shown: Shown, is_closed: bool) -> None:
    if is_closed:
        shown.window.close()
    else:
        shown.window.page.leave_button.click()
    assert shown.answers.getvalue() == b"" and shown.codes == [THROWN_AWAY]


def test_a_card_is_printed_without_a_file(shown: Shown) -> None:
    shown.window.page.print_button.click()
    assert shown.dialogs.printed[0].startswith(b"%PDF")
    assert "Sent to the printer" in shown.window.page.notice.text


def test_saving_warns_first(shown: Shown, tmp_path: Path) -> None:
    shown.dialogs.save_to = tmp_path / "card.pdf"
    shown.dialogs.says_yes = False
    shown.window.page.save_button.click()
    assert "Whoever finds a file of this card has the card" in shown.dialogs.questions[0].text
    assert not (tmp_path / "card.pdf").exists()
    shown.dialogs.says_yes = True
    shown.window.page.save_button.click()
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")


def test_a_file_that_cannot_be_written_is_said(shown: Shown, tmp_path: Path) -> None:
    shown.dialogs.save_to = tmp_path / "nowhere" / "card.pdf"
    shown.window.page.save_button.click()
    assert len(shown.dialogs.errors) == 1


def test_a_card_on_paper_is_thrown_away_after_a_question(shown: Shown) -> None:
    shown.window.page.has_it.click()
    assert shown.window.focusWidget() is shown.window.page.next_button
    shown.dialogs.says_yes = False
    shown.window.page.leave_button.click()
    assert not shown.codes and "Destroy the paper" in shown.dialogs.questions[0].text
    shown.dialogs.says_yes = True
    shown.window.page.leave_button.click()
    assert shown.codes == [THROWN_AWAY]
