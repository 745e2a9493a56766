"""Lists in the client's form: contacts, people, diagnoses. Each entry is a card of fields."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from ui import wording
from ui.clients.typed_fields import choice_field, line_field, text_field
from ui.theme import Theme
from ui.widgets.buttons import icon_button, link
from ui.widgets.form_state import Value, put_back, values_of
from ui.widgets.layouts import card, column, field_row, row
from ui.widgets.typed_day import DayField
from vault.clients.model import (
    ContactKind,
    ContactMethod,
    Diagnosis,
    PersonRole,
    RelatedPerson,
)

T = TypeVar("T")


class Entry(QWidget, Generic[T]):
    """Fields for one entry. ``fields`` has a field for each name of the entry in the record."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, QWidget] = {}

    @property
    def value(self) -> T | None:
        """What was typed; ``None`` where nothing was. Raises ``InvalidValue``.

        Where something was, the record's own rules say what is missing: nothing is left out.
        """
        raise NotImplementedError

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed; what stands in a list of choices is no typing."""
        typed = {n: one for n, one in self.fields.items() if not isinstance(one, QComboBox)}
        return not any(str(one).strip() for one in values_of(typed).values() if one is not False)


class EntryList(QWidget, Generic[T]):
    """Entries one below the other, with a button that adds one and one each that removes it."""

    def __init__(
        self, theme: Theme, add: str, remove: str, make: Callable[[T | None], Entry[T]]
    ) -> None:
        super().__init__()
        self._theme, self._remove, self._make = theme, remove, make
        self.entries: list[Entry[T]] = []
        self._frames: dict[Entry[T], QWidget] = {}
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self.add_button = link(f"+  {add}", self._on_add)
        self.add_button.setAccessibleName(add)
        self.setLayout(column(self._cards, row(self.add_button, None)))

    def fill(self, values: Sequence[T]) -> None:
        """Show these."""
        for value in values:
            self._add(value)

    @property
    def values(self) -> tuple[T, ...]:
        """All that was typed; empty entries are left out."""
        return tuple(value for one in self.entries if (value := one.value) is not None)

    def typed(self) -> list[dict[str, Value]]:
        """Return what stands in the fields of each entry, empty ones too."""
        return [values_of(one.fields) for one in self.entries]

    def put_back(self, typed: Sequence[Mapping[str, Value]]) -> None:
        """Show these entries and no others; one that is there keeps what nobody touched."""
        while len(self.entries) > len(typed):
            self._drop(self.entries[-1])
        while len(self.entries) < len(typed):
            self._add(None)
        for entry, values in zip(self.entries, typed, strict=True):
            put_back(entry.fields, values)

    def field_of(self, place: int, name: str) -> QWidget | None:
        """Return the field of the entry that became the value at ``place``."""
        filled = [one for one in self.entries if not one.is_blank]
        return filled[place].fields.get(name) if place < len(filled) else None

    def _on_add(self) -> None:
        entry = self._add(None)
        next(iter(entry.fields.values())).setFocus()

    def _add(self, value: T | None) -> Entry[T]:
        entry = self._make(value)
        remove = icon_button(self._theme, "x", self._remove)
        line = row(entry, remove)
        line.setStretch(0, 1)
        frame = card(line)
        remove.clicked.connect(lambda: self._on_remove(entry))
        self.entries.append(entry)
        self._frames[entry] = frame
        self._cards.addWidget(frame)
        return entry

    def _on_remove(self, entry: Entry[T]) -> None:
        self._drop(entry)
        self.add_button.setFocus()

    def _drop(self, entry: Entry[T]) -> None:
        self.entries.remove(entry)
        frame = self._frames.pop(entry)
        frame.hide()
        frame.setParent(None)
        frame.deleteLater()


class ContactEntry(Entry[ContactMethod]):
    """A number or address with its own safe-contact rule."""

    def __init__(self, given: ContactMethod | None) -> None:
        super().__init__()
        one = given or ContactMethod(kind=ContactKind.PHONE, value="")
        self._kind = choice_field(ContactKind, wording.contact_kind, one.kind)
        self._given = one.value
        self._value = line_field(one.value.replace("\n", ", "))
        self._label = line_field(one.label, self.tr("Mobile, work …"))
        self._rule = line_field(one.rule, self.tr("No voicemail, texts only …"))
        self._preferred = QCheckBox(self.tr("Preferred"))
        self._preferred.setChecked(one.is_preferred)
        self.fields = {
            "value": self._value,
            "label": self._label,
            "rule": self._rule,
            "kind": self._kind,
            "is_preferred": self._preferred,
        }
        top = row(
            field_row(self.tr("Kind"), self._kind),
            field_row(self.tr("Number or address"), self._value),
            field_row(self.tr("Label"), self._label),
        )
        top.setStretch(1, 2)
        top.setStretch(2, 1)
        rule = row(field_row(self.tr("Safe-contact rule"), self._rule), self._preferred)
        rule.setStretch(0, 1)
        self.setLayout(column(top, rule))

    @property
    def value(self) -> ContactMethod | None:
        """The contact."""
        if self.is_blank:
            return None
        typed = self._value.text().strip()
        # An address that nobody touched keeps its lines.
        is_same = typed == self._given.replace("\n", ", ")
        return ContactMethod(
            kind=ContactKind(self._kind.currentData()),
            value=self._given if is_same else typed,
            label=self._label.text().strip(),
            rule=self._rule.text().strip(),
            is_preferred=self._preferred.isChecked(),
        )


class PersonEntry(Entry[RelatedPerson]):
    """An emergency contact, a representative, or another person."""

    def __init__(self, given: RelatedPerson | None) -> None:
        super().__init__()
        one = given or RelatedPerson(role=PersonRole.EMERGENCY, name="")
        self._role = choice_field(PersonRole, wording.person_role, one.role)
        self._name, self._relation = line_field(one.name), line_field(one.relation)
        self._phone, self._email = line_field(one.phone), line_field(one.email)
        self._authority = line_field(one.authority, self.tr("Parent, court order, power …"))
        self._from = DayField("authority_from", one.authority_from)
        self._to = DayField("authority_to", one.authority_to)
        self._remark = text_field(one.remark, 1)
        self.fields = {
            "name": self._name,
            "relation": self._relation,
            "phone": self._phone,
            "email": self._email,
            "authority": self._authority,
            "authority_from": self._from,
            "authority_to": self._to,
            "remark": self._remark,
            "role": self._role,
        }
        self.setLayout(self._build())
        self._role.currentIndexChanged.connect(self._show_authority)
        self._show_authority()

    def _build(self) -> QVBoxLayout:
        who = row(
            field_row(self.tr("Role"), self._role),
            field_row(self.tr("Name"), self._name),
            field_row(self.tr("Relation"), self._relation),
        )
        reach = row(
            field_row(self.tr("Phone"), self._phone), field_row(self.tr("Email"), self._email)
        )
        power = row(
            field_row(self.tr("Authority rests on"), self._authority),
            field_row(self.tr("From"), self._from),
            field_row(self.tr("Until"), self._to),
        )
        power.setContentsMargins(0, 0, 0, 0)
        self._power = QWidget()
        self._power.setLayout(power)
        return column(who, reach, self._power, field_row(self.tr("Remark"), self._remark))

    def _show_authority(self) -> None:
        self._power.setVisible(self._role.currentData() == PersonRole.REPRESENTATIVE)

    @property
    def value(self) -> RelatedPerson | None:
        """The person."""
        if self.is_blank:
            return None
        return RelatedPerson(
            role=PersonRole(self._role.currentData()),
            name=self._name.text().strip(),
            relation=self._relation.text().strip(),
            phone=self._phone.text().strip(),
            email=self._email.text().strip(),
            authority=self._authority.text().strip(),
            authority_from=self._from.day,
            authority_to=self._to.day,
            remark=self._remark.text,
        )


class DiagnosisEntry(Entry[Diagnosis]):
    """A diagnosis, its code, and from when to when."""

    def __init__(self, given: Diagnosis | None) -> None:
        super().__init__()
        one = given or Diagnosis(description="")
        self._description, self._code = line_field(one.description), line_field(one.code)
        self._since, self._until = DayField("since", one.since), DayField("until", one.until)
        self.fields = {
            "description": self._description,
            "code": self._code,
            "since": self._since,
            "until": self._until,
        }
        line = row(
            field_row(self.tr("Diagnosis"), self._description),
            field_row(self.tr("Code"), self._code),
            field_row(self.tr("Since"), self._since),
            field_row(self.tr("Until"), self._until),
        )
        line.setStretch(0, 1)
        self._code.setFixedWidth(84)
        self.setLayout(line)

    @property
    def value(self) -> Diagnosis | None:
        """The diagnosis."""
        if self.is_blank:
            return None
        return Diagnosis(
            description=self._description.text().strip(),
            code=self._code.text().strip(),
            since=self._since.day,
            until=self._until.day,
        )
