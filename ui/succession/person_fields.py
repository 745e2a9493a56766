"""Fields for somebody whom the plan names."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ui.clients.form_rows import Entry
from ui.clients.typed_fields import choice_field, line_field, text_field
from ui.succession.presenter import role_words
from ui.widgets.layouts import column, field_row, row
from vault.succession.plan_model import ContactRole, Person

CONTACTS = tuple(
    one for one in ContactRole if one not in (ContactRole.SUCCESSOR, ContactRole.ALTERNATE)
)


class PersonFields(QWidget):
    """Name, organization, phone, email, address and remark of one person of a known role."""

    def __init__(self, role: ContactRole, given: Person | None, beside: QVBoxLayout | None) -> None:
        super().__init__()
        one = given or Person(name="")
        self._role = role
        self.name, self.organization = line_field(one.name), line_field(one.organization)
        self.phone, self.email = line_field(one.phone), line_field(one.email)
        self.address, self.remark = text_field(one.address, 1), text_field(one.remark, 1)
        self.fields: dict[str, QLineEdit | QComboBox | QWidget] = {
            "name": self.name,
            "organization": self.organization,
            "phone": self.phone,
            "email": self.email,
            "address": self.address,
            "remark": self.remark,
        }
        who = row(
            field_row(self.tr("Name"), self.name),
            field_row(self.tr("Organization"), self.organization),
            gap=12,
        )
        if beside is not None:
            who.insertLayout(0, beside)
        reach = row(
            field_row(self.tr("Phone"), self.phone),
            field_row(self.tr("Email"), self.email),
            gap=12,
        )
        more = row(
            column(field_row(self.tr("Address"), self.address), None),
            column(field_row(self.tr("Remark"), self.remark), None),
            gap=12,
        )
        self.setLayout(column(who, reach, more))

    def name_for(self, whose: str) -> None:
        """Say to screen readers whose fields these are: two people stand in one dialog."""
        for field in self.fields.values():
            field.setAccessibleName(f"{whose}: {field.accessibleName()}")

    def person(self, role: ContactRole | None = None) -> Person | None:
        """Return who was typed; ``None`` where nothing was."""
        typed = Person(
            role=role or self._role,
            name=self.name.text().strip(),
            organization=self.organization.text().strip(),
            phone=self.phone.text().strip(),
            email=self.email.text().strip(),
            address=self.address.text,
            remark=self.remark.text,
        )
        return None if typed == Person(role=typed.role, name="") else typed


class ContactEntry(Entry[Person]):
    """Somebody to call, with the role."""

    def __init__(self, given: Person | None) -> None:
        super().__init__()
        role = given.role if given else ContactRole.LAWYER
        self._role = choice_field(CONTACTS, role_words, role)
        beside = field_row(self.tr("Role"), self._role)
        self._person = PersonFields(role, given, beside)
        self.fields = {"role": self._role, **self._person.fields}
        self.setLayout(column(self._person))

    @property
    def value(self) -> Person | None:
        """The person; one without a name is refused by the core."""
        return self._person.person(ContactRole(self._role.currentData()))


class ReferralEntry(Entry[Person]):
    """Somebody to whom clients may be referred."""

    def __init__(self, given: Person | None) -> None:
        super().__init__()
        self._person = PersonFields(ContactRole.OTHER, given, None)
        self.fields = dict(self._person.fields)
        self.setLayout(column(self._person))

    @property
    def value(self) -> Person | None:
        """The person."""
        return self._person.person()
