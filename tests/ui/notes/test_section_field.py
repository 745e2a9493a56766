"""What is typed and pasted stays exactly that; too much is refused before it hurts."""

import time

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.notes.section_field import SectionField, pasteable
from ui.widgets.layouts import column

EXACT = (
    "a\u00a0b",
    "  two  spaces ",
    "שלום עולם",
    "👩‍👩‍👧 e\u0301",
    "tab\there",
    "a\u2028b",
    "x\n\n\ny\n",
)


@pytest.fixture
def field(qtbot: QtBot) -> SectionField:
    made = SectionField("Plan", "")
    qtbot.addWidget(made)
    made.show()
    return made


def paste(field: SectionField, text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    field.insertFromMimeData(data)


@pytest.mark.parametrize("text", EXACT)
def test_pasted_text_is_kept_exactly(field: SectionField, text: str) -> None:
    paste(field, text)
    assert field.text == text


@pytest.mark.parametrize("text", [*EXACT, "one\r\ntwo", "\x85 next", "end\n"])
def test_a_text_that_nobody_touched_comes_back_as_given(qtbot: QtBot, text: str) -> None:
    made = SectionField("", text)
    qtbot.addWidget(made)
    assert made.text == text


def test_typed_text_is_kept(qtbot: QtBot, field: SectionField) -> None:
    QTest.keyClicks(field, "She said: ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "no")
    assert field.text == "She said: \nno"


def test_only_plain_text_is_pasted(field: SectionField) -> None:
    paste(field, "plain", "<b>rich</b><img src='x'>")
    assert field.text == "plain"


def test_what_cannot_be_stored_is_left_out() -> None:
    assert pasteable("a\x00b\r\nc\rd\ud83d!") == "ab\nc\nd\ufffd!"


@pytest.mark.parametrize(
    "text",
    ["word and word again\n" * 500_000, "x" * 10_000_000, "x" * 50_000, "a b " * 75_000],
    ids=["10 MB of lines", "10 MB in one word", "a long word", "a long line"],
)
def test_too_much_is_refused_at_once_and_changes_nothing(
    qtbot: QtBot, field: SectionField, text: str
) -> None:
    QTest.keyClicks(field, "before")
    began = time.monotonic()
    with qtbot.waitSignal(field.paste_refused) as refused:
        paste(field, text)
    assert time.monotonic() - began < 2
    assert field.text == "before"
    assert refused.args == [len(text.split())]


def test_a_long_paste_of_lines_fits_and_typing_goes_on(qtbot: QtBot, field: SectionField) -> None:
    text = "word and word again\n" * 20_000
    began = time.monotonic()
    paste(field, text)
    QTest.keyClicks(field, "!")
    assert time.monotonic() - began < 2
    assert field.text == f"{text}!"


def test_bold_goes_around_the_selection(qtbot: QtBot, field: SectionField) -> None:
    QTest.keyClicks(field, "calm")
    field.selectAll()
    field.surround("**")
    assert field.text == "**calm**"


def test_bold_without_a_selection_leaves_the_cursor_inside(
    qtbot: QtBot, field: SectionField
) -> None:
    field.surround("**")
    QTest.keyClicks(field, "x")
    assert field.text == "**x**"


def test_a_list_marks_each_line_of_the_selection(qtbot: QtBot, field: SectionField) -> None:
    paste(field, "a\nb\nc")
    field.selectAll()
    field.begin_lines("- ")
    assert field.text == "- a\n- b\n- c"


def test_the_field_grows_with_its_text(qtbot: QtBot, field: SectionField) -> None:
    low = field.sizeHint().height()
    paste(field, "line\n" * 8)
    assert field.sizeHint().height() > low


def test_tab_goes_on_to_the_next_field(qtbot: QtBot) -> None:
    window = QWidget()
    first, second = SectionField("Goal", ""), SectionField("Plan", "")
    window.setLayout(column(first, second))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert first.text == ""
