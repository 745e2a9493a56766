"""The practitioner's succession plan, to read: who else is to be told, and what was wished."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from ui.clients.facts_view import facts_card
from ui.context import AppContext
from ui.succession import presenter
from ui.widgets.buttons import button
from ui.widgets.labels import muted, section
from ui.widgets.layouts import PAGE_MARGIN, column, holder, row, scrolling
from vault.custody import service as custody
from vault.succession.plan_model import SuccessionPlan

_SIZE = QSize(720, 640)


class InheritedPlanDialog(QDialog):
    """It stays as it came with the newest export."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("The plan that was left"))
        self.setModal(True)
        self._cards = column(gap=12)
        body = column(self._cards, None)
        body.setContentsMargins(0, 0, 12, 0)
        self.close_button = button(self.tr("Close"), self.accept)
        layout = column(
            section(self.tr("The plan that was left")),
            scrolling(holder(body)),
            row(None, self.close_button),
            gap=12,
        )
        layout.setStretch(1, 1)
        layout.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self.setLayout(layout)
        self.resize(_SIZE)
        self.finished.connect(self.deleteLater)
        context.ask(self, custody.plan, self._show)

    def _show(self, plan: SuccessionPlan | None) -> None:
        if plan is None:
            words = self.tr(
                "There is none. The liability insurer and the state's licensing board answer such"
                " questions."
            )
            self._cards.addWidget(muted(words, wrap=True))
            return
        none = self.tr("Nothing was written down.")
        for heading, facts in (
            (self.tr("Who takes over"), presenter.people_facts(plan)),
            (self.tr("Whom to call"), presenter.contact_facts(plan.contacts)),
            (self.tr("For the clients"), presenter.client_facts(plan)),
            (self.tr("Records, and where things are"), presenter.record_facts(plan)),
        ):
            self._cards.addWidget(facts_card(heading, facts, none))
