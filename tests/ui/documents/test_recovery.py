"""A damaged document on the screen: which backup has it, and one button to fetch it back."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.accessibility import assert_accessible
from tests.ui.documents.conftest import PDF, Add
from tests.ui.documents.test_tab import actions, open_row
from tests.ui.unlocked import Desk, on_worker, settle
from ui.clients.opened_client import OpenedClient
from ui.documents.tab import DocumentsTab
from vault.backup import service as backup
from vault.documents import service as documents
from vault.documents.model import Document
from vault.errors import CopyNotWhole
from vault.session import Session

pytestmark = pytest.mark.usefixtures("tab")


@pytest.fixture
def damaged(qtbot: QtBot, desk: Desk, add: Add, tmp_path: Path) -> Document:
    """A document of which a stick has a whole copy; then a byte of it flips."""
    added = add("consent.pdf", PDF)
    stick = tmp_path / "stick"
    stick.mkdir()

    def back_up(session: Session) -> Path:
        place = backup.add_destination(session, stick, "Blue & green")
        backup.make_backup(session, place.id)
        return documents.readings(session, [added.id])[0].path

    path = on_worker(qtbot, desk, back_up)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    return added


def test_one_button_makes_it_whole_again(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, damaged: Document, clients: list[OpenedClient]
) -> None:
    open_row(qtbot, desk, tab)
    panel = tab.look.recovery
    assert panel.isVisible()
    assert panel.notice.text == "Still whole in the backup at: Blue & green (no. 1)."
    assert tab.model.rows[0][2] == "Damaged"
    [fetch] = panel.buttons
    assert fetch.text() == "Fetch it from Blue && green"
    assert_accessible(tab)
    fetch.click()
    settle(qtbot, desk)
    assert not panel.isVisible()
    assert tab.look.viewer.picture.sheet.has_image
    assert tab.model.rows[0][2] == ""
    acts = actions(qtbot, desk, clients[0])
    assert acts == ["document.add", "document.open", "document.recover", "document.open"]


def test_where_no_backup_is_there_it_says_so_and_looks_again(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, damaged: Document, tmp_path: Path
) -> None:
    (tmp_path / "stick").rename(tmp_path / "away")
    open_row(qtbot, desk, tab)
    panel = tab.look.recovery
    assert panel.notice.text.startswith("No backup that is connected has it whole.")
    (tmp_path / "away").rename(tmp_path / "stick")
    panel.buttons[0].click()
    settle(qtbot, desk)
    assert panel.buttons[0].text().startswith("Fetch it from")


def test_what_went_wrong_meanwhile_is_said_and_nothing_is_replaced(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, damaged: Document, tmp_path: Path
) -> None:
    open_row(qtbot, desk, tab)
    [copy] = (tmp_path / "stick").rglob("attachments/*/*.age")
    copy.write_bytes(copy.read_bytes()[:-1])
    tab.look.recovery.buttons[0].click()
    settle(qtbot, desk)
    assert [type(error) for error in desk.dialogs.errors] == [CopyNotWhole]
    assert on_worker(qtbot, desk, lambda s: documents.check_files(s).strays) == ()


def test_a_copy_that_fails_on_damage_offers_it_too(
    qtbot: QtBot, desk: Desk, tab: DocumentsTab, damaged: Document, tmp_path: Path
) -> None:
    settle(qtbot, desk)
    tab.table.selectRow(0)
    desk.dialogs.save_to = tmp_path / "out.pdf"
    tab.copy_button.click()
    settle(qtbot, desk)
    assert tab.model.rows[0][2] == "Damaged"
    desk.dialogs.errors.clear()
    tab.open_button.click()
    settle(qtbot, desk)
    assert tab.look.recovery.buttons
