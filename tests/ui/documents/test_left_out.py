"""Files on their way when the vault is locked: it is not delayed, and they are named after it."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.documents.conftest import Add
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import open_session
from ui.clients.opened_client import OpenedClient
from ui.context import ClientTarget
from ui.documents import left_out
from ui.documents.adder import Stage, Wanted
from ui.documents.home_panel import LeftOutGroup
from ui.documents.left_out import LeftOut
from ui.documents.tab import DocumentsTab
from ui.locking import Locking
from vault.documents import service as documents
from vault.documents.model import DocumentFacts
from vault.ids import ClientId
from vault.session import Session

FACTS = DocumentFacts(title="Scan")


@pytest.fixture
def gate(desk: Desk) -> Iterator[threading.Event]:
    """Sealing stands until it is set."""
    made, owner = threading.Event(), QWidget()
    desk.context.files.ask(owner, lambda: made.wait(10))
    yield made
    made.set()


def give(desk: Desk, client_id: ClientId, *names: str) -> None:
    desk.context.adder.add(
        [Wanted(client_id=client_id, name=o, facts=FACTS, source=o.encode()) for o in names]
    )


def lock(qtbot: QtBot, desk: Desk, *gates: threading.Event) -> None:
    """Lock; what stands is let go once it has begun."""
    replaced = list[int]()
    Locking(desk.context, lambda: replaced.append(1)).begin()
    for one in gates:
        one.set()
    qtbot.waitUntil(lambda: bool(replaced))


def test_at_lock_the_names_are_kept_of_each_record(
    qtbot: QtBot,
    desk: Desk,
    clients: list[OpenedClient],
    gate: threading.Event,
    tmp_path: Path,
) -> None:
    first, second = (one.client.id for one in clients)
    give(desk, first, "one.txt", "two.txt")
    give(desk, second, "three.txt")
    give(desk, first, "not wanted.txt")
    desk.context.adder.cancel(desk.context.adder.listed(first)[-1])
    lock(qtbot, desk, gate)
    with closing(open_session(tmp_path)) as session:
        found = {client.id: left.files for client, left in left_out.by_client(session)}
        assert documents.list_documents(session, first) == []
    assert found == {
        first: (LeftOut(name="one.txt"), LeftOut(name="two.txt")),
        second: (LeftOut(name="three.txt"),),
    }


def test_what_is_entered_before_the_vault_closes_is_not_named(
    qtbot: QtBot, desk: Desk, clients: list[OpenedClient], gate: threading.Event, tmp_path: Path
) -> None:
    client_id, entering, owner = clients[0].client.id, threading.Event(), QWidget()
    give(desk, client_id, "one.txt", "two.txt")
    qtbot.waitUntil(lambda: desk.worker.is_idle)  # planned
    desk.worker.ask(owner, lambda: entering.wait(10))
    gate.set()
    qtbot.waitUntil(lambda: desk.context.files.is_idle)  # sealed, and asked to be entered
    lock(qtbot, desk, entering)
    with closing(open_session(tmp_path)) as session:
        [document] = documents.list_documents(session, client_id)
        left = left_out.of_client(session, client_id)
    assert document.file_name == "one.txt"
    assert left is not None
    assert left.files == (LeftOut(name="two.txt"),)


def test_what_waits_for_an_answer_is_named_too(
    qtbot: QtBot, desk: Desk, clients: list[OpenedClient], add: Add, tmp_path: Path
) -> None:
    client_id = clients[0].client.id
    add("before.txt", b"same.txt")
    give(desk, client_id, "same.txt")
    settle(qtbot, desk)
    assert [one.stage for one in desk.context.adder.left] == [Stage.TWIN]
    lock(qtbot, desk)
    with closing(open_session(tmp_path)) as session:
        left = left_out.of_client(session, client_id)
    assert left is not None
    assert left.files == (LeftOut(name="same.txt", is_twin=True),)


def test_nothing_comes_into_a_record_that_is_disposed_of(
    qtbot: QtBot, desk: Desk, clients: list[OpenedClient], gate: threading.Event
) -> None:
    first, second = (one.client.id for one in clients)
    give(desk, first, "one.txt", "two.txt")
    give(desk, second, "three.txt")
    desk.context.records_leaving.emit((first,))
    assert [one.wanted.name for one in desk.context.adder.left] == ["three.txt"]
    gate.set()
    settle(qtbot, desk)
    assert on_worker(qtbot, desk, lambda s: documents.list_documents(s, first)) == []
    assert len(on_worker(qtbot, desk, lambda s: documents.list_documents(s, second))) == 1


def test_names_are_kept_beside_a_record_that_is_gone(
    qtbot: QtBot,
    desk: Desk,
    clients: list[OpenedClient],
    gate: threading.Event,
    tmp_path: Path,
) -> None:
    first, gone = clients[0].client.id, ClientId(0)  # a set of both has it before the other
    give(desk, gone, "nobody's.txt")
    give(desk, first, "one.txt")
    lock(qtbot, desk, gate)
    with closing(open_session(tmp_path)) as session:
        left = left_out.of_client(session, first)
    assert left is not None and left.files == (LeftOut(name="one.txt"),)


def keep(qtbot: QtBot, desk: Desk, client_id: ClientId, *names: str) -> None:
    files = [LeftOut(name=one, is_twin=one.startswith("same")) for one in names]
    on_worker(qtbot, desk, lambda session: left_out.keep(session, client_id, files))


def opened_tab(qtbot: QtBot, desk: Desk, opened: OpenedClient) -> DocumentsTab:
    made = DocumentsTab(desk.context)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_client(opened)
    settle(qtbot, desk)
    return made


def test_the_record_says_it_until_it_is_dismissed(
    qtbot: QtBot, desk: Desk, clients: list[OpenedClient]
) -> None:
    client_id = clients[0].client.id
    keep(qtbot, desk, client_id, "one.txt")
    keep(qtbot, desk, client_id, "same.txt")  # a second lock, before the first was seen
    tab = opened_tab(qtbot, desk, clients[0])
    assert_accessible(tab)
    assert tab.left_out.notice.text.startswith("2 files were not in the record yet when the vault")
    shown = tab.left_out.names.toPlainText()
    assert shown == "one.txt\nsame.txt (its content is there already)"
    tab.show_client(clients[1])
    assert not tab.left_out.isVisible()
    assert tab.left_out.names.toPlainText() == ""
    tab.show_client(clients[0])
    settle(qtbot, desk)
    tab.left_out.dismiss_button.setFocus()
    tab.left_out.dismiss_button.click()
    settle(qtbot, desk)
    assert tab.focusWidget() is tab.add_button, "the button that had it is gone"
    assert not opened_tab(qtbot, desk, clients[0]).left_out.isVisible()


def test_home_names_the_record_and_goes_to_its_documents(
    qtbot: QtBot, desk: Desk, clients: list[OpenedClient]
) -> None:
    client, targets = clients[0].client, list[ClientTarget]()
    desk.context.client_requested.connect(targets.append)
    group = LeftOutGroup(desk.context)
    qtbot.addWidget(group)
    group.refresh()
    settle(qtbot, desk)
    assert not group.isVisible()
    keep(qtbot, desk, client.id, "one.txt", "two.txt")
    group.refresh()
    settle(qtbot, desk)
    [row] = group.rows
    assert (row.line.who, row.line.about) == (client.name, "2 files")
    assert_accessible(group)
    row.act_button.click()
    assert targets == [ClientTarget(client_id=client.id, shows_documents=True)]
    desk.context.set_shielded(True)
    settle(qtbot, desk)
    assert client.name not in group.rows[0].line.spoken

    def dismiss(session: Session) -> None:
        for _, left in left_out.by_client(session):
            left_out.dismiss(session, left)

    on_worker(qtbot, desk, dismiss)
    group.refresh()
    settle(qtbot, desk)
    assert not group.isVisible()
