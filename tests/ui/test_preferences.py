"""What is remembered of windows, and that nothing of a client is."""

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QApplication, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from ui.preferences import Preferences, ThemeChoice


def test_a_window_comes_back_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    window, again = QWidget(), QWidget()
    qtbot.addWidget(window)
    qtbot.addWidget(again)
    kept = Preferences(tmp_path / "window.ini")
    window.resize(640, 480)
    kept.keep_window(window, "main")
    kept.sync()
    assert Preferences(tmp_path / "window.ini").restore_window(again, "main")
    assert (again.width(), again.height()) == (640, 480)


def test_a_splitter_remembers_its_place(qtbot: QtBot, tmp_path: Path) -> None:
    def splitter() -> QSplitter:
        made = QSplitter(Qt.Orientation.Horizontal)
        qtbot.addWidget(made)
        made.addWidget(QWidget())
        made.addWidget(QWidget())
        made.resize(400, 100)
        made.show()
        return made

    kept = Preferences(tmp_path / "window.ini")
    first = splitter()
    kept.restore_splitter(first, "clients")
    first.setSizes([100, 300])
    first.splitterMoved.emit(100, 1)
    second = splitter()
    kept.restore_splitter(second, "clients")
    assert second.sizes() == first.sizes()


def test_going_about_does_not_wait_for_the_disk(qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    kept = Preferences(file)
    kept.last_page = "audit"
    kept.keep("audit_columns", QByteArray(b"widths"))
    QApplication.processEvents()  # in which Qt writes what it was given
    assert not file.exists()
    assert (kept.last_page, kept.kept("audit_columns")) == ("audit", QByteArray(b"widths"))
    kept.sync()
    again = Preferences(file)
    assert (again.last_page, again.kept("audit_columns")) == ("audit", QByteArray(b"widths"))


def test_nonsense_in_the_file_is_no_harm(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    file.write_text("[General]\ntheme=purple\n[windows]\nmain=nonsense\n")
    kept = Preferences(file)
    window = QWidget()
    qtbot.addWidget(window)
    assert kept.theme is ThemeChoice.SYSTEM
    assert not kept.restore_window(window, "main")
    assert kept.last_vault is None


def test_the_last_vault_is_a_path(tmp_path: Path) -> None:
    kept = Preferences(tmp_path / "window.ini")
    kept.last_vault = tmp_path / "ü.casekeep"
    kept.sync()
    assert Preferences(tmp_path / "window.ini").last_vault == tmp_path / "ü.casekeep"


def test_the_vaults_opened_here_are_known_the_last_first(tmp_path: Path) -> None:
    kept = Preferences(tmp_path / "window.ini")
    assert kept.known_vaults == []
    for number in range(8):
        kept.last_vault = tmp_path / f"{number}, ü.casekeep"
    kept.last_vault = tmp_path / "5, ü.casekeep"
    kept.sync()
    again = Preferences(tmp_path / "window.ini")
    assert [one.name[0] for one in again.known_vaults] == ["5", "7", "6", "4", "3", "2"]
    for folder in again.known_vaults[:5]:
        again.forget_vault(folder)
    again.sync()
    last = Preferences(tmp_path / "window.ini")
    assert [one.name[0] for one in last.known_vaults] == ["2"]
    assert last.last_vault is None
