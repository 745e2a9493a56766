"""What the file will hold and what not, before anything is written."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.exporting import presenter
from ui.exporting.answers import Answers
from ui.exporting.step import ExportStep
from ui.widgets.layouts import row
from ui.wizard.parts import fact_card, filled_anew


class ContentsStep(ExportStep):
    """Restrictions stand above all, and want a tick before one goes on."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(context, answers, self.tr("This is what the file will hold"), "")
        self.has_read = QCheckBox(self.tr("I have &read the restrictions"))
        self.has_read.setMinimumHeight(32)
        self._place = QVBoxLayout()
        self.content.addLayout(row(self.has_read, None))
        self.content.addLayout(self._place)
        self.content.addStretch(1)
        self.has_read.toggled.connect(self._on_read)

    @property
    def is_complete(self) -> bool:
        """Whether the restrictions were read, if there are any."""
        plan = self.answers.plan
        return plan is not None and (
            not plan.has_restrictions or self.answers.has_read_restrictions
        )

    def first_focus(self) -> QWidget | None:
        """The tick, if one is due."""
        return None if self.is_complete else self.has_read

    def enter(self) -> None:
        """Say what the vault said."""
        plan = self.answers.plan
        if plan is None:
            return
        self.lead.setText(self.tr("Nothing is written yet."))
        said = presenter.restriction_words(plan, self.answers.restrictions)
        self.notice.say(said, "attention")
        self.has_read.setVisible(bool(said))
        self.has_read.setChecked(self.answers.has_read_restrictions)
        name = presenter.plan_object(plan)
        cards = (
            fact_card(f"{name[:1].upper()}{name[1:]}", *presenter.contents(plan)),
            fact_card(self.tr("Not in the file"), *presenter.missing(plan.not_inside)),
            fact_card(self.tr("Protection"), presenter.protection_words(plan.request.protection)),
        )
        filled_anew(self._place, cards)

    def _on_read(self, is_read: bool) -> None:
        self.answers.has_read_restrictions = is_read
        self.changed.emit()
