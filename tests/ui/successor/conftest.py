"""A successor on a computer of her own, with a stick and cards and nothing else."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.store.drawer import DrawerKeyring
from tests.ui.strangers import Stranger
from tests.ui.successor.sealed import Sealed, seal
from ui.lock.window import LockWindow
from ui.successor.wizard import SuccessorWizard


@pytest.fixture(scope="session")
def sealed_master(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return seal(tmp_path_factory.mktemp("sealed"))


@pytest.fixture
def sealed(sealed_master: Sealed, tmp_path: Path) -> Sealed:
    """A copy that a test may damage."""
    stick, zip_file = tmp_path / "Blue stick", tmp_path / "export.zip"
    shutil.copytree(sealed_master.stick, stick)
    shutil.copyfile(sealed_master.zip_file, zip_file)
    return sealed_master._replace(stick=stick, zip_file=zip_file)


@pytest.fixture
def drawer() -> DrawerKeyring:
    """The new computer's keyring."""
    return DrawerKeyring()


@pytest.fixture
def stranger(qapp: QApplication, tmp_path: Path, drawer: DrawerKeyring) -> Iterator[Stranger]:
    one = Stranger(qapp, tmp_path, drawer)
    yield one
    for thread in (one.context.files, one.context.views):
        thread.stop()
    one.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the custodian's vault shall be."""
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


Opens = Callable[[], tuple[LockWindow, SuccessorWizard]]


@pytest.fixture
def open_wizard(qtbot: QtBot, stranger: Stranger) -> Iterator[Opens]:
    """Go through the door on the first window; what was opened is let go of in the end."""
    opened: list[SuccessorWizard] = []

    def open_it() -> tuple[LockWindow, SuccessorWizard]:
        window = LockWindow(stranger.context, None)
        qtbot.addWidget(window)
        stranger.windows.append(window)
        window.show()
        window.page.successor_button.click()  # type: ignore[union-attr]  # without a vault
        assert isinstance(window.page, SuccessorWizard)
        opened.append(window.page)
        return window, window.page

    yield open_it
    for one in opened:
        qtbot.waitUntil(lambda: stranger.context.files.is_idle, timeout=20_000)
        one.answers.held.close()
