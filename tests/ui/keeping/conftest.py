"""The fixtures of ``tests.ui.unlocked``, and what bears on keeping a record, in a window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.exports.samples import add_document
from tests.ui.small_practice import SmallPractice
from tests.ui.unlocked import Desk, clock, desk, on_worker, settle
from ui.clients.opened_client import OpenedClient, open_client
from ui.keeping.parts import Part
from ui.keeping.tab import KeepingTab
from vault.clients import episodes
from vault.clients import service as clients
from vault.clients.model import ClientStatus
from vault.documents.model import Document
from vault.ids import ClientId
from vault.session import Session

__all__ = ["clock", "desk"]

RESTRICTION = "No contact with her father."


def _fill(session: Session) -> list[ClientId]:
    """Two clients; the first was a minor in care that ended, with an episode and restrictions."""
    found = SmallPractice(session).clients[:2]
    details = clients.get(session, found[0]).details
    wanted = replace(
        details,
        birth_date=date(2010, 5, 20),
        restrictions=RESTRICTION,
        status=ClientStatus.CLOSED,
    )
    clients.change(session, found[0], wanted)
    episode = episodes.open_episode(session, found[0], date(2024, 3, 3), "Grief")
    episodes.close_episode(session, episode, date(2026, 9, 1), "Goals reached")
    return found


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> list[OpenedClient]:
    """Two clients, opened."""
    ids = on_worker(qtbot, desk, _fill)
    return [on_worker(qtbot, desk, partial(open_client, client_id=one)) for one in ids]


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, opened: list[OpenedClient]) -> Iterator[KeepingTab]:
    """The tab of the first client."""
    made = KeepingTab(desk.context)
    qtbot.addWidget(made)
    made.resize(760, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_client(opened[0])
    settle(qtbot, desk)
    yield made
    made.forget()
    settle(qtbot, desk)


@pytest.fixture
def letter(qtbot: QtBot, desk: Desk, opened: list[OpenedClient]) -> Document:
    """A document of the first client."""
    client_id = opened[0].client.id
    return on_worker(
        qtbot, desk, lambda session: add_document(session, client_id, b"x", "Letter of 3 May.pdf")
    )


def dialog_of(qtbot: QtBot, window: QWidget) -> QDialog:
    """Return the one dialog that is open, when it is in front."""
    [found] = [one for one in window.findChildren(QDialog) if one.isVisible()]
    qtbot.waitUntil(found.isActiveWindow)
    return found


def said(widget: QWidget) -> str:
    """Return all that a card or a part says."""
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def button_of(card: QFrame) -> QPushButton:
    """Return the one act of a card."""
    [found] = card.findChildren(QPushButton)
    return found


def act_on(qtbot: QtBot, desk: Desk, part: Part, at: int = 0) -> None:
    """Press the button of a card."""
    settle(qtbot, desk)
    QTest.mouseClick(button_of(part.cards[at]), Qt.MouseButton.LeftButton)
