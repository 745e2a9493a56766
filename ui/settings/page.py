"""Settings, by what they are about."""

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
    from ui.backup.tab import BackupTab
    from ui.settings.imports_tab import ImportsTab
    from ui.settings.look_tab import LookTab
    from ui.settings.practice_tab import PracticeTab
    from ui.settings.templates_tab import TemplatesTab
    from ui.settings.ways_tab import WaysTab

T = TypeVar("T", bound=QWidget)

_CODE = {
    "practice": ("ui.settings.practice_tab",),
    "look": ("ui.settings.look_tab",),
    "templates": ("ui.settings.templates_tab",),
    "ways": ("ui.settings.key_dialog", "ui.settings.sheet_dialog", "ui.settings.ways_tab"),
    "backup": ("vault.backup.freshness", "vault.backup.service", "ui.backup.tab"),
    "imports": (
        "vault.importers.model",
        "ui.importing.words",
        "ui.importing.summary",
        "vault.importers.service",
        "ui.settings.imports_tab",
    ),
}
"""What a tab loads, each in a turn; what is not named here loads with the last of them."""


class SettingsPage(QWidget):
    """Each tab is built, and its code loaded, when it is first looked at."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        set_role(self, "page")
        self.setAccessibleName(self.tr("Settings"))
        self._tabs: dict[str, Callable[[], QWidget]] = {
            "practice": lambda: self.practice,
            "look": lambda: self.look,
            "templates": lambda: self.templates,
            "ways": lambda: self.ways,
            "backup": lambda: self.backup,
            "imports": lambda: self.imports,
        }
        self._places: dict[str, QVBoxLayout] = {name: column() for name in self._tabs}
        self._build()
        self._on_tab(0)
        self.tabs.currentChanged.connect(self._on_tab)

    def _build(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Parts of the settings"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setExpanding(False)
        words = {
            "practice": self.tr("Practice"),
            "look": self.tr("Look and locking"),
            "templates": self.tr("Note templates"),
            "ways": self.tr("Ways to open"),
            "backup": self.tr("Backup"),
            "imports": self.tr("Imports"),
        }
        for name, place in self._places.items():
            self.tabs.addTab(holder(place), words[name])
        layout = column(title(self.tr("Settings")), self.tabs, gap=12)
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
    def practice(self) -> PracticeTab:
        """The practice's profile."""
        from ui.settings.practice_tab import PracticeTab

        return self._placed("practice", PracticeTab(self._context))

    @cached_property
    def look(self) -> LookTab:
        """Look and locking."""
        from ui.settings.look_tab import LookTab

        return self._placed("look", LookTab(self._context))

    @cached_property
    def templates(self) -> TemplatesTab:
        """Note templates."""
        from ui.settings.templates_tab import TemplatesTab

        return self._placed("templates", TemplatesTab(self._context))

    @cached_property
    def ways(self) -> WaysTab:
        """Ways to open the vault."""
        from ui.settings.ways_tab import WaysTab

        return self._placed("ways", WaysTab(self._context))

    @cached_property
    def backup(self) -> BackupTab:
        """The places for backups."""
        from ui.backup.tab import BackupTab

        return self._placed("backup", BackupTab(self._context))

    @cached_property
    def imports(self) -> ImportsTab:
        """What was brought in."""
        from ui.settings.imports_tab import ImportsTab

        return self._placed("imports", ImportsTab(self._context))

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front: "backup"."""
        if name in self._tabs:
            self.tabs.setCurrentIndex(list(self._tabs).index(name))
