"""Who takes over, with which authority, and when: a dialog of the plan."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.clients.typed_fields import text_field
from ui.context import AppContext
from ui.succession import presenter
from ui.succession.person_fields import PersonFields
from ui.succession.plan_dialog import Change, PlanDialog
from ui.succession.ticks import at_left, tick
from ui.widgets.labels import muted, section
from ui.widgets.layouts import GAP, GROUP_GAP, column, field_row, holder, scrolling
from vault.succession.plan_model import ContactRole, SuccessionPlan, Trigger

_TALL_PX = 520


def _tr(text: str) -> str:
    return QCoreApplication.translate("succession", text)


class PeopleDialog(PlanDialog):
    """Successor and alternate, their authority, what the plan begins with, conflicts."""

    def __init__(self, context: AppContext, parent: QWidget, plan: SuccessionPlan) -> None:
        super().__init__(
            context, parent, form="people", title=_tr("Who takes over, and when"), width=680
        )
        self.successor = PersonFields(ContactRole.SUCCESSOR, plan.successor, None)
        self.alternate = PersonFields(ContactRole.ALTERNATE, plan.alternate, None)
        self.successor.name_for(_tr("Successor"))
        self.alternate.name_for(_tr("Alternate"))
        self.authority = text_field(plan.authority)
        self.triggers = {one: tick(presenter.trigger_words(one)) for one in Trigger}
        for one, box in self.triggers.items():
            box.setChecked(one in plan.triggers)
        self.conflicts = text_field(plan.conflicts_note, 2)
        self.content.addWidget(scrolling(holder(self._build_stack())))
        self.setMinimumHeight(_TALL_PX)
        self._name_fields()

    def _build_stack(self) -> QVBoxLayout:
        hint = _tr(
            "A colleague with a license like yours, not family. A change asks for your secret."
        )
        authority = _tr("Such as: may act as custodian of my records and speak for the practice.")
        conflicts = _tr(
            "In general words: this is printed. Which clients it is about is said under Kept apart."
        )
        stack = column(
            column(section(_tr("Successor")), muted(hint, wrap=True), self.successor, gap=GAP),
            column(section(_tr("Alternate")), self.alternate, gap=GAP),
            field_row(_tr("Au&thority"), self.authority, authority),
            column(muted(_tr("The plan begins with")), *at_left(self.triggers.values()), gap=0),
            field_row(_tr("&Conflicts of interest"), self.conflicts, conflicts),
            None,
            gap=GROUP_GAP,
        )
        stack.setContentsMargins(0, 0, 16, 0)
        return stack

    def _name_fields(self) -> None:
        self.fields = {
            **{f"successor.{name}": one for name, one in self.successor.fields.items()},
            **{f"alternate.{name}": one for name, one in self.alternate.fields.items()},
            "authority": self.authority,
            **{one.value: box for one, box in self.triggers.items()},
            "conflicts_note": self.conflicts,
        }

    def change(self) -> Change:
        """Return what was typed."""
        successor, alternate = self.successor.person(), self.alternate.person()
        authority, conflicts = self.authority.text, self.conflicts.text
        triggers = tuple(one for one, box in self.triggers.items() if box.isChecked())
        return lambda plan: replace(
            plan,
            successor=successor,
            alternate=alternate,
            authority=authority,
            triggers=triggers,
            conflicts_note=conflicts,
        )
