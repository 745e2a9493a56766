"""The fixtures of ``tests.ui.unlocked``, and a client's documents in a window."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.small_practice import SmallPractice
from tests.ui.unlocked import Desk, clock, desk, on_worker, settle
from tests.viewing import made
from ui.clients.opened_client import OpenedClient, open_client
from ui.documents.tab import DocumentsTab
from vault.documents import service as documents
from vault.documents.model import Document, DocumentFacts, DocumentKind
from vault.ids import ClientId

__all__ = ["clock", "desk"]

PDF = made.pdf("I consent", "and sign")
Add = Callable[[str, bytes], Document]


@pytest.fixture
def clients(qtbot: QtBot, desk: Desk) -> list[OpenedClient]:
    """Two clients, opened."""
    ids = on_worker(qtbot, desk, lambda session: SmallPractice(session).clients)
    return [on_worker(qtbot, desk, partial(open_client, client_id=one)) for one in ids[:2]]


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, clients: list[OpenedClient]) -> Iterator[DocumentsTab]:
    """The page of the first client's documents."""
    made_tab = DocumentsTab(desk.context)
    qtbot.addWidget(made_tab)
    made_tab.resize(800, 600)
    with qtbot.waitActive(made_tab):
        made_tab.show()
        made_tab.activateWindow()
    made_tab.show_client(clients[0])
    settle(qtbot, desk)
    yield made_tab
    made_tab.forget()
    settle(qtbot, desk)


@pytest.fixture
def add(qtbot: QtBot, desk: Desk, clients: list[OpenedClient], tmp_path: Path) -> Add:
    """Put a document into the first client's record, past the window."""

    def put(name: str, data: bytes) -> Document:
        path = tmp_path / name
        path.write_bytes(data)
        client_id = clients[0].client.id
        facts = DocumentFacts(title=f"Title of {name}", kind=DocumentKind.CONSENT)
        return on_worker(
            qtbot, desk, lambda session: documents.add(session, client_id, path, facts)
        )

    return put


def listed(qtbot: QtBot, desk: Desk, client_id: ClientId) -> list[Document]:
    return on_worker(qtbot, desk, lambda session: documents.list_documents(session, client_id))


def dialog_of(window: QWidget) -> QDialog:
    """Return the one dialog that is open."""
    [found] = [one for one in window.findChildren(QDialog) if one.isVisible()]
    return found
