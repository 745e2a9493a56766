"""A disposal in the program's window: the open record closes, and nothing asks for it after."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.disposal.conftest import approve, go_on, wait
from tests.ui.retention.closed_records import ClosedRecords
from tests.ui.unlocked import Desk, on_worker, settle
from tests.vault_fixtures import StoppedClock
from ui.clients.page import ClientsPage
from ui.composition import PAGES, open_find
from ui.disposal.wizard import DisposalWizard
from ui.main_window import MainWindow
from ui.retention.page import RetentionPage
from ui.shield import Cover, PrivacyShield
from vault.backup.model import Destination
from vault.clients import service as clients
from vault.clients.model import ClientDetails
from vault.disposal import service as disposal
from vault.disposal.model import DisposalState


@pytest.fixture
def frame(qtbot: QtBot, desk: Desk, records: ClosedRecords) -> MainWindow:
    made = MainWindow(desk.context, PAGES, open_find)
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    settle(qtbot, desk)
    return made


def _wizard(frame: QWidget) -> DisposalWizard:
    [found] = frame.findChildren(DisposalWizard)
    return found


def _clients_page(frame: MainWindow) -> ClientsPage:
    page = frame.page("clients")
    assert isinstance(page, ClientsPage)
    return page


def test_the_record_that_is_open_closes(
    qtbot: QtBot,
    desk: Desk,
    frame: MainWindow,
    records: ClosedRecords,
    backed_up: list[Destination],
) -> None:
    desk.context.open_client(records.old)
    wait(qtbot, desk)
    frame.show_page("retention")
    wait(qtbot, desk)
    page = frame.page("retention")
    assert isinstance(page, RetentionPage)
    page.table.selectRow(1)
    settle(qtbot, desk)
    page.review_button.click()
    wait(qtbot, desk)
    wizard = _wizard(frame)
    approve(qtbot, desk, wizard)
    assert wizard.erase is not None and wizard.erase.is_erased
    assert desk.dialogs.errors == []
    assert _clients_page(frame).findChild(QLabel, "") is not None
    assert "Amara Osei" not in _texts(frame)
    wizard.done(0)
    frame.show_page("clients")
    wait(qtbot, desk)
    assert "Amara Osei" not in _texts(frame)
    assert desk.dialogs.errors == []


def _texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def test_entered_by_mistake_it_goes_without_a_certificate(
    qtbot: QtBot, desk: Desk, frame: MainWindow, backed_up: list[Destination]
) -> None:
    details = ClientDetails(legal_name="Nobody Known", jurisdiction="CA")
    client = on_worker(qtbot, desk, lambda session: clients.add(session, details))
    desk.context.open_client(client)
    wait(qtbot, desk)
    view = _clients_page(frame).view
    view.tabs.setCurrentIndex(2)
    wait(qtbot, desk)
    assert view.details.mistake_button.isVisible()
    view.details.mistake_button.click()
    wait(qtbot, desk)
    wizard = _wizard(frame)
    approve(qtbot, desk, wizard)
    go_on(qtbot, desk, wizard)
    assert wizard.step is wizard.copies and wizard.step.is_last
    wizard.next_button.click()
    wait(qtbot, desk)
    [found] = on_worker(qtbot, desk, disposal.list_disposals)
    assert found.state is DisposalState.FINISHED
    assert on_worker(qtbot, desk, lambda session: disposal.certificates(session)) == []
    assert desk.dialogs.errors == []


def test_what_is_older_than_a_day_is_no_mistake(
    qtbot: QtBot, desk: Desk, frame: MainWindow, records: ClosedRecords, clock: StoppedClock
) -> None:
    clock.advance(timedelta(days=3))
    desk.context.open_client(records.active)
    wait(qtbot, desk)
    view = _clients_page(frame).view
    view.tabs.setCurrentIndex(2)
    wait(qtbot, desk)
    assert not view.details.mistake_button.isVisible()


def test_the_shield_covers_the_wizard(
    qtbot: QtBot,
    desk: Desk,
    frame: MainWindow,
    records: ClosedRecords,
    backed_up: list[Destination],
) -> None:
    from PySide6.QtWidgets import QApplication

    from ui.disposal.wizard import open_disposal

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    shield = PrivacyShield(app, desk.context, frame)
    wizard = open_disposal(desk.context, frame, [records.old])
    qtbot.waitUntil(lambda: bool(wizard.findChildren(Cover)))
    wait(qtbot, desk)
    desk.context.set_shielded(True)
    [cover] = wizard.findChildren(Cover)
    assert cover.isVisible() and cover.geometry() == wizard.rect()
    desk.context.set_shielded(False)
    wizard.done(0)
    shield.deleteLater()
