"""The practice's own policy: how long it keeps records, and what it is licensed as."""

from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from ui.clients.typed_fields import text_field
from ui.context import AppContext
from ui.retention.rule_words import license_words
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import muted
from ui.widgets.layouts import column, field_row, holder, row
from ui.widgets.number_field import number_field
from vault.retention import service as retention
from vault.retention.model import License, Policy

_LONGEST = 100


class PolicyDialog(FormDialog):
    """Shorter than a verified rule only in place of it, with the reason typed."""

    def __init__(self, context: AppContext, parent: QWidget, policy: Policy) -> None:
        super().__init__(
            context,
            parent,
            title=self.tr("The practice's own policy"),
            act=self.tr("Keep this policy"),
        )
        self.years = _years_field(policy.years)
        self.minor_years = _years_field(policy.minor_years)
        self.licenses = {one: _tick(license_words(one)) for one in License}
        for one, box in self.licenses.items():
            box.setChecked(one in policy.licenses)
        self.is_instead = _tick(self.tr("It stands in place of every &rule"))
        self.is_instead.setChecked(policy.is_instead)
        self.reason = text_field(policy.reason)
        self._build()
        self.is_instead.toggled.connect(self._judge)
        self._judge()

    def _build(self) -> None:
        years = row(
            _stretched(self.tr("Years after the &end of care"), self.years),
            _stretched(self.tr("Years after coming of &age"), self.minor_years),
            gap=16,
        )
        self.content.addLayout(years)
        boxes = column(muted(self.tr("Licensed as")), *self.licenses.values(), gap=0)
        self.content.addLayout(boxes)
        self.content.addWidget(self.is_instead)
        hint = self.tr(
            "Where a rule applies too, the later date counts. A policy that is shorter than a"
            " verified rule counts only in place of every rule, with the reason for it."
        )
        self.content.addLayout(field_row(self.tr("Rea&son"), self.reason, hint))
        self.fields = {
            "years": self.years,
            "minor_years": self.minor_years,
            "is_instead": self.is_instead,
            "reason": self.reason,
            **{one.value: box for one, box in self.licenses.items()},
        }

    def _judge(self) -> None:
        self.reason.setEnabled(self.is_instead.isChecked())

    def submit(self) -> None:
        """Keep it. A policy that is too short is refused by the core."""
        is_instead = self.is_instead.isChecked()
        policy = Policy(
            licenses=frozenset(one for one, box in self.licenses.items() if box.isChecked()),
            years=self.years.value(),
            minor_years=self.minor_years.value(),
            is_instead=is_instead,
            reason=self.reason.text if is_instead else "",
        )
        self.run(lambda session: retention.set_policy(session, policy))


def _years_field(years: int) -> QSpinBox:
    field = number_field(1, _LONGEST)
    field.setValue(years)
    return field


def _tick(text: str) -> QCheckBox:
    box = QCheckBox(text)
    box.setMinimumHeight(32)
    return box


def _stretched(text: str, field: QSpinBox) -> QWidget:
    return holder(field_row(text, field))
