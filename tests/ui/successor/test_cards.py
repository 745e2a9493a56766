"""Cards that do not belong together: one of them may vouch for an export of its holder's own."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.strangers import Stranger
from tests.ui.successor.conftest import Opens
from tests.ui.successor.hands import Hands, said
from tests.ui.successor.sealed import Sealed
from vault.sealing.part_model import Part


def test_cards_of_two_practices_are_not_taken_together(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_cards(sealed.stick)
    hands.type_card(sealed.foreign_cards()[0])
    hands.type_card(sealed.cards[1])
    assert "beginnings of different fingerprints" in wizard.cards.notice.text
    assert wizard.answers.held.cards == 1
    assert Part.RECORDS not in wizard.answers.held.opened


def test_who_comes_back_for_more_cards_is_told_to_type_them_all(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_choice(sealed.stick, sealed.cards[0])
    assert "The records: 2 cards are needed" in said(wizard.choice)
    assert "those from before too" in said(wizard.choice)
    while wizard.step is not wizard.cards:
        wizard.back_button.click()
        hands.settle()
    assert "The records: 2 cards are needed" in said(wizard.cards)
    assert "type each card again" in wizard.cards.notice.text
    hands.type_card(sealed.cards[1])
    assert "The records: 1 more card is needed" in said(wizard.cards)
    hands.type_card(sealed.cards[0])
    assert Part.RECORDS in wizard.answers.held.opened


def test_a_damaged_part_is_not_said_to_want_cards_once_they_are_forgotten(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    for opening in sealed.export.glob("open/records/*.age"):
        opening.write_bytes(b"x")
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_verdict(sealed.stick, sealed.cards[0], sealed.cards[1])
    before = wizard.answers.held.state(Part.RECORDS)
    wizard.answers.held.forget_cards()
    assert before.wanted == 0 and not before.is_open
    assert wizard.answers.held.state(Part.RECORDS) == before


def test_two_clicks_take_one_card_off(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_cards(sealed.stick)
    for card in sealed.cards[:2]:
        hands.type_card(card)
    off = next(one for one in wizard.cards.findChildren(QPushButton) if one.text() == "Take it off")
    off.click()
    off.click()
    hands.settle()
    assert wizard.answers.held.cards == 1
