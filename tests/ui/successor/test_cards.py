"""Cards that do not belong together: one of them may vouch for an export of its holder's own."""

from pytestqt.qtbot import QtBot

from tests.ui.strangers import Stranger
from tests.ui.successor.conftest import Opens
from tests.ui.successor.hands import Hands
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
