"""A field for one line, and what is pasted into it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.widgets.line_field import LineField


@pytest.mark.parametrize(
    ("pasted", "stands"),
    [
        ("past attempt 2019\nCall 988", "past attempt 2019 Call 988"),
        ("Osei,\tAmara\r\n", "Osei, Amara "),
        ("a\u2028b\u2029c\x0bd", "a b c d"),
        ("שלום 👩‍👧\n\nB", "שלום 👩‍👧 B"),
        ("A heron, she said.", "A heron, she said."),
    ],
)
def test_what_is_pasted_stands_on_one_line(qtbot: QtBot, pasted: str, stands: str) -> None:
    field = LineField("👩 >< z")
    qtbot.addWidget(field)
    field.show()
    field.setCursorPosition(4)  # UTF-16: before "<"
    QApplication.clipboard().setText(pasted)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == f"👩 >{stands}< z"
    QTest.keyClicks(field, "!")
    assert field.text() == f"👩 >{stands}!< z"
