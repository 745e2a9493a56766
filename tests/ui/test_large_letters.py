"""The system's letters at 150 %, as many people set them: no word is cut, nothing covered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.small_window import SMALL, faults
from tests.ui.test_small_window import Walk, fill
from tests.ui.unlocked import Desk, clock, desk, settle
from ui.clients.page import ClientsPage
from ui.lock.window import LockWindow
from ui.main_window import SIZE
from ui.preferences import Preferences
from ui.retention.year_strip import YearStrip
from ui.sidebar import EntryButton
from ui.theme import grown, scaled
from ui.widgets.table import dense_table

__all__ = ["clock", "desk"]

LARGE_PX = 20
"""One and a half of the 13 px that pages are drawn for."""


@pytest.fixture(autouse=True)
def large_letters(qapp: QApplication) -> Iterator[None]:
    """What the system says before the program makes its own font of it."""
    before = qapp.font()
    large = qapp.font()
    large.setPixelSize(LARGE_PX)
    qapp.setFont(large)
    yield
    qapp.setFont(before)


def _write_note(walk: Walk) -> None:
    walk.window.show_page("clients")
    page = walk.window.page("clients")
    assert isinstance(page, ClientsPage)
    page.view.tabs.setCurrentIndex(0)
    page.view.notes.new_note()
    walk.look("editor")


def _covered_words(sidebar: QWidget) -> list[str]:
    """Return the entries whose words lie under their own shortcut or count."""
    wrong = []
    for one in sidebar.findChildren(EntryButton):
        beside = one.side_width
        if one.sizeHint().width() + beside > one.width():
            wrong.append(one.entry.name)
    return wrong


def _high_enough(rows: QListView, *factors: float) -> bool:
    """Whether a row holds as many lines as there are ``factors``, each of that size."""
    lines = [rows.fontMetrics().height() * factor for factor in factors]
    return rows.sizeHintForRow(0) >= sum(lines)


@pytest.mark.parametrize("size", [SIZE, SMALL], ids=["usual", "small"])
def test_no_page_cuts_large_letters(
    qtbot: QtBot, desk: Desk, tmp_path: Path, size: tuple[int, int]
) -> None:
    fill(desk.session, tmp_path / "stick")
    walk = Walk(qtbot, desk, size)
    walk.go()
    _write_note(walk)
    assert {"home", "client, Keeping", "settings, Backup", "editor", "find"} < set(walk.seen)
    assert walk.found == {}
    assert _covered_words(walk.window.sidebar) == []
    clients, retention = walk.window.page("clients"), walk.window.page("retention")
    assert isinstance(clients, ClientsPage)
    assert _high_enough(clients.list.view, 1.0, 0.95)
    years = retention.findChild(YearStrip)
    assert isinstance(years, YearStrip)
    assert _high_enough(years, 0.9, 0.9)
    assert years.height() >= years.sizeHintForRow(0)


def test_the_lock_window_does_not_cut_large_letters(qtbot: QtBot, desk: Desk) -> None:
    window = LockWindow(desk.context, None)
    qtbot.addWidget(window)
    window.show()
    settle(qtbot, desk)
    assert faults(window) == []


def test_a_shortcut_gives_way_to_the_words_beside_it(qtbot: QtBot, desk: Desk) -> None:
    walk = Walk(qtbot, desk, SIZE)
    settle(qtbot, desk)
    shield, find = (walk.window.sidebar.buttons[name] for name in ("shield", "find"))
    assert (shield.side_width, "Ctrl+Shift+H" in shield.toolTip()) == (0, True)
    assert find.side_width > 0


def test_columns_dragged_for_small_letters_do_not_cut_large_ones(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    from ui.clients.record_table import RecordModel

    def table(preferences: Preferences) -> int:
        made = dense_table(RecordModel(["When", "What"]), "Rows", (100,), preferences, "rows")
        qtbot.addWidget(made)
        made.resize(QSize(600, 200))
        made.show()
        QApplication.processEvents()
        return made.columnWidth(0)

    preferences = Preferences(tmp_path / "kept.ini")
    assert table(preferences) == grown(100) == 154
    font = scaled(1.0)
    font.setPixelSize(13)
    QApplication.setFont(font)
    assert table(preferences) == 100
