"""The tab on the client's page: made when it is looked at, covered by the shield."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.keeping.conftest import said
from tests.ui.unlocked import Desk, on_worker, settle
from ui.clients.client_view import ClientView
from ui.clients.opened_client import OpenedClient
from vault.holds import service as holds
from vault.holds.model import HoldKind


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, opened: list[OpenedClient]) -> Iterator[ClientView]:
    """The first client's page, with a hold on the record."""
    client_id, today = opened[0].client.id, opened[0].today
    kind, reason = HoldKind.LEGAL, "Subpoena about the letter"
    on_worker(qtbot, desk, lambda session: holds.place(session, client_id, kind, reason, today))
    view = ClientView(desk.context)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    show(qtbot, desk, view, opened[0])
    yield view
    settle(qtbot, desk)


def show(qtbot: QtBot, desk: Desk, view: ClientView, client: OpenedClient) -> None:
    view.open(client.client.id, lambda: None)
    settle(qtbot, desk)


def open_tab(qtbot: QtBot, desk: Desk, view: ClientView) -> None:
    [at] = [at for at in range(view.tabs.count()) if view.tabs.tabText(at) == "Keeping"]
    view.tabs.setCurrentIndex(at)
    settle(qtbot, desk)


def test_it_is_made_when_it_is_looked_at(qtbot: QtBot, desk: Desk, page: ClientView) -> None:
    assert not page._is_made("keeping")
    open_tab(qtbot, desk, page)
    assert page._is_made("keeping")
    assert "Subpoena about the letter" in said(page.keeping)
    assert page.keeping.banner.isVisible()


def test_the_shield_covers_it(qtbot: QtBot, desk: Desk, page: ClientView) -> None:
    open_tab(qtbot, desk, page)
    desk.context.set_shielded(True)
    assert not page.keeping.isVisible()
    assert "Subpoena" not in said(page)
    assert "Amara" not in said(page)
    desk.context.set_shielded(False)
    assert page.keeping.isVisible()


def test_another_client_does_not_show_the_first_one_s(
    qtbot: QtBot, desk: Desk, page: ClientView, opened: list[OpenedClient]
) -> None:
    open_tab(qtbot, desk, page)
    show(qtbot, desk, page, opened[1])
    assert not any(part.cards for part in page.keeping.parts)
    open_tab(qtbot, desk, page)
    assert not page.keeping.holds.cards
    assert page.keeping.retention.cards
