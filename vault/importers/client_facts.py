"""One row of a list of clients to what the vault keeps of a client."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from vault.clients.model import (
    ClientDetails,
    ClientStatus,
    ContactKind,
    ContactMethod,
    Diagnosis,
    PersonRole,
    RelatedPerson,
)
from vault.clients.rules import LIST_LENGTH, RECORD_NUMBER_LENGTH
from vault.clients.typed_text import LINE_LENGTH, NAME_LENGTH, is_blank
from vault.importers import dates, headers, names
from vault.importers.cells import Cell, Cells
from vault.importers.model import Reason
from vault.importers.table_model import Field

_PLAIN_LABELS = frozenset({"phone", "phonenumber", "telephone", "tel", "email", "emailaddress"})
_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_CODE = r"[A-TV-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?"
_CODES = re.compile(rf"{_CODE}(?:\s*[,;/\n]\s*{_CODE})*")
_SEVERAL = re.compile("[,;\n]")
_CODE_AND_WORDS = re.compile(rf"({_CODE})\s*[-:–]?\s+(\S.*)", re.DOTALL)
_HOME = frozenset({"", "us", "usa", "unitedstates", "unitedstatesofamerica"})
_STREET = (Field.STREET, Field.STREET_MORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """When care began and ended, as far as the row says."""

    opened_on: date | None = None
    closed_on: date | None = None
    closing_reason: str = field(default="", repr=False)


def details(cells: Cells) -> ClientDetails | None:
    """Return what the row says of a client, or ``None`` without a name that can be kept."""
    name, preferred = _names(cells)
    born = _day(cells, Field.BIRTH_DATE, None)
    died = _day(cells, Field.DECEASED_ON, born)
    contacts, jurisdiction = _contacts(cells)
    people = (*_people(cells, PersonRole.EMERGENCY), *_people(cells, PersonRole.REPRESENTATIVE))
    if not name:
        return None
    return ClientDetails(
        legal_name=name,
        preferred_name="" if preferred == name else preferred,
        pronouns=_short(cells, Field.PRONOUNS),
        birth_date=born,
        deceased_on=died,
        status=_status(cells, died),
        jurisdiction=jurisdiction,
        risk_flag=cells.one_text(Field.RISK),
        restrictions=cells.one_text(Field.RESTRICTIONS),
        referral=cells.one_text(Field.REFERRAL),
        contact_rules=tuple(_rules(cells)),
        contacts=contacts,
        people=people,
        diagnoses=_diagnoses(cells),
    )


def course(cells: Cells, born: date | None) -> Course:
    """Return the dates of the episode. A closing without an opening is kept for a note."""
    opened = _day(cells, Field.OPENED_ON, born)
    closing = cells.one(Field.CLOSED_ON)
    reason = cells.one(Field.CLOSING_REASON)
    closed = _in_range(cells, closing, born) if closing else None
    if closing and closed is not None and (opened is None or closed < opened):
        late = Reason.CLOSED_WITHOUT_START if opened is None else Reason.DATES_OUT_OF_ORDER
        cells.refuse(late, closing.header, closing.value)
        closed = None
    if reason and closed is None:
        cells.keep(reason.header, reason.value)
        reason = None
    said = cells.text(reason.header, reason.value) if reason else ""
    return Course(opened_on=opened, closed_on=closed, closing_reason=said)


def record_number(cells: Cells) -> str:
    """Return the row's record number, '' without one that can be kept."""
    cell = cells.one(Field.RECORD_NUMBER)
    if cell is None:
        return ""
    number = cells.line(cell.header, cell.value)
    if len(number) > RECORD_NUMBER_LENGTH or is_blank(number):
        cells.refuse(Reason.RECORD_NUMBER_UNUSABLE, cell.header, cell.value)
        return ""
    return number


def _names(cells: Cells) -> tuple[str, str]:
    order = (Field.FIRST_NAME, Field.MIDDLE_NAME, Field.LAST_NAME, Field.SUFFIX)
    parts = [cell for field in order if (cell := cells.one(field))]
    preferred = _short(cells, Field.PREFERRED_NAME)
    from_parts = names.joined(cells.line(cell.header, cell.value) for cell in parts)
    full = cells.one(Field.FULL_NAME)
    name = from_parts or (_full_name(cells, full) if full else "") or preferred
    if full and from_parts and names.tokens(full.value) != names.tokens(from_parts):
        cells.keep(full.header, full.value)
    if is_blank(name):
        cells.find(Reason.NO_NAME)
        return "", preferred
    if len(name) > NAME_LENGTH:
        cells.find(Reason.NAME_TOO_LONG)
        return "", preferred
    return name, preferred


def _full_name(cells: Cells, cell: Cell) -> str:
    typed = cells.line(cell.header, cell.value)
    turned = names.turned(typed)
    if turned != typed:
        cells.find(Reason.NAME_TURNED, cell.header, cell.value)
    return turned


def _short(cells: Cells, field: Field) -> str:
    cell = cells.one(field)
    return cells.line(cell.header, cell.value, NAME_LENGTH) if cell else ""


def _day(cells: Cells, field: Field, earliest: date | None) -> date | None:
    cell = cells.one(field)
    return _in_range(cells, cell, earliest) if cell else None


def _in_range(cells: Cells, cell: Cell, earliest: date | None) -> date | None:
    found = cells.reading(cell, is_past=cell.column.field is Field.BIRTH_DATE)
    if found.day is None:
        cells.keep(cell.header, cell.value)
        return None
    if not (earliest or date(dates.EARLIEST_YEAR, 1, 1)) <= found.day <= cells.reader.today:
        cells.refuse(Reason.DATE_OUT_OF_RANGE, cell.header, cell.value)
        return None
    if found.at is not None and (found.at.hour or found.at.minute):
        cells.keep(cell.header, cell.value)
    return found.day


def _status(cells: Cells, died: date | None) -> ClientStatus:
    cell = cells.one(Field.STATUS)
    known = headers.client_status(cell.value) if cell else None
    if cell and known is None:
        cells.refuse(Reason.STATUS_UNKNOWN, cell.header, cell.value)
    elif cell and headers.fold(cell.value) != known:
        cells.keep(cell.header, cell.value)  # "transferred" says more than "closed"
    if died is not None:
        return ClientStatus.DECEASED
    return ClientStatus(known) if known else ClientStatus.ACTIVE


def _rules(cells: Cells) -> Iterator[str]:
    for place, cell in enumerate(cells.all(Field.CONTACT_RULE)):
        said = cells.line(cell.header, cell.value)
        if place >= LIST_LENGTH:
            cells.keep(cell.header, cell.value)
        elif not is_blank(said):
            yield said


def _contacts(cells: Cells) -> tuple[tuple[ContactMethod, ...], str]:
    found = [*_reachable(cells, Field.PHONE), *_reachable(cells, Field.EMAIL)]
    address, jurisdiction = _place(cells)
    contacts = (*address, *found)
    for contact in contacts[LIST_LENGTH:]:
        cells.keep(contact.label, contact.value)
    return contacts[:LIST_LENGTH], jurisdiction


def _reachable(cells: Cells, field: Field) -> Iterator[ContactMethod]:
    kind = ContactKind.PHONE if field is Field.PHONE else ContactKind.EMAIL
    for cell in cells.all(field):
        value = cells.line(cell.header, cell.value)
        if _SHORTENED.fullmatch(value):
            cells.find(Reason.VALUE_DISTORTED, cell.header, cell.value)
        if not is_blank(value):
            yield ContactMethod(kind=kind, value=value, label=_label(cells, cell))


def _label(cells: Cells, cell: Cell) -> str:
    """The header, where it says more than "phone"."""
    if headers.fold(cell.header) in _PLAIN_LABELS:
        return ""
    return cells.line(cell.header, cell.header)


def _place(cells: Cells) -> tuple[list[ContactMethod], str]:
    state, country = cells.one(Field.STATE), cells.one(Field.COUNTRY)
    known = headers.state_code(state.value) if state else None
    is_home = headers.fold(country.value if country else "") in _HOME
    jurisdiction = _jurisdiction(cells) or (known if known and is_home else "")
    street = [cells.one(field) for field in _STREET]
    city = [cells.one(Field.CITY), state, cells.one(Field.ZIP)]
    whole = cells.one(Field.ADDRESS)
    if jurisdiction and not any((*street, city[0], city[2], whole, country)):
        return [], jurisdiction
    said = [whole, *street, *city, country]
    lines = [_said(cells, whole), *(_said(cells, cell) for cell in street), _town(cells, city)]
    text = "\n".join(line for line in (*lines, _said(cells, country)) if line)
    if len(text) > LINE_LENGTH:
        for cell in filter(None, said):
            cells.refuse(Reason.VALUE_TOO_LONG, cell.header, cell.value)
        return [], jurisdiction
    found = [] if is_blank(text) else [ContactMethod(kind=ContactKind.ADDRESS, value=text)]
    return found, jurisdiction


def _said(cells: Cells, cell: Cell | None) -> str:
    return cells.text(cell.header, cell.value) if cell else ""


def _town(cells: Cells, parts: list[Cell | None]) -> str:
    city, state, code = (_said(cells, cell) for cell in parts)
    return ", ".join(part for part in (city, names.joined((state, code))) if part)


def _jurisdiction(cells: Cells) -> str:
    cell = cells.one(Field.JURISDICTION)
    if cell is None:
        return ""
    code = headers.state_code(cell.value)
    if code is None:
        cells.refuse(Reason.STATE_UNKNOWN, cell.header, cell.value)
    return code or ""


def _people(cells: Cells, role: PersonRole) -> Iterator[RelatedPerson]:
    kind = "emergency" if role is PersonRole.EMERGENCY else "guardian"
    found: dict[int, dict[str, Cell]] = {}
    for part in ("name", "relation", "phone", "email"):
        for cell in cells.all(Field(f"{kind}_{part}")):
            known = found.setdefault(cell.column.number, {})
            if part in known:
                cells.keep(cell.header, cell.value)
            else:
                known[part] = cell
    for parts in found.values():
        yield _person(cells, role, parts)


def _person(cells: Cells, role: PersonRole, parts: dict[str, Cell]) -> RelatedPerson:
    lines = {part: cells.line(cell.header, cell.value) for part, cell in parts.items()}
    name = lines.get("name", "")
    if len(name) > NAME_LENGTH:
        cells.refuse(Reason.VALUE_TOO_LONG, parts["name"].header, name)
    if is_blank(name) or len(name) > NAME_LENGTH:
        # A number without a name stays what it is: somebody else's.
        first = next(iter(parts.values()))
        cells.find(Reason.PERSON_WITHOUT_NAME, first.header, first.value)
        name = cells.line(first.header, first.header)[:NAME_LENGTH]
        name = name if not is_blank(name) else role.value
    return RelatedPerson(
        role=role,
        name=name,
        relation=lines.get("relation", ""),
        phone=lines.get("phone", ""),
        email=lines.get("email", ""),
    )


def _diagnoses(cells: Cells) -> tuple[Diagnosis, ...]:
    found: list[Diagnosis] = []
    codes = cells.all(Field.DIAGNOSIS_CODE)
    for cell in cells.all(Field.DIAGNOSIS):
        same = [code for code in codes if code.column.number == cell.column.number]
        said = cells.line(cell.header, cell.value)
        if len(same) == 1 and not is_blank(said) and not _SEVERAL.search(same[0].value.strip()):
            codes.remove(same[0])
            code = cells.line(same[0].header, same[0].value)
            found.append(Diagnosis(description=said, code=code))
        else:
            found.extend(_coded(said))
    for cell in codes:
        found.extend(_coded(cells.line(cell.header, cell.value)))
    for diagnosis in found[LIST_LENGTH:]:
        cells.keep(diagnosis.code, diagnosis.description)
    return tuple(found[:LIST_LENGTH])


def _coded(said: str) -> Iterator[Diagnosis]:
    """A code alone is its own description: the vault asks for one."""
    if _CODES.fullmatch(said.upper()):
        for code in re.findall(_CODE, said.upper()):
            yield Diagnosis(description=code, code=code)
    elif found := _CODE_AND_WORDS.fullmatch(said):
        yield Diagnosis(description=found[2], code=found[1])
    elif not is_blank(said):
        yield Diagnosis(description=said)
