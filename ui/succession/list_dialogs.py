"""Whom a successor calls, and to whom clients may be referred: dialogs of the plan with lists."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.clients.form_rows import EntryList
from ui.clients.typed_fields import text_field
from ui.context import AppContext
from ui.succession.person_fields import ContactEntry, ReferralEntry
from ui.succession.plan_dialog import Change, PlanDialog
from ui.widgets.labels import muted, section
from ui.widgets.layouts import GAP, GROUP_GAP, column, field_row, holder, scrolling
from vault.forms.model import Field, Fields
from vault.succession.plan_model import Person, SuccessionPlan

_TALL_PX = 520


def _tr(text: str) -> str:
    return QCoreApplication.translate("succession", text)


class ContactsDialog(PlanDialog):
    """Whom a successor calls: lawyer, insurer, board, landlord, executor …"""

    def __init__(self, context: AppContext, parent: QWidget, plan: SuccessionPlan) -> None:
        super().__init__(context, parent, form="contacts", title=_tr("Whom to call"), width=680)
        self.people = EntryList[Person](
            context.theme, _tr("Add somebody"), _tr("Remove this person"), ContactEntry
        )
        self.people.fill(plan.contacts)
        hint = _tr("Lawyer, accountant, insurer, board, landlord, executor: no client among them.")
        self.content.addWidget(muted(hint, wrap=True))
        self.content.addWidget(scrolling(holder(_padded(self.people))))
        self.setMinimumHeight(_TALL_PX)
        entries = self.people.entries
        self._first = entries[0].fields["name"] if entries else self.people.add_button

    def open(self) -> None:
        """Show the dialog at the first person's name, or where one is added."""
        super().open()
        self._first.setFocus()

    def typed(self) -> dict[str, Field]:
        """Return what stands in the entries."""
        return {**super().typed(), "contacts": _entries(self.people)}

    def put_back(self, fields: Fields) -> None:
        """Show the entries that ``typed`` returned once."""
        super().put_back(fields)
        _put_entries(self.people, fields.get("contacts"))

    def field_of(self, name: str) -> QWidget | None:
        """Return the field for a name such as ``contacts.2.phone``."""
        return _entry_field(self.people, name)

    def change(self) -> Change:
        """Return what was typed."""
        contacts = self.people.values
        return lambda plan: replace(plan, contacts=contacts)


class ClientsDialog(PlanDialog):
    """How clients are told, and to whom they may be referred."""

    def __init__(self, context: AppContext, parent: QWidget, plan: SuccessionPlan) -> None:
        super().__init__(
            context, parent, form="clients", title=_tr("Clients: telling and referring"), width=680
        )
        self.wishes = text_field(plan.notification_wishes)
        self.people = EntryList[Person](
            context.theme, _tr("Add a colleague"), _tr("Remove this colleague"), ReferralEntry
        )
        self.people.fill(plan.referrals)
        hint = _tr(
            "Such as: call those who are booked this week, write to the others. Each client's own"
            " safe-contact rules are in the caseload; name nobody here."
        )
        stack = column(
            field_row(_tr("&How to tell them"), self.wishes, hint),
            column(section(_tr("Referral list")), self.people, gap=GAP),
            None,
            gap=GROUP_GAP,
        )
        stack.setContentsMargins(0, 0, 16, 0)
        self.content.addWidget(scrolling(holder(stack)))
        self.setMinimumHeight(_TALL_PX)
        self.fields = {"notification_wishes": self.wishes}

    def typed(self) -> dict[str, Field]:
        """Return what stands in the fields, the entries too."""
        return {**super().typed(), "referrals": _entries(self.people)}

    def put_back(self, fields: Fields) -> None:
        """Write what ``typed`` returned once."""
        super().put_back(fields)
        _put_entries(self.people, fields.get("referrals"))

    def field_of(self, name: str) -> QWidget | None:
        """Return the field for ``name``, within the list too."""
        return self.fields.get(name) or _entry_field(self.people, name)

    def change(self) -> Change:
        """Return what was typed."""
        wishes, referrals = self.wishes.text, self.people.values
        return lambda plan: replace(plan, notification_wishes=wishes, referrals=referrals)


def _padded(people: EntryList[Person]) -> QVBoxLayout:
    layout = column(people, None)
    layout.setContentsMargins(0, 0, 16, 0)
    return layout


def _entries(people: EntryList[Person]) -> Field:
    return [dict(one) for one in people.typed()]


def _put_entries(people: EntryList[Person], kept: object) -> None:
    if isinstance(kept, list):
        people.put_back(kept)


def _entry_field(people: EntryList[Person], name: str) -> QWidget | None:
    _, _, rest = name.partition(".")
    place, _, part = rest.partition(".")
    return people.field_of(int(place), part) if place.isdigit() and part else None
