"""Succession: the plan, who is kept apart, who holds cards, and the sealed export."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.widgets.tabs_page import Tab, TabsPage

if TYPE_CHECKING:
    from ui.ceremony.holders_panel import HoldersPanel
    from ui.sealing.panel import SealingPanel
    from ui.succession.apart_tab import ApartTab
    from ui.succession.plan_tab import PlanTab


class SuccessionPage(TabsPage):
    """What stands ready for the day on which somebody else takes over."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            parent,
            heading=self.tr("Succession"),
            parts=self.tr("Parts of succession"),
            tabs=self._build_tabs(),
        )

    def _build_tabs(self) -> dict[str, Tab]:
        return {
            "plan": Tab(
                heading=self.tr("Plan"),
                code="ui.succession.plan_tab",
                make=lambda: self.plan,
            ),
            "apart": Tab(
                heading=self.tr("Kept apart"),
                code="ui.succession.apart_tab",
                make=lambda: self.apart,
            ),
            "holders": Tab(
                heading=self.tr("Holders"),
                code="ui.ceremony.holders_panel",
                make=lambda: self.holders,
            ),
            "export": Tab(
                heading=self.tr("Sealed export"),
                code="ui.sealing.panel",
                make=lambda: self.export,
            ),
        }

    @cached_property
    def plan(self) -> PlanTab:
        """The plan, and the will on paper."""
        from ui.succession.plan_tab import PlanTab

        return self.placed("plan", PlanTab(self.context))

    @cached_property
    def apart(self) -> ApartTab:
        """Clients whom the successor must not see."""
        from ui.succession.apart_tab import ApartTab

        return self.placed("apart", ApartTab(self.context))

    @cached_property
    def holders(self) -> HoldersPanel:
        """Who holds cards and keys, the ceremony and the drill."""
        from ui.ceremony.holders_panel import HoldersPanel

        return self.placed("holders", HoldersPanel(self.context))

    @cached_property
    def export(self) -> SealingPanel:
        """Where sealed exports are kept, and how old they are."""
        from ui.sealing.panel import SealingPanel

        return self.placed("export", SealingPanel(self.context))
