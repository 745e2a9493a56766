"""Whose vault this is."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from ui.context import AppContext
from ui.first_run.answers import Answers
from ui.first_run.step import Step
from ui.widgets.labels import muted
from ui.widgets.layouts import column, field_row
from ui.widgets.line_field import LineField
from vault.practice.model import Practice

# fmt: off
STATES = (
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "GU", "HI", "ID",
    "IL", "IN", "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT",
    "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "PR", "RI",
    "SC", "SD", "TN", "TX", "UT", "VT", "VI", "VA", "WA", "WV", "WI", "WY",
)
# fmt: on


class PracticeStep(Step):
    """The profile; all of it can be changed later in Settings."""

    def __init__(self, context: AppContext, answers: Answers) -> None:
        super().__init__(
            context,
            answers,
            self.tr("Your practice"),
            self.tr("As it stands on notes and letters. You can change it later in Settings."),
        )
        self.practitioner = LineField()
        self.practice_name = LineField()
        self.licenses = LineField()
        self.licenses.setPlaceholderText(self.tr("LCSW 12345"))
        self.state = QComboBox()
        self.state.addItem(self.tr("Not set"), "")
        for code in STATES:
            self.state.addItem(code, code)
        self.is_covered = QCheckBox(self.tr("My practice is a HIPAA &covered entity"))
        self.is_covered.setChecked(True)
        self.is_covered.setMinimumHeight(32)
        self._build()
        self.practitioner.textChanged.connect(self.changed)

    def _build(self) -> None:
        rows = (
            (self.tr("Your &name"), self.practitioner),
            (self.tr("Name of the &practice, if it has one"), self.practice_name),
            (self.tr("&Licenses"), self.licenses),
            (self.tr("&State of practice"), self.state),
        )
        for text, field in rows:
            self.content.addLayout(field_row(text, field))
        hint = self.tr(
            "You are one if you bill insurers electronically. Leave it ticked if you are not sure: "
            "the stricter rules then apply."
        )
        self.is_covered_hint = muted(hint, wrap=True)
        self.content.addLayout(column(self.is_covered, self.is_covered_hint, gap=4))
        self.content.addStretch(1)

    @property
    def is_complete(self) -> bool:
        """A name is needed, nothing else."""
        return bool(self.practitioner.text().strip())

    def first_focus(self) -> QWidget:
        """The name."""
        return self.practitioner

    def write_down(self) -> None:
        """Keep the profile, and offer the practice's name to the vault."""
        self.answers.practice = Practice(
            practitioner=self.practitioner.text().strip(),
            practice_name=self.practice_name.text().strip(),
            licenses=self.licenses.text().strip(),
            jurisdiction=str(self.state.currentData()),
            is_covered_entity=self.is_covered.isChecked(),
        )
