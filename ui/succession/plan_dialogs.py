"""Records, the outside of the seal, the yearly review: dialogs of the plan."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.clients.typed_fields import choice_field, line_field, text_field
from ui.context import AppContext
from ui.succession import presenter
from ui.succession.plan_dialog import Change, PlanDialog
from ui.succession.ticks import tick
from ui.widgets.labels import muted
from ui.widgets.layouts import column, field_row, row
from ui.widgets.typed_day import DayField
from vault.succession.plan_model import Outside, Psychotherapy, SuccessionPlan


def _tr(text: str) -> str:
    return QCoreApplication.translate("succession", text)


class RecordsDialog(PlanDialog):
    """Psychotherapy notes, keeping and disposing, where things are."""

    def __init__(self, context: AppContext, parent: QWidget, plan: SuccessionPlan) -> None:
        super().__init__(
            context, parent, form="records", title=_tr("Records, and where things are")
        )
        self.psychotherapy = choice_field(
            Psychotherapy, presenter.psychotherapy_words, plan.psychotherapy
        )
        self.retention = text_field(plan.retention_note)
        self.places = text_field(plan.where_things_are)
        self._build()
        self.fields = {
            "psychotherapy": self.psychotherapy,
            "retention_note": self.retention,
            "where_things_are": self.places,
        }

    def _build(self) -> None:
        part = _tr("A part is made at a ceremony: after a change here, hold a new one.")
        keeping = _tr("What the successor should know beyond the dates that each record shows.")
        places = _tr(
            "Laptop, backups, keys to the office. Say where a secret lies, never the secret itself."
        )
        for one in (
            field_row(_tr("&Psychotherapy notes"), self.psychotherapy, part),
            field_row(_tr("&Keeping and disposing"), self.retention, keeping),
            field_row(_tr("&Where things are"), self.places, places),
        ):
            self.content.addLayout(one)

    def change(self) -> Change:
        """Return what was typed."""
        psychotherapy = Psychotherapy(self.psychotherapy.currentData())
        retention, places = self.retention.text, self.places.text
        return lambda plan: replace(
            plan, psychotherapy=psychotherapy, retention_note=retention, where_things_are=places
        )


class OutsideDialog(PlanDialog):
    """Who may open the caseload alone, and what stands outside the seal."""

    def __init__(self, context: AppContext, parent: QWidget, plan: SuccessionPlan) -> None:
        super().__init__(
            context, parent, form="outside", title=_tr("What can be read, and by whom")
        )
        self.alone = tick(_tr("The successor &alone may open the caseload"))
        self.alone.setChecked(plan.caseload_alone)
        self.outside = choice_field(Outside, presenter.outside_words, plan.outside)
        self.label = line_field(plan.container_label, _tr("the usual words"))
        self._build()
        self.fields = {
            "caseload_alone": self.alone,
            "outside": self.outside,
            "container_label": self.label,
        }

    def _build(self) -> None:
        alone = _tr(
            "Faster on the first day: the caseload says who is at risk and who is booked. But it"
            " can then be read with one card while you live. It counts from the next ceremony on."
        )
        outside = _tr(
            "START-HERE lies beside the sealed files, for whoever finds them. It never names a"
            " client."
        )
        label = _tr("What the container says of itself, such as: records of a counseling practice.")
        self.content.addLayout(column(row(self.alone, None), muted(alone, wrap=True), gap=4))
        self.content.addLayout(field_row(_tr("&Outside the seal"), self.outside, outside))
        self.content.addLayout(field_row(_tr("&Label"), self.label, label))

    def change(self) -> Change:
        """Return what was typed."""
        alone, outside = self.alone.isChecked(), Outside(self.outside.currentData())
        label = self.label.text().strip()
        return lambda plan: replace(
            plan, caseload_alone=alone, outside=outside, container_label=label
        )


class ReviewDialog(PlanDialog):
    """That the plan was read through, and when it is to be read again."""

    def __init__(self, context: AppContext, parent: QWidget, offered: DayField) -> None:
        super().__init__(
            context,
            parent,
            form="review",
            title=_tr("The plan was reviewed"),
            act=_tr("&Keep the review"),
            width=480,
        )
        self.review_on = offered
        said = _tr(
            "Read it from top to bottom once a year. Ask whether successor and alternate still"
            " agree, and whether numbers and addresses still hold."
        )
        self.content.addWidget(muted(said, wrap=True))
        self.content.addLayout(field_row(_tr("&Next review on"), self.review_on))
        self.fields = {"review_on": self.review_on}

    def change(self) -> Change:
        """Return the day."""
        day = self.review_on.filled
        return lambda plan: replace(plan, review_on=day)
