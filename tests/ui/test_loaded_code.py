"""What the lock window waits for, and what it does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.vault_fixtures import PRACTICE, STRONG, NoKeyring
from ui.widgets.properties import set_named
from vault.keys.creation import FirstWay, create_vault, plan_vault
from vault.keys.model import SlotKind

_PROGRAM = """
import linecache, sys
from ui import app
desktop = app.start([sys.argv[1]])
from PySide6 import QtCore
read = [one for one in linecache.cache if "/ui/" in one or "/vault/" in one]
print(len(read), "Qt" in vars(QtCore), "ui.main_window" in sys.modules)
print(len(linecache.cache), sys.modules.get("_hashlib", "may load"))
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
    assert done.stdout == "0 False False\n0 None\n", done.stderr


_UNLOCKED = """
import os, sys
from pathlib import Path
from ui.loaded_code import hash_without_openssl, import_plainly
hash_without_openssl()
import_plainly()
from tests.bench.programs.real_program import work_in

def look(program):
    program.unlock()
    program.show_clients()
    loaded = [one for one in sys.argv[2:] if sys.modules.get(one) is not None]
    print("ui.home.page" in sys.modules, loaded, flush=True)
    os._exit(0)

work_in(Path(sys.argv[1]), look)
"""
_AT_USE = (
    "PySide6.QtDBus",
    "_hashlib",
    "tomllib",
    "PIL",
    "docx",
    "openpyxl",
    "fpdf",
    "jinja2",
    "pypdfium2",
    "vault.importers",
    "vault.exports",
    "vault.printing",
    "vault.viewing",
    "vault.documents.service",
    "vault.custody.rows",
    "vault.search.expression",
    "vault.backup.restore",
    "vault.backup.service",
    "vault.backup.snapshot",
    "ui.backup.tab",
    "ui.exporting",
    "ui.importing",
    "ui.restore",
    "ui.settings",
)
"""What is loaded when somebody asks for it: Home and the list of clients show nothing of them."""


def test_home_and_the_list_hold_no_more_than_they_show(tmp_path: Path) -> None:
    folder = tmp_path / "a.casekeep"
    way = FirstWay(kind=SlotKind.PASSPHRASE, typed=STRONG)
    create_vault(plan_vault("Bench"), folder, PRACTICE, way, NoKeyring())
    done = subprocess.run(
        [sys.executable, "-c", _UNLOCKED, str(folder), *_AT_USE],
        cwd=Path(__file__).parents[2],
        env=os.environ
        | {
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": str(tmp_path),
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "True []\n", done.stderr


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
