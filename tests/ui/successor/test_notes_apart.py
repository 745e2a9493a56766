"""The tick for psychotherapy notes."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.strangers import Stranger
from tests.ui.successor.conftest import Opens
from tests.ui.successor.hands import Hands
from tests.ui.successor.sealed import with_notes_apart


def test_a_tick_for_one_exports_notes_is_none_for_anothers(
    qtbot: QtBot, stranger: Stranger, tmp_path: Path, open_wizard: Opens
) -> None:
    sealed = with_notes_apart(tmp_path)
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_look(sealed.stick, sealed.cards[0], sealed.cards[1])
    wizard.back_button.click()
    hands.settle()
    apart, held = wizard.choice.psychotherapy, wizard.choice.held
    apart.tick.click()
    apart.enter(held)
    assert apart.is_wanted, "the page was seen again"
    held.path = tmp_path / "another stick"
    apart.enter(held)
    assert not apart.is_wanted
    assert apart.wish.text() == "", "that was of the export before"
    hands.settle()
    assert "stay sealed and unread" in apart.wish.text()
