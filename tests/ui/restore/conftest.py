"""A stick with two backups of a vault, its sheet, and a stranger with nothing else."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.backup.papers import add_client, add_document
from tests.store.drawer import DrawerKeyring
from tests.ui.strangers import Stranger
from tests.vault_fixtures import PRACTICE, STRONG, NoKeyring
from ui.lock.window import LockWindow
from ui.restore.wizard import RestoreWizard
from vault.backup import service as backup
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.notes import service as notes
from vault.notes.model import Body, NoteHead, Section, Shelf

TEXT = "A heron on the way here, she said."
TITLE = "Consent of the mother"
NAME = "Ana Ruiz"


class Kept(NamedTuple):
    """What a person has left: the stick, and the sheet's lines."""

    stick: Path
    lines: list[str]

    def snapshot(self, number: int) -> Path:
        """Return a snapshot's folder."""
        return next(self.stick.glob("*.backup")) / "snapshots" / str(number)


@pytest.fixture(scope="session")
def kept_master(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    base = tmp_path_factory.mktemp("restore")
    stick, folder, plan = base / "stick", base / "North Street.casekeep", plan_vault("North Street")
    stick.mkdir()
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    create_vault(plan, folder, PRACTICE, way, NoKeyring())
    session = keys.unlock_with_passphrase(folder, STRONG, NoKeyring())
    client = add_client(session, NAME)
    body = Body.of((Section(heading="", text=TEXT),))
    note = notes.start(session, NoteHead(client_id=client, occurred_on=date(2026, 11, 1)), body)
    notes.sign(session, Shelf.RECORD, note)
    for title in (TITLE, "Letter"):
        add_document(session, client, title.encode() * 5000, title)
    place = backup.add_destination(session, stick, "Blue")
    for _ in range(2):
        backup.make_backup(session, place.id)
    session.close()
    shutil.rmtree(folder)
    return Kept(stick, [line.text for line in plan.sheet.lines])


@pytest.fixture
def kept(kept_master: Kept, tmp_path: Path) -> Kept:
    stick = tmp_path / "Blue stick"
    shutil.copytree(kept_master.stick, stick)
    return Kept(stick, kept_master.lines)


@pytest.fixture
def drawer() -> DrawerKeyring:
    """The new computer's keyring."""
    return DrawerKeyring()


@pytest.fixture
def stranger(qapp: QApplication, tmp_path: Path, drawer: DrawerKeyring) -> Iterator[Stranger]:
    one = Stranger(qapp, tmp_path, drawer)
    yield one
    one.context.files.stop()
    one.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the restored vault shall be."""
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


Opens = Callable[[], tuple[LockWindow, RestoreWizard]]


@pytest.fixture
def open_wizard(qtbot: QtBot, stranger: Stranger) -> Opens:
    """Go through the door on the first window."""

    def open_it() -> tuple[LockWindow, RestoreWizard]:
        window = LockWindow(stranger.context, None)
        qtbot.addWidget(window)
        stranger.windows.append(window)
        window.show()
        chooser = window.page
        chooser.restore_button.click()  # type: ignore[union-attr]  # the page without a vault
        assert isinstance(window.page, RestoreWizard)
        return window, window.page

    return open_it
