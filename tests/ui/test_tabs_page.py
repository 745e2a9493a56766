"""A page's tabs are made when they are looked at, and once."""

from functools import partial

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.unlocked import Desk, clock, desk
from ui.turns import all_are_taken
from ui.widgets.tabs_page import Tab, TabsPage

__all__ = ["clock", "desk"]


class _Page(TabsPage):
    def __init__(self, desk: Desk) -> None:
        self.labels: dict[str, QLabel] = {}
        tabs = {
            name: Tab(heading=name.title(), code="ui.turns", make=partial(self.of, name))
            for name in ("first", "second")
        }
        super().__init__(desk.context, None, heading="Page", parts="Parts", tabs=tabs)

    def of(self, name: str) -> QLabel:
        self.labels[name] = self.placed(name, QLabel(name))
        return self.labels[name]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> _Page:
    """A page that was just opened."""
    page = _Page(desk)
    qtbot.addWidget(page)
    page.show()
    return page


def test_only_the_tab_that_is_looked_at_is_made(qtbot: QtBot, page: _Page) -> None:
    qtbot.waitUntil(all_are_taken)
    assert list(page.labels) == ["first"]
    page.show_tab("second")
    qtbot.waitUntil(all_are_taken)
    assert list(page.labels) == ["first", "second"]
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Second"
    qtbot.waitUntil(page.labels["second"].isVisible)


def test_a_tab_that_the_page_does_not_have_changes_nothing(page: _Page) -> None:
    page.show_tab("third")
    assert page.tabs.currentIndex() == 0
