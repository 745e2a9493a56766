"""Idle is when nothing was typed, clicked or moved."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.idle import IdleTimer, note_activity


def test_it_fires_once_after_the_time(qtbot: QtBot, qapp: QApplication) -> None:
    timer, heard = IdleTimer(qapp, 40), list[int]()
    timer.idle.connect(lambda: heard.append(1))
    with qtbot.waitSignal(timer.idle, timeout=2_000):
        timer.start()
    with qtbot.assertNotEmitted(timer.idle, wait=100):
        pass
    assert heard == [1]


def test_typing_puts_it_off(qtbot: QtBot, qapp: QApplication) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    timer = IdleTimer(qapp, 400)
    timer.start()
    for _ in range(6):
        with qtbot.assertNotEmitted(timer.idle, wait=100):
            QTest.keyClick(field, Qt.Key.Key_A)
    with qtbot.waitSignal(timer.idle, timeout=2_000):
        pass


def test_the_limit_can_change_while_it_runs(qtbot: QtBot, qapp: QApplication) -> None:
    timer = IdleTimer(qapp, 60_000)
    timer.start()
    with qtbot.waitSignal(timer.idle, timeout=2_000):
        timer.set_after(30)


def _is_put_off_by(qtbot: QtBot, timer: IdleTimer, act: Callable[[], object]) -> bool:
    """Return whether ``act``, half of 400 ms after the start, counts."""
    acted = QElapsedTimer()

    def do() -> None:
        act()
        acted.start()

    timer.start()
    QTimer.singleShot(200, do)
    with qtbot.waitSignal(timer.idle, timeout=4_000):
        pass
    return acted.isValid() and acted.elapsed() >= 399  # however busy: late, never early


def test_a_mouse_that_moves_over_a_window_puts_it_off(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    handle = window.windowHandle()
    act = partial(QTest.mouseMove, handle, QPoint(5, 5))
    assert _is_put_off_by(qtbot, IdleTimer(qapp, 400), act)


def test_what_an_input_method_writes_puts_it_off(qtbot: QtBot, qapp: QApplication) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)

    def write() -> None:
        said = QInputMethodEvent()
        said.setCommitString("你")
        QApplication.postEvent(field, said)

    assert _is_put_off_by(qtbot, IdleTimer(qapp, 400), write)
    assert field.text() == "你"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_window_that_opens_later_is_watched_by_the_next_check(
    qtbot: QtBot, qapp: QApplication
) -> None:
    beside = QWidget(None, Qt.WindowType.Tool)
    beside.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    qtbot.addWidget(beside)
    timer = IdleTimer(qapp, 400)
    timer.start()
    beside.show()
    qtbot.waitUntil(lambda: beside.windowHandle() in timer._watched)
    timer.stop()
    assert not timer._watched


def test_work_in_another_process_that_says_so_puts_it_off(qtbot: QtBot, qapp: QApplication) -> None:
    assert _is_put_off_by(qtbot, IdleTimer(qapp, 400), lambda: note_activity(qapp))


_PROGRAM = """
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from ui.idle import IdleTimer
app = QApplication([])
window = QWidget()
box = QComboBox(window)
box.addItem("one")
idle = IdleTimer(app, 60_000)
idle.start()
window.show()
QTimer.singleShot(100, app.quit)
app.exec()
loaded = {one.__name__ for kind in (QObject, QWidget) for one in kind.__subclasses__()}
print(loaded & {"QAbstractSlider", "QStyle"})
"""


def test_watching_loads_no_class_that_nobody_uses() -> None:
    """To watch the whole program would load every class of PySide's: 3 MB."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.stdout == "set()\n", done.stderr
