"""The lock window with a real vault, on a computer without a keyring and with a real one."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.keyring_daemon import KeyringDaemon
from tests.ui.accessibility import assert_accessible
from tests.ui.lock.conftest import Made
from tests.ui.strangers import Stranger
from tests.vault_fixtures import PRACTICE, STRONG
from ui.lock.chooser import ChooserPage
from ui.lock.opening import Opened
from ui.lock.page import LockPage
from ui.lock.recover import RecoverPage
from ui.lock.window import LockWindow
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind
from vault.keys.os_keyring import OsKeyring


def _window(qtbot: QtBot, stranger: Stranger, folder: Path | None) -> LockWindow:
    window = LockWindow(stranger.context, folder)
    qtbot.addWidget(window)
    stranger.windows.append(window)
    window.show()
    stranger.settle_at_lock(qtbot, window)
    return window


def _lock_page(window: LockWindow) -> LockPage:
    assert isinstance(window.page, LockPage)
    return window.page


def test_a_typed_passphrase_unlocks(qtbot: QtBot, stranger: Stranger, made: Made) -> None:
    window = _window(qtbot, stranger, made.folder)
    page = _lock_page(window)
    QTest.keyClicks(page.typed, STRONG)
    with qtbot.waitSignal(window.unlocked, timeout=20_000) as heard:
        QTest.keyClick(page.typed, Qt.Key.Key_Return)
    opened = heard.args[0]
    assert isinstance(opened, Opened)
    assert opened.name == "North Street"
    assert page.typed.text() == ""


def test_a_wrong_passphrase_says_what_to_do(qtbot: QtBot, stranger: Stranger, made: Made) -> None:
    page = _lock_page(_window(qtbot, stranger, made.folder))
    QTest.keyClicks(page.typed, "wrong")
    page.unlock_button.click()
    stranger.settle(qtbot)
    assert "does not open this vault" in page.notice.text
    assert page.unlock_button.isEnabled()
    assert stranger.context.worker.session is None


def test_without_a_keyring_it_says_so_and_asks_for_the_other_way(
    qtbot: QtBot, stranger: Stranger, made: Made
) -> None:
    page = _lock_page(_window(qtbot, stranger, made.folder))
    assert page.typed.accessibleName() == "The vault's strong passphrase"
    assert page.typed.hasFocus()


def test_a_folder_that_is_no_vault_is_named(
    qtbot: QtBot, stranger: Stranger, tmp_path: Path
) -> None:
    page = _lock_page(_window(qtbot, stranger, tmp_path))
    assert "holds no vault" in page.notice.text
    assert not page.unlock_button.isVisible()
    assert page.other_button.isVisible()


def _recover_page(qtbot: QtBot, stranger: Stranger, made: Made) -> tuple[LockWindow, RecoverPage]:
    window = _window(qtbot, stranger, made.folder)
    _lock_page(window).recover_button.click()
    assert isinstance(window.page, RecoverPage)
    return window, window.page


def test_the_sheet_unlocks(qtbot: QtBot, stranger: Stranger, made: Made) -> None:
    window, page = _recover_page(qtbot, stranger, made)
    for number, line in enumerate(made.lines, start=1):
        QTest.keyClicks(page.sheet.fields[number], line.lower())
    assert page.unlock_button.isEnabled()
    with qtbot.waitSignal(window.unlocked, timeout=20_000):
        page.unlock_button.click()


def test_each_line_says_at_once_whether_it_fits(
    qtbot: QtBot, stranger: Stranger, made: Made
) -> None:
    _, page = _recover_page(qtbot, stranger, made)
    QTest.keyClicks(page.sheet.fields[1], made.lines[0])
    QTest.keyClicks(page.sheet.fields[2], made.lines[2])
    assert page.sheet.fields[1].accessibleDescription() == "This line fits"
    assert page.sheet.fields[2].accessibleDescription() == "Compare this line again"
    assert not page.unlock_button.isEnabled()


def test_a_sheet_of_another_vault_is_refused(qtbot: QtBot, stranger: Stranger, made: Made) -> None:
    _, page = _recover_page(qtbot, stranger, made)
    for number, line in enumerate(plan_vault("Other").sheet.lines, start=1):
        page.sheet.fields[number].setText(line.text)
    page.unlock_button.click()
    stranger.settle(qtbot)
    assert "does not open this vault" in page.notice.text


def test_another_vault_and_back(qtbot: QtBot, stranger: Stranger, made: Made) -> None:
    window = _window(qtbot, stranger, made.folder)
    _lock_page(window).other_button.click()
    assert isinstance(window.page, ChooserPage)
    window.page.back_button.click()
    stranger.settle(qtbot)
    assert isinstance(window.page, LockPage)


def test_the_vaults_opened_here_are_listed_by_their_own_names(
    qtbot: QtBot, stranger: Stranger, made: Made, tmp_path: Path
) -> None:
    gone = tmp_path / "stick" / "South Street.casekeep"
    stranger.preferences.last_vault = gone
    stranger.preferences.last_vault = made.folder
    window = _window(qtbot, stranger, made.folder)
    _lock_page(window).other_button.click()
    stranger.settle(qtbot)
    chooser = window.page
    assert isinstance(chooser, ChooserPage)
    assert_accessible(window)
    assert list(chooser.known.buttons) == [made.folder, gone]
    assert [one.text() for one in chooser.known.buttons.values()] == [
        "North Street",
        "South Street",
    ]
    assert chooser.open_button.text() == "Open another vault…"
    chooser.known.forget_buttons[gone].click()
    assert stranger.preferences.known_vaults == [made.folder]
    chooser.known.buttons[made.folder].click()
    stranger.settle(qtbot)
    assert isinstance(window.page, LockPage)


def test_without_any_vault_the_chooser_comes_first(qtbot: QtBot, stranger: Stranger) -> None:
    window = _window(qtbot, stranger, None)
    assert isinstance(window.page, ChooserPage)
    assert_accessible(window)


def test_lock_and_recovery_are_accessible(qtbot: QtBot, stranger: Stranger, made: Made) -> None:
    window, _ = _recover_page(qtbot, stranger, made)
    assert_accessible(window)
    other = _window(qtbot, stranger, made.folder)
    assert_accessible(other)


def test_the_real_keyring_and_a_short_passphrase(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, real_keyring: KeyringDaemon
) -> None:
    folder = tmp_path / "kept.casekeep"
    way = FirstWay(kind=SlotKind.KEYRING_PASSPHRASE, typed="1234")
    create_vault(plan_vault("kept"), folder, PRACTICE, way, OsKeyring())
    stranger = Stranger(qapp, tmp_path, OsKeyring())
    try:
        window = _window(qtbot, stranger, folder)
        page = _lock_page(window)
        assert "keyring is ready" in page.state.text()
        page.typed.setText("1234")
        with qtbot.waitSignal(window.unlocked, timeout=20_000):
            page.unlock_button.click()
    finally:
        stranger.close()


def test_a_locked_keyring_is_told_apart(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, real_keyring: KeyringDaemon
) -> None:
    folder = tmp_path / "kept.casekeep"
    way = FirstWay(kind=SlotKind.KEYRING, typed="")
    create_vault(plan_vault("kept"), folder, PRACTICE, way, OsKeyring())
    real_keyring.lock()
    stranger = Stranger(qapp, tmp_path, OsKeyring())
    try:
        page = _lock_page(_window(qtbot, stranger, folder))
        assert "keyring is locked" in page.state.text()
        assert page.again_button.isVisible()
        assert not page.unlock_button.isVisible()
    finally:
        stranger.close()
