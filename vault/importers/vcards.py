"""Contact cards (vCard 2.1, 3.0, 4.0) to clients, or to people around a client."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import unquote

from vault.clients.model import (
    ClientDetails,
    ContactKind,
    ContactMethod,
    PersonRole,
    RelatedPerson,
)
from vault.clients.rules import LIST_LENGTH
from vault.clients.typed_text import LINE_LENGTH, NAME_LENGTH, is_blank
from vault.errors import NotContactCards
from vault.importers import content_lines, dates, file_bytes, names
from vault.importers.client_list import checked, with_duplicates
from vault.importers.content_lines import Component, ContentLine, parted
from vault.importers.dates import DateOrder
from vault.importers.gathering import Gathering, outside
from vault.importers.matching import Seen
from vault.importers.model import (
    ClientImport,
    KnownClient,
    PlannedClient,
    Reason,
    verdict_of,
)

_MACHINE = frozenset({"VERSION", "PRODID", "REV", "UID", "CLIENTPIDMAP", "X-ABUID", "X-ABADR"})
_BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_TAKEN = frozenset({"FN", "N", "TEL", "EMAIL", "ADR", "BDAY", "NICKNAME", "PRONOUNS", "KIND"})
_KIND = "X-ADDRESSBOOKSERVER-KIND"
# Kinds of a number that every number is.
_NO_LABELS = frozenset({"pref", "voice", "internet", "x400", "text", "dom", "intl", "uri"})
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_URI = re.compile("^(?:tel|mailto|sms):", re.IGNORECASE)


def plan(data: bytes, existing: Sequence[KnownClient], today: date) -> ClientImport:
    """Return a planned client for each card; ``line`` is that of its BEGIN.

    Who of them is no client but somebody around one, a person says: ``as_related_person``.
    Raises ``NotContactCards``, ``ImportFileTooLarge`` and ``ImportFileEmpty``.
    """
    file_bytes.check_size(data)
    root = content_lines.components(data)
    cards = list(_cards(root))
    if not cards:
        raise NotContactCards()
    seen = Seen(existing)
    rows = tuple(with_duplicates(_planned(card, today), seen) for card in cards)
    return ClientImport(rows=rows, remarks=outside(root))


def as_related_person(planned: PlannedClient, role: PersonRole) -> RelatedPerson | None:
    """Return a contact as somebody around a client; ``None`` for a card without a name.

    What such a person has no field for, as more numbers and the extras, stands in the remark.
    """
    details = planned.details
    if details is None:
        return None
    phone = _first(details, ContactKind.PHONE)
    email = _first(details, ContactKind.EMAIL)
    others = [one.value for one in details.contacts if one.value not in (phone, email)]
    more = [extra.text for extra in planned.extras]
    born = [details.birth_date.isoformat()] if details.birth_date else []
    said = [details.preferred_name, details.pronouns, *born, *others, *more]
    return RelatedPerson(
        role=role,
        name=details.legal_name,
        phone=phone,
        email=email,
        remark="\n".join(part for part in said if part),
    )


def _first(details: ClientDetails, kind: ContactKind) -> str:
    return next((one.value for one in details.contacts if one.kind is kind), "")


def _cards(component: Component) -> Iterator[Component]:
    for part in component.parts:
        if part.name == "VCARD":
            yield part
        yield from _cards(part)


def _planned(card: Component, today: date) -> PlannedClient:
    one = Gathering()
    details = _details(one, card, today)
    _keep_others(one, card)
    one.keep_astray(card)
    kind = card.first("KIND") or card.first(_KIND)
    if kind is not None and kind.value.strip().lower() not in ("individual", ""):
        one.refuse(Reason.NOT_A_PERSON, kind.name, kind.value)
    details = checked(one, details, today)
    return PlannedClient(
        line=card.line,
        verdict=verdict_of(tuple(one.findings)),
        findings=tuple(one.findings),
        details=details,
        extras=tuple(one.extras),
        cells=card.raw(),
    )


def _details(one: Gathering, card: Component, today: date) -> ClientDetails | None:
    name = _name(one, card)
    nickname, pronouns = _short(one, card, "NICKNAME"), _short(one, card, "PRONOUNS")
    born = _birth_date(one, card, today)
    contacts = [*_contacts(one, card)]
    for contact in contacts[LIST_LENGTH:]:
        one.keep(contact.label, contact.value)
    if is_blank(name) or len(name) > NAME_LENGTH:
        one.find(Reason.NO_NAME if is_blank(name) else Reason.NAME_TOO_LONG)
        return None
    return ClientDetails(
        legal_name=name,
        preferred_name=nickname,
        pronouns=pronouns,
        birth_date=born,
        contacts=tuple(contacts[:LIST_LENGTH]),
    )


def _name(one: Gathering, card: Component) -> str:
    whole, apart = card.first("FN"), card.first("N")
    shown = one.line("FN", whole.text) if whole else ""
    parts = parted(apart.value, ";") if apart else []
    family, given, more, prefix, suffix = (*parts, "", "", "", "", "")[:5]
    joined = one.line("N", names.joined((given, more, family, suffix)))
    for extra in parts[5:]:
        one.keep("N", extra)
    if joined and prefix:
        one.keep("N", prefix)
    if joined and shown and names.tokens(shown) != names.tokens(joined):
        one.keep("FN", shown)
    for other in [*card.all("FN")[1:], *card.all("N")[1:]]:
        one.keep(other.name, other.text)
    return joined or shown


def _short(one: Gathering, card: Component, name: str) -> str:
    lines = card.all(name)
    for other in lines[1:]:
        one.keep(name, other.text)
    return one.line(name, lines[0].text, NAME_LENGTH) if lines else ""


def _birth_date(one: Gathering, card: Component, today: date) -> date | None:
    lines = card.all("BDAY")
    for other in lines[1:]:
        one.keep("BDAY", other.text)
    if not lines or not lines[0].text.strip():
        return None
    line = lines[0]
    said = line.text.strip()
    # Without a year: --0520, or 1604 and a word that it is none.
    if said.startswith("-") or line.parameters.get("X-APPLE-OMIT-YEAR"):
        one.refuse(Reason.DATE_INCOMPLETE, "BDAY", said)
        return None
    found = dates.read(said, DateOrder.MONTH_FIRST, today, is_past=True)
    for reason in found.reasons:
        one.find(reason, "BDAY", said)
    if found.day is None:
        one.keep("BDAY", said)
    elif not date(dates.EARLIEST_YEAR, 1, 1) <= found.day <= today:
        one.refuse(Reason.DATE_OUT_OF_RANGE, "BDAY", said)
        return None
    return found.day


def _contacts(one: Gathering, card: Component) -> Iterator[ContactMethod]:
    labels = {line.group: line.text for line in card.all("X-ABLABEL") if line.group}
    for line in card.lines:
        if line.name in ("TEL", "EMAIL", "ADR"):
            value = _value(one, line)
            if not is_blank(value):
                yield ContactMethod(
                    kind=_KINDS[line.name],
                    value=value,
                    label=_label(one, line, labels),
                    is_preferred=_is_preferred(line),
                )


_KINDS = {"TEL": ContactKind.PHONE, "EMAIL": ContactKind.EMAIL, "ADR": ContactKind.ADDRESS}


def _value(one: Gathering, line: ContentLine) -> str:
    if line.name != "ADR":
        said = line.text.strip()
        bare = _URI.sub("", said)
        return one.line(line.name, unquote(bare) if bare != said else said)
    box, more, street, city, region, code, *country = (*parted(line.value, ";"), *[""] * 6)
    town = ", ".join(part for part in (city, names.joined((region, code))) if part)
    lines = (box, street, more, town, *country)
    return one.text("ADR", "\n".join(part for part in lines if part), LINE_LENGTH)


def _label(one: Gathering, line: ContentLine, labels: dict[str, str]) -> str:
    own = _APPLE_LABEL.sub(r"\1", labels.get(line.group, ""))
    said = [kind.lower() for kind in line.parameters.get("TYPE", ())]
    kinds = [kind for kind in dict.fromkeys(said) if kind and kind not in _NO_LABELS]
    return one.line(line.name, own or ", ".join(kinds), NAME_LENGTH)


def _is_preferred(line: ContentLine) -> bool:
    kinds = {kind.lower() for kind in line.parameters.get("TYPE", ())}
    return "pref" in kinds or line.parameter("PREF") == "1"


def _keep_others(one: Gathering, card: Component) -> None:
    groups = {line.group for line in card.lines if line.name in _KINDS and line.group}
    for line in card.lines:
        is_label = line.name == "X-ABLABEL" and line.group in groups
        if line.name in _TAKEN or line.name in _MACHINE or is_label or line.name == _KIND:
            continue
        if line.name in _BINARY and len(line.value) > LINE_LENGTH:
            one.find(Reason.BINARY_LEFT_OUT, line.name)
        elif line.text.strip():
            one.keep(line.name, line.text)
