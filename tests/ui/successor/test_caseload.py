"""Whom to call first, where some clients are kept from the successor: nobody at risk is missed."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.strangers import Stranger
from tests.ui.successor.conftest import Opens
from tests.ui.successor.hands import Hands, said
from tests.ui.successor.sealed import (
    KIN,
    KIN_RISK,
    NAME,
    Sealed,
    fill,
    seal,
    with_a_client_apart,
)
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.session import Session

APART = "“Whom to call first (clients for the alternate)”"


def test_both_caseloads_are_gone_through(
    qtbot: QtBot, stranger: Stranger, tmp_path: Path, open_wizard: Opens
) -> None:
    sealed = with_a_client_apart(tmp_path)
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_verdict(sealed.stick, sealed.cards[1], sealed.cards[2])
    hands.go_on()
    own = wizard.caseload.reader.browser.toPlainText()
    assert NAME in own and KIN not in own
    assert f"{APART} is open too" in said(wizard.caseload)
    hands.go_on()
    assert wizard.apart_caseload.isVisible()
    assert wizard.apart_caseload.head.text() == APART.strip("“”")
    apart = wizard.apart_caseload.reader.browser.toPlainText()
    assert KIN in apart and KIN_RISK in apart and NAME not in apart
    hands.go_on()
    assert wizard.step is wizard.choice


def test_a_caseload_that_stayed_shut_is_named(
    qtbot: QtBot, stranger: Stranger, tmp_path: Path, open_wizard: Opens
) -> None:
    sealed = with_a_client_apart(tmp_path)
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_verdict(sealed.stick, sealed.cards[0], sealed.cards[1])
    hands.go_on()
    assert f"{APART} stayed shut" in said(wizard.caseload)
    hands.go_on()
    assert wizard.step is wizard.choice
    assert "2 cards are needed of these: Card 2 (Lawyer), Card 3 (Colleague)" in said(wizard.choice)


def test_where_there_is_one_caseload_nothing_is_said_of_another(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, open_wizard: Opens
) -> None:
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_verdict(sealed.stick, sealed.cards[0])
    hands.go_on()
    assert wizard.caseload.notice.text == ""


def test_another_export_is_not_shown_as_the_one_before(
    qtbot: QtBot, stranger: Stranger, sealed: Sealed, tmp_path: Path, open_wizard: Opens
) -> None:
    def with_one_more(session: Session) -> None:
        fill(session)
        clients.add(session, ClientDetails(legal_name="Wren Abara", risk_flag="Is new."))

    base = tmp_path / "another practice"
    base.mkdir()
    other = seal(base, enter=with_one_more)
    _, wizard = open_wizard()
    hands = Hands(qtbot, stranger, wizard)
    hands.to_look(sealed.stick, sealed.cards[0], sealed.cards[1])
    while wizard.step is not wizard.source:
        wizard.back_button.click()
        hands.settle()
    reader = hands.to_look(other.stick, other.cards[0], other.cards[1])
    assert "Wren Abara" in wizard.caseload.reader.browser.toPlainText()
    assert "Wren Abara" in reader.browser.toPlainText()
