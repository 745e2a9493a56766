"""Settings, by what they are about."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.widgets.tabs_page import Tab, TabsPage

if TYPE_CHECKING:
    from ui.backup.tab import BackupTab
    from ui.settings.imports_tab import ImportsTab
    from ui.settings.look_tab import LookTab
    from ui.settings.practice_tab import PracticeTab
    from ui.settings.templates_tab import TemplatesTab
    from ui.settings.ways_tab import WaysTab


class SettingsPage(TabsPage):
    """What can be set, a tab for each matter."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            parent,
            heading=self.tr("Settings"),
            parts=self.tr("Parts of the settings"),
            tabs=self._build_tabs(),
        )

    def _build_tabs(self) -> dict[str, Tab]:
        return {
            "practice": Tab(
                heading=self.tr("Practice"),
                code="ui.settings.practice_tab",
                make=lambda: self.practice,
            ),
            "look": Tab(
                heading=self.tr("Look and locking"),
                code="ui.settings.look_tab",
                make=lambda: self.look,
            ),
            "templates": Tab(
                heading=self.tr("Note templates"),
                code="ui.settings.templates_tab",
                make=lambda: self.templates,
            ),
            "ways": Tab(
                heading=self.tr("Ways to open"),
                code="ui.settings.ways_tab",
                make=lambda: self.ways,
            ),
            "backup": Tab(
                heading=self.tr("Backup"),
                code="ui.backup.tab",
                make=lambda: self.backup,
            ),
            "imports": Tab(
                heading=self.tr("Imports"),
                code="ui.settings.imports_tab",
                make=lambda: self.imports,
            ),
        }

    @cached_property
    def practice(self) -> PracticeTab:
        """The practice's profile."""
        from ui.settings.practice_tab import PracticeTab

        return self.placed("practice", PracticeTab(self.context))

    @cached_property
    def look(self) -> LookTab:
        """Look and locking."""
        from ui.settings.look_tab import LookTab

        return self.placed("look", LookTab(self.context))

    @cached_property
    def templates(self) -> TemplatesTab:
        """Note templates."""
        from ui.settings.templates_tab import TemplatesTab

        return self.placed("templates", TemplatesTab(self.context))

    @cached_property
    def ways(self) -> WaysTab:
        """Ways to open the vault."""
        from ui.settings.ways_tab import WaysTab

        return self.placed("ways", WaysTab(self.context))

    @cached_property
    def backup(self) -> BackupTab:
        """The places for backups."""
        from ui.backup.tab import BackupTab

        return self.placed("backup", BackupTab(self.context))

    @cached_property
    def imports(self) -> ImportsTab:
        """What was brought in."""
        from ui.settings.imports_tab import ImportsTab

        return self.placed("imports", ImportsTab(self.context))
