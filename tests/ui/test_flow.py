"""Items that flow from line to line."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import GAP


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    return made


def _fill(page: QWidget, *sizes: tuple[int, int], last_at_end: bool = False) -> list[QWidget]:
    flow = FlowLayout(last_at_end=last_at_end)
    items = [QWidget() for _ in sizes]
    for item, (width, height) in zip(items, sizes, strict=True):
        item.setFixedSize(width, height)
        flow.addWidget(item)
    page.setLayout(flow)
    page.show()
    return items


def _places(items: list[QWidget]) -> list[tuple[int, int]]:
    return [(item.x(), item.y()) for item in items]


def test_what_is_lower_stands_in_the_middle_of_its_line(page: QWidget) -> None:
    items = _fill(page, (100, 40), (100, 20), (200, 30))
    assert _places(items) == [(0, 0), (100 + GAP, 10), (0, 40 + GAP)]
    layout = page.layout()
    assert layout is not None
    assert layout.heightForWidth(300) == 40 + GAP + 30
    assert layout.heightForWidth(150) == 40 + GAP + 20 + GAP + 30


def test_the_last_may_stand_at_the_end_of_its_line(page: QWidget) -> None:
    items = _fill(page, (100, 20), (50, 20), last_at_end=True)
    assert _places(items) == [(0, 0), (250, 0)]


def test_what_is_hidden_takes_no_room(page: QWidget) -> None:
    first, hidden, last = _fill(page, (100, 20), (150, 90), (100, 20))
    hidden.hide()
    layout = page.layout()
    assert layout is not None
    layout.activate()
    assert _places([first, last]) == [(0, 0), (100 + GAP, 0)]
    assert layout.heightForWidth(300) == 20
