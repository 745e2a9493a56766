"""From the lock window to the main window and back, with a real vault."""

import os
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.store.drawer import DrawerKeyring
from tests.ui.strangers import Stranger
from tests.vault_fixtures import PRACTICE, STRONG, NoKeyring
from ui import composition
from ui.desktop import Desktop
from ui.documents.adder import Wanted
from ui.lock.page import LockPage
from ui.lock.window import LockWindow
from ui.preferences import Preferences
from vault.age import self_test
from vault.documents.model import DocumentFacts
from vault.ids import ClientId
from vault.keys import service as keys
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind

_PAGES = ("home", "clients", "audit", "settings")


def _vault(tmp_path: Path) -> Path:
    folder = tmp_path / "North Street.casekeep"
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    create_vault(plan_vault("North Street"), folder, PRACTICE, way, NoKeyring())
    return folder


def test_unlock_work_and_lock(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    folder, replaced = _vault(tmp_path), list[Path | None]()
    stranger = Stranger(qapp, tmp_path, NoKeyring())
    desktop = Desktop(
        qapp,
        stranger.context,
        pages={name: lambda _: QLabel("page") for name in _PAGES},
        find=lambda _, parent: QWidget(parent),
        replace=replaced.append,
    )
    desktop.show_lock(folder)
    assert desktop.lock_window is not None
    stranger.settle_at_lock(qtbot, desktop.lock_window)
    page = desktop.lock_window.page
    assert isinstance(page, LockPage)
    page.typed.setText(STRONG)
    page.unlock_button.click()
    qtbot.waitUntil(lambda: desktop.main_window is not None, timeout=20_000)
    window = desktop.main_window
    assert window is not None and window.isVisible()
    assert desktop.lock_window is None
    assert stranger.preferences.last_vault == folder
    stranger.context.lock()
    qtbot.waitUntil(lambda: replaced == [folder], timeout=2_000)
    assert not window.isVisible()
    assert stranger.context.worker.session is None
    stranger.close()


def _unlocked(
    qtbot: QtBot, stranger: Stranger, qapp: QApplication, folder: Path, typed: str
) -> Desktop:
    desktop = Desktop(
        qapp,
        stranger.context,
        pages={name: lambda _: QLabel("page") for name in _PAGES},
        find=lambda _, parent: QWidget(parent),
        replace=lambda _: None,
    )
    desktop.show_lock(folder)
    assert desktop.lock_window is not None
    stranger.settle_at_lock(qtbot, desktop.lock_window)
    page = desktop.lock_window.page
    assert isinstance(page, LockPage)
    page.typed.setText(typed)
    page.unlock_button.click()
    qtbot.waitUntil(lambda: desktop.main_window is not None, timeout=20_000)
    stranger.settle(qtbot)
    return desktop


@pytest.mark.parametrize("act", ["closed", "quit"])
def test_ending_asks_first_while_files_are_on_their_way(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, act: str
) -> None:
    stranger, gate, owner = Stranger(qapp, tmp_path, NoKeyring()), threading.Event(), QWidget()
    desktop = _unlocked(qtbot, stranger, qapp, _vault(tmp_path), STRONG)
    context, dialogs, window = stranger.context, stranger.dialogs, desktop.main_window
    assert window is not None
    context.files.ask(owner, lambda: gate.wait(20))
    wanted = [
        Wanted(client_id=ClientId(1), name=name, facts=DocumentFacts(title=name), source=b"scan")
        for name in ("one.txt", "two.txt")
    ]
    context.adder.add(wanted)
    end = window.close if act == "closed" else context.quit
    dialogs.says_yes = False
    end()
    stranger.settle(qtbot)
    assert [one.title for one in dialogs.questions] == ["2 files are not in the record yet"]
    assert window.isVisible() and context.worker.session is not None
    for one in context.adder.left:
        context.adder.cancel(one)
    gate.set()
    end()
    _wait_until_closed(qtbot, stranger)
    assert len(dialogs.questions) == 1, "nothing is on its way any more"
    stranger.close()


def _wait_until_closed(qtbot: QtBot, stranger: Stranger) -> None:
    qtbot.waitUntil(lambda: stranger.context.worker.session is None, timeout=5_000)


def _wait_until_looked(qtbot: QtBot, stranger: Stranger) -> None:
    qtbot.waitUntil(lambda: stranger.context.places.is_idle, timeout=5_000)


def test_an_older_vault_is_said_until_it_is_accepted(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    drawer, folder = DrawerKeyring(), tmp_path / "older.casekeep"
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed="1234")
    create_vault(plan_vault("Older"), folder, PRACTICE, way, drawer)
    older = (folder / "records-1.db").read_bytes()
    keys.lock(keys.unlock_with_keyring(folder, "1234", drawer), drawer, "test")
    (folder / "records-1.db").write_bytes(older)
    for says_yes, asked in ((False, 1), (True, 1), (True, 0)):
        stranger = Stranger(qapp, tmp_path, drawer)
        stranger.dialogs.says_yes = says_yes
        desktop = _unlocked(qtbot, stranger, qapp, folder, "1234")
        assert len(stranger.dialogs.questions) == asked
        session = stranger.context.worker.session
        assert session is not None
        assert bool(session.warnings) is (not says_yes)
        stranger.context.lock()
        _wait_until_closed(qtbot, stranger)
        assert desktop.lock_window is None
        stranger.close()


def test_a_copied_folder_is_said_where_the_one_of_before_is_still_there(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    folder = _vault(tmp_path)
    copy, moved = tmp_path / "Copy.casekeep", tmp_path / "Moved.casekeep"
    said = list[bool]()
    for one in (folder, folder, copy, copy, moved):
        if one == copy and not copy.exists():
            shutil.copytree(folder, copy)
        if one == moved:
            copy.rename(moved)
        stranger = Stranger(qapp, tmp_path, NoKeyring())
        _unlocked(qtbot, stranger, qapp, one, STRONG)
        _wait_until_looked(qtbot, stranger)
        said.append(any("This folder is a copy" in text for _, text in stranger.dialogs.told))
        stranger.context.lock()
        _wait_until_closed(qtbot, stranger)
        stranger.close()
    assert said == [False, False, True, False, False]


def test_a_failed_self_test_is_said_and_opens_nothing(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = replace(self_test.KNOWN_ANSWERS[0], expected=b"")
    monkeypatch.setattr(self_test, "KNOWN_ANSWERS", (wrong,))
    context = composition.build_context(qapp, Preferences(tmp_path / "window.ini"))
    window = LockWindow(context, _vault(tmp_path))
    qtbot.addWidget(window)
    window.show()
    page = window.page
    assert isinstance(page, LockPage)
    qtbot.waitUntil(lambda: bool(page.notice.text))
    assert "cryptography on this computer" in page.notice.text
    assert not page.unlock_button.isVisible()
    assert not page.recover_button.isEnabled()
    context.worker.stop()


_CHILD = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import app
from ui.lock.page import LockPage

def look():
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    pages = [w.page for w in windows]
    if pages and isinstance(pages[0], LockPage) and pages[0].unlock_button.isEnabled():
        print(windows[0].windowTitle(), pages[0].state.text())
        windows[0].close()

QApplication([])
timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
sys.exit(app.main(sys.argv[1:]))
"""


def test_the_program_starts_at_the_lock_window(tmp_path: Path) -> None:
    folder = _vault(tmp_path)
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/nowhere",
    }
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, str(folder), "--locked"],
        cwd=Path(__file__).parent.parent.parent,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert child.returncode == 0, child.stderr
    assert child.stdout.startswith("Casekeep Locked at ")
