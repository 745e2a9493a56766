"""The dialog in which a client is entered or changed."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import wording
from ui.clients.form_rows import ContactEntry, DiagnosisEntry, EntryList, PersonEntry
from ui.clients.typed_fields import choice_field, line_field, text_field
from ui.context import AppContext
from ui.widgets.form_dialog import FormDialog
from ui.widgets.labels import section
from ui.widgets.layouts import GROUP_GAP, column, field_row, holder, row, scrolling
from ui.widgets.typed_day import DayField
from vault.clients import service as clients
from vault.clients.model import (
    Client,
    ClientDetails,
    ClientStatus,
    ContactMethod,
    Diagnosis,
    RelatedPerson,
)
from vault.errors import InvalidValue
from vault.forms.model import Field, Fields, FormKey
from vault.ids import ClientId

_STATUSES = tuple(one for one in ClientStatus if one is not ClientStatus.DISPOSED)
_NOBODY = ClientDetails(legal_name="")
AnyList = EntryList[ContactMethod] | EntryList[RelatedPerson] | EntryList[Diagnosis]


def _tr(text: str) -> str:
    return QCoreApplication.translate("clients", text)


class ClientForm(FormDialog):
    """Without ``client`` it enters a new one; ``on_saved`` hears the id."""

    def __init__(
        self,
        context: AppContext,
        parent: QWidget,
        client: Client | None = None,
        on_saved: Callable[[ClientId], None] | None = None,
    ) -> None:
        title = _tr("Change the client's details") if client else _tr("Add a client")
        act = _tr("Save") if client else _tr("Add the client")
        super().__init__(context, parent, title=title, act=act, width=680)
        self._client, self._on_saved = client, on_saved
        self._details = client.details if client else _NOBODY
        self._make_fields()
        self._make_lists()
        stack = self._build_stack()
        self.content.addWidget(scrolling(holder(stack)))
        self._name_fields()
        self.setMinimumHeight(560)

    def _make_fields(self) -> None:
        one = self._details
        self.legal_name = line_field(one.legal_name)
        self.preferred_name = line_field(one.preferred_name)
        self.pronouns = line_field(one.pronouns)
        self.number = line_field("", self.tr("next free number"))
        self.birth_date = DayField("birth_date", one.birth_date)
        self.status = choice_field(_STATUSES, wording.client_status, one.status)
        self.deceased_on = DayField("deceased_on", one.deceased_on)
        self.jurisdiction = line_field(one.jurisdiction, "CA")
        self.jurisdiction.setMaxLength(2)
        self.risk_flag = line_field(one.risk_flag)
        self.rules = text_field("\n".join(one.contact_rules))
        self.restrictions = text_field(one.restrictions, 2)
        self.privilege_holders = line_field(one.privilege_holders)
        self.referral = line_field(one.referral)

    def _make_lists(self) -> None:
        theme, one = self.context.theme, self._details
        self.contacts = EntryList[ContactMethod](
            theme, self.tr("Add a number or address"), self.tr("Remove this contact"), ContactEntry
        )
        self.people = EntryList[RelatedPerson](
            theme, self.tr("Add a person"), self.tr("Remove this person"), PersonEntry
        )
        self.diagnoses = EntryList[Diagnosis](
            theme, self.tr("Add a diagnosis"), self.tr("Remove this diagnosis"), DiagnosisEntry
        )
        self.contacts.fill(one.contacts)
        self.people.fill(one.people)
        self.diagnoses.fill(one.diagnoses)

    def _build_stack(self) -> QVBoxLayout:
        stack = column(self._build_who(), gap=GROUP_GAP)
        for heading, part in (
            (self.tr("Care with contact"), self._build_care()),
            (self.tr("How to reach the client"), column(self.contacts)),
            (self.tr("People"), column(self.people)),
            (self.tr("Diagnoses"), column(self.diagnoses)),
        ):
            stack.addLayout(column(section(heading), part, gap=8))
        stack.addStretch(1)
        stack.setContentsMargins(0, 0, 16, 0)
        return stack

    def _build_who(self) -> QVBoxLayout:
        names = row(
            field_row(self.tr("&Legal name"), self.legal_name),
            field_row(self.tr("&Preferred name"), self.preferred_name),
            field_row(self.tr("Pro&nouns"), self.pronouns),
        )
        names.setStretch(0, 3)
        names.setStretch(1, 2)
        names.setStretch(2, 1)
        life = row(
            field_row(self.tr("&Born"), self.birth_date),
            field_row(self.tr("&Status"), self.status),
            field_row(self.tr("&Deceased on"), self.deceased_on),
            field_row(self.tr("S&tate"), self.jurisdiction),
        )
        more = row(field_row(self.tr("Re&ferred by"), self.referral))
        if self._client is None:
            more.addLayout(field_row(self.tr("Record n&umber"), self.number))
        return column(names, life, more)

    def _build_care(self) -> QVBoxLayout:
        hint = self.tr(
            "One rule a line, such as: no voicemail. They stand at the head of the page."
        )
        return column(
            field_row(self.tr("Sa&fe-contact rules"), self.rules, hint),
            field_row(self.tr("&Risk, in a few words"), self.risk_flag),
            field_row(self.tr("Restrictions agreed &with the client"), self.restrictions),
            field_row(self.tr("Privile&ge is held by"), self.privilege_holders),
        )

    def _name_fields(self) -> None:
        self.fields = {
            "legal_name": self.legal_name,
            "preferred_name": self.preferred_name,
            "pronouns": self.pronouns,
            "record_number": self.number,
            "birth_date": self.birth_date,
            "status": self.status,
            "deceased_on": self.deceased_on,
            "jurisdiction": self.jurisdiction,
            "risk_flag": self.risk_flag,
            "contact_rules": self.rules,
            "restrictions": self.restrictions,
            "privilege_holders": self.privilege_holders,
            "referral": self.referral,
        }
        self.draft_key = FormKey(form="client", client_id=self._client.id if self._client else None)

    @property
    def _lists(self) -> dict[str, AnyList]:
        return {"contacts": self.contacts, "people": self.people, "diagnoses": self.diagnoses}

    def typed(self) -> dict[str, Field]:
        """Return what stands in the fields, entries of the lists too."""
        lists = {name: entries.typed() for name, entries in self._lists.items()}
        return {**super().typed(), **lists}

    def put_back(self, fields: Fields) -> None:
        """Write what ``typed`` returned once; a list that was changed is replaced whole."""
        super().put_back(fields)
        for name, entries in self._lists.items():
            kept = fields.get(name)
            if isinstance(kept, list):
                entries.put_back(kept)

    def field_of(self, name: str) -> QWidget | None:
        """Return the field for ``name``, within the lists too."""
        first, _, rest = name.partition(".")
        place, _, part = rest.partition(".")
        if first in self._lists and part:
            return self._lists[first].field_of(int(place), part)
        return self.fields.get(first)

    def _read(self) -> ClientDetails:
        """Return what was typed. Raises ``InvalidValue``."""
        rules = self.rules.text.split("\n")
        return ClientDetails(
            legal_name=self.legal_name.text().strip(),
            preferred_name=self.preferred_name.text().strip(),
            pronouns=self.pronouns.text().strip(),
            birth_date=self.birth_date.day,
            status=ClientStatus(self.status.currentData()),
            deceased_on=self.deceased_on.day,
            jurisdiction=self.jurisdiction.text().strip().upper(),
            risk_flag=self.risk_flag.text().strip(),
            restrictions=self.restrictions.text,
            privilege_holders=self.privilege_holders.text().strip(),
            contact_rules=tuple(rule.strip() for rule in rules if rule.strip()),
            referral=self.referral.text().strip(),
            contacts=self.contacts.values,
            people=self.people.values,
            diagnoses=self.diagnoses.values,
        )

    def submit(self) -> None:
        """Keep what was typed."""
        try:
            details = self._read()
        except InvalidValue as error:
            self.show_error(error)
            return
        client = self._client
        if client is None:
            number = self.number.text().strip() or None
            self.run(lambda session: clients.add(session, details, number), self._on_saved)
        else:
            self.run(lambda session: clients.change(session, client.id, details))
