"""The list of imports, and taking one back."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.small_practice import SmallPractice
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import STRONG, StoppedClock
from ui.clients.page import ClientsPage
from ui.documents.adder import Wanted
from ui.importing.in_use_dialog import InUseDialog
from ui.importing.wizard import ImportWizard
from ui.settings.imports_tab import ImportsTab
from ui.settings.key_dialog import KeyDialog
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.documents.model import DocumentFacts
from vault.ids import ClientId
from vault.importers import preview_service, service
from vault.importers.batch_model import Batch, ImportKind
from vault.session import Session

_PATIENCE_MS = 20_000


@pytest.fixture
def brought(qtbot: QtBot, desk: Desk, practice: SmallPractice, tmp_path: Path) -> Batch:
    """An import of two clients."""
    file = tmp_path / "list.csv"
    file.write_text("Name,Phone\nWren Ito,555 010 2033\nNoor Haddad,555 010 2034\n")

    def bring(session: Session) -> Batch:
        content = preview_service.read(ImportKind.CLIENTS, file, session.today())
        columns = preview_service.columns(content)
        known = service.known_clients(session)
        plan = preview_service.plan_clients(content, columns, {}, known, session.today())
        return service.commit_clients(session, plan, content.source)

    return on_worker(qtbot, desk, bring)


def _tab(qtbot: QtBot, desk: Desk) -> ImportsTab:
    made = ImportsTab(desk.context)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    settle(qtbot, desk)
    return made


def _imported(session: Session) -> list[ClientId]:
    return clients.list_ids(session, "Ito", None)


def test_an_import_stands_in_the_list(qtbot: QtBot, desk: Desk, brought: Batch) -> None:
    tab = _tab(qtbot, desk)
    assert tab.model.rows[0][1:] == ("Client list", "2 new clients", "")
    assert_accessible(tab)


def test_an_empty_list_offers_the_first_step(
    qtbot: QtBot, desk: Desk, practice: SmallPractice
) -> None:
    tab = _tab(qtbot, desk)
    assert tab._empty.isVisible() and not tab.undo_button.isVisible()
    assert_accessible(tab)
    tab.bring_button.click()
    settle(qtbot, desk)
    [wizard] = tab.window().findChildren(ImportWizard)
    wizard.reject()


def test_who_stands_in_the_way_is_named_and_opened(
    qtbot: QtBot, desk: Desk, clock: StoppedClock, brought: Batch
) -> None:
    clock.advance(timedelta(minutes=1))
    [client_id] = on_worker(qtbot, desk, _imported)
    details = ClientDetails(legal_name="Wren Ito", pronouns="they/them")
    on_worker(qtbot, desk, lambda session: clients.change(session, client_id, details))
    tab = _tab(qtbot, desk)
    tab.undo_button.click()
    settle(qtbot, desk)
    [dialog] = tab.findChildren(InUseDialog)
    assert_accessible(dialog)
    [opened] = dialog.links
    with qtbot.waitSignal(desk.context.client_requested) as asked:
        opened.click()  # type: ignore[attr-defined]  # a button
    assert asked.args[0].client_id == client_id
    assert not tab.findChildren(KeyDialog)


def _take_back(qtbot: QtBot, desk: Desk, tab: ImportsTab, secret: str = STRONG) -> None:
    tab.undo_button.click()
    settle(qtbot, desk)
    [dialog] = tab.findChildren(KeyDialog)
    dialog.proof.typed.setText(secret)
    dialog.act_button.click()
    qtbot.waitUntil(lambda: desk.worker.is_idle, timeout=_PATIENCE_MS)
    settle(qtbot, desk)


@pytest.mark.parametrize("is_proven", [True, False])
def test_what_is_open_of_it_or_on_its_way_into_it_goes_with_it(
    qtbot: QtBot,
    desk: Desk,
    practice: SmallPractice,
    brought: Batch,
    tmp_path: Path,
    is_proven: bool,
) -> None:
    [client_id] = on_worker(qtbot, desk, _imported)
    page = ClientsPage(desk.context)
    qtbot.addWidget(page)
    page.show_client(client_id)
    qtbot.waitUntil(lambda: page.view.client_id == client_id)
    settle(qtbot, desk)
    facts, gone = DocumentFacts(title="Letter"), tmp_path / "pulled out.pdf"
    for one in (client_id, practice.clients[0]):
        wanted = Wanted(client_id=one, name=gone.name, facts=facts, source=gone)
        desk.context.adder.add([wanted])
    settle(qtbot, desk)
    tab = _tab(qtbot, desk)
    _take_back(qtbot, desk, tab, STRONG if is_proven else "something else")
    left = [one.wanted.client_id for one in desk.context.adder.left]
    assert left == ([] if is_proven else [client_id]) + [practice.clients[0]]
    assert page.has_view is not is_proven
    assert desk.dialogs.errors == []


def test_taken_back_it_is_gone(qtbot: QtBot, desk: Desk, brought: Batch) -> None:
    assert on_worker(qtbot, desk, _imported)
    tab = _tab(qtbot, desk)
    tab.undo_button.click()
    settle(qtbot, desk)
    [dialog] = tab.findChildren(KeyDialog)
    assert_accessible(dialog)
    dialog.proof.typed.setText(STRONG)
    with qtbot.waitSignal(dialog.accepted, timeout=_PATIENCE_MS):
        dialog.act_button.click()
    settle(qtbot, desk)
    assert not on_worker(qtbot, desk, _imported)
    assert tab.model.rows[0][3], "the list says when it was taken back"
    assert not tab.undo_button.isEnabled()
    assert "taken back" in tab.notice.text
