"""Idle is when nothing was typed, clicked or moved."""

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.idle import IdleTimer


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


def test_what_is_done_while_it_looks_away_counts(qtbot: QtBot, qapp: QApplication) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    timer = IdleTimer(qapp, 200)
    timer.start()
    QTest.keyClick(field, Qt.Key.Key_A)
    with qtbot.assertNotEmitted(timer.idle, wait=45):
        pass
    # Less than a check after the first key: this one is not seen.
    QTest.keyClick(field, Qt.Key.Key_B)
    typed = QElapsedTimer()
    typed.start()
    with qtbot.waitSignal(timer.idle, timeout=2_000):
        pass
    assert typed.elapsed() >= 200  # however busy the machine is: late, never early
