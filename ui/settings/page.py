"""Settings, by what they are about."""

from PySide6.QtWidgets import QTabWidget, QWidget

from ui.context import AppContext
from ui.settings.look_tab import LookTab
from ui.settings.practice_tab import PracticeTab
from ui.settings.templates_tab import TemplatesTab
from ui.settings.ways_tab import WaysTab
from ui.widgets.labels import set_role, title
from ui.widgets.layouts import PAGE_MARGIN, column


class SettingsPage(QWidget):
    """Tabs: practice, look and locking, note templates, ways to open."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "page")
        self.setAccessibleName(self.tr("Settings"))
        self.practice = PracticeTab(context)
        self.look = LookTab(context)
        self.templates = TemplatesTab(context)
        self.ways = WaysTab(context)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Parts of the settings"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.addTab(self.practice, self.tr("Practice"))
        self.tabs.addTab(self.look, self.tr("Look and locking"))
        self.tabs.addTab(self.templates, self.tr("Note templates"))
        self.tabs.addTab(self.ways, self.tr("Ways to open"))
        layout = column(title(self.tr("Settings")), self.tabs, gap=12)
        layout.setStretch(1, 1)
        layout.setContentsMargins(PAGE_MARGIN, 18, PAGE_MARGIN, 0)
        self.setLayout(layout)
