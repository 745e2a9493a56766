"""A page of tabs; each is built, and its code loaded, when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QTabWidget, QWidget

from ui.context import AppContext
from ui.turns import Steps, loaded, take_turns
from ui.widgets.labels import set_role, title
from ui.widgets.layouts import PAGE_MARGIN, column, holder

T = TypeVar("T", bound=QWidget)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """``code`` is the module that makes it; it loads in turns."""

    heading: str
    code: str
    make: Callable[[], QWidget]


class TabsPage(QWidget):
    """Subclasses keep each tab as a cached property, which puts what it makes by ``placed``."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget | None,
        *,
        heading: str,
        parts: str,
        tabs: Mapping[str, Tab],
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._tabs = dict(tabs)
        self._places = {name: column() for name in self._tabs}
        set_role(self, "page")
        self.setAccessibleName(heading)
        self._build(heading, parts)
        self._on_tab(0)
        self.tabs.currentChanged.connect(self._on_tab)

    def _build(self, heading: str, parts: str) -> None:
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(parts)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setExpanding(False)
        for name, place in self._places.items():
            self.tabs.addTab(holder(place), self._tabs[name].heading)
        layout = column(title(heading), self.tabs, gap=12)
        layout.setStretch(1, 1)
        layout.setContentsMargins(PAGE_MARGIN, 18, PAGE_MARGIN, 0)
        self.setLayout(layout)

    def _on_tab(self, at: int) -> None:
        take_turns(self, self._make_tab(at))

    def _make_tab(self, at: int) -> Steps:
        tab = list(self._tabs.values())[at]
        yield from loaded(tab.code)
        tab.make()

    def placed(self, name: str, tab: T) -> T:
        """Return a tab that was just made, now in its place on the page."""
        self._places[name].addWidget(tab)
        return tab

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front; nothing happens for a name that the page does not have."""
        if name in self._tabs:
            self.tabs.setCurrentIndex(list(self._tabs).index(name))
