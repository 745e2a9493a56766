"""Succession: the plan, who is kept apart, who holds cards, and the sealed export."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.turns import Steps, loaded, take_turns
from ui.widgets.labels import set_role, title
from ui.widgets.layouts import PAGE_MARGIN, column, holder

if TYPE_CHECKING:
    from ui.ceremony.holders_panel import HoldersPanel
    from ui.sealing.panel import SealingPanel
    from ui.succession.apart_tab import ApartTab
    from ui.succession.plan_tab import PlanTab

T = TypeVar("T", bound=QWidget)

_CODE = {
    "plan": (
        "vault.succession.plan_service",
        "ui.succession.people_dialog",
        "ui.succession.list_dialogs",
        "ui.succession.plan_dialogs",
        "vault.succession.will_service",
        "ui.succession.plan_tab",
    ),
    "apart": ("vault.succession.service", "ui.succession.apart_tab"),
    "holders": ("vault.succession.service", "ui.ceremony.holders_panel"),
    "export": ("vault.sealing.service", "ui.sealing.panel"),
}
"""What a tab loads, each in a turn; what is not named here loads with the last of them."""


class SuccessionPage(QWidget):
    """Each tab is built, and its code loaded, when it is first looked at."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        set_role(self, "page")
        self.setAccessibleName(self.tr("Succession"))
        self._tabs: dict[str, Callable[[], QWidget]] = {
            "plan": lambda: self.plan,
            "apart": lambda: self.apart,
            "holders": lambda: self.holders,
            "export": lambda: self.export,
        }
        self._places: dict[str, QVBoxLayout] = {name: column() for name in self._tabs}
        self._build()
        self._on_tab(0)
        self.tabs.currentChanged.connect(self._on_tab)

    def _build(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Parts of succession"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setExpanding(False)
        words = {
            "plan": self.tr("Plan"),
            "apart": self.tr("Kept apart"),
            "holders": self.tr("Holders"),
            "export": self.tr("Sealed export"),
        }
        for name, place in self._places.items():
            self.tabs.addTab(holder(place), words[name])
        layout = column(title(self.tr("Succession")), self.tabs, gap=12)
        layout.setStretch(1, 1)
        layout.setContentsMargins(PAGE_MARGIN, 18, PAGE_MARGIN, 0)
        self.setLayout(layout)

    def _on_tab(self, at: int) -> None:
        take_turns(self, self._make_tab(at))

    def _make_tab(self, at: int) -> Steps:
        name, make = list(self._tabs.items())[at]
        yield from loaded(*_CODE[name])
        make()

    def _placed(self, name: str, tab: T) -> T:
        self._places[name].addWidget(tab)
        return tab

    @cached_property
    def plan(self) -> PlanTab:
        """The plan, and the will on paper."""
        from ui.succession.plan_tab import PlanTab

        return self._placed("plan", PlanTab(self._context))

    @cached_property
    def apart(self) -> ApartTab:
        """Clients whom the successor must not see."""
        from ui.succession.apart_tab import ApartTab

        return self._placed("apart", ApartTab(self._context))

    @cached_property
    def holders(self) -> HoldersPanel:
        """Who holds cards and keys, the ceremony and the drill."""
        from ui.ceremony.holders_panel import HoldersPanel

        return self._placed("holders", HoldersPanel(self._context))

    @cached_property
    def export(self) -> SealingPanel:
        """Where sealed exports are kept, and how old they are."""
        from ui.sealing.panel import SealingPanel

        return self._placed("export", SealingPanel(self._context))

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front: "holders"."""
        if name in self._tabs:
            self.tabs.setCurrentIndex(list(self._tabs).index(name))
