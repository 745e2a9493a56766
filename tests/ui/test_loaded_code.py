"""What the lock window waits for, and what it does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.widgets.properties import set_named

_PROGRAM = """
import linecache, sys
from ui import app
desktop = app.start([sys.argv[1]])
from PySide6 import QtCore
read = [one for one in linecache.cache if "/ui/" in one or "/vault/" in one]
print(len(read), "Qt" in vars(QtCore), "ui.main_window" in sys.modules)
"""


def test_the_lock_window_waits_for_no_more_than_it_shows(tmp_path: Path) -> None:
    """No source is read, none of ``Qt``'s enumerations are made, no other page is loaded."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path / "a.casekeep")],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.stdout == "0 False False\n", done.stderr


def test_a_property_is_set_by_the_name_of_its_value(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    set_named(label, alignment="AlignCenter", textFormat="PlainText")
    by_qt = QLabel()
    qtbot.addWidget(by_qt)
    from PySide6.QtCore import Qt

    by_qt.setAlignment(Qt.AlignmentFlag.AlignCenter)
    by_qt.setTextFormat(Qt.TextFormat.PlainText)
    assert (label.alignment(), label.textFormat()) == (by_qt.alignment(), by_qt.textFormat())


@pytest.mark.parametrize("values", [{"alignment": "AlignMiddle"}, {"aligment": "AlignCenter"}])
def test_a_name_that_qt_does_not_know_is_refused(qtbot: QtBot, values: dict[str, str]) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    with pytest.raises(ValueError, match=next(iter(values))):
        set_named(label, **values)
