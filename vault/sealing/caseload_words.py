"""The caseload in words: lines of a page, cells of a table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from vault.exports import wording
from vault.sealing.caseload_model import Around, Booking, CaseloadClient, Contact

NO_RULE = "No rule for safe contact is written down: ask before you leave a message."
COLUMNS = (
    "record_number",
    "legal_name",
    "preferred_name",
    "pronouns",
    "status",
    "is_minor",
    "at_risk",
    "next_session",
    "contact_rules",
    "contacts",
    "people",
    "restrictions",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedLine:
    """Who is expected when."""

    at: str
    how: str
    client: CaseloadClient = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedDay:
    """A day with its sessions, by the clock."""

    day: str
    lines: tuple[BookedLine, ...]


def bookings(clients: Sequence[CaseloadClient]) -> list[BookedDay]:
    """Return all days to come with somebody booked."""
    found = [(one, client) for client in clients for one in client.bookings]
    found.sort(key=lambda pair: (pair[0].day, pair[0].starts_at or "99", pair[1].name))
    return [
        BookedDay(day=weekday(day), lines=tuple(_line(one, client) for one, client in of_day))
        for day, of_day in groupby(found, key=lambda pair: pair[0].day)
    ]


def _line(one: Booking, client: CaseloadClient) -> BookedLine:
    how = wording.MODALITIES[one.modality]
    length = f"{one.minutes} minutes" if one.minutes else ""
    return BookedLine(
        at=one.starts_at or "no time set",
        how=", ".join(filter(None, (how, length))),
        client=client,
    )


def weekday(day: date) -> str:
    """Return a day as ``Tuesday, 24 November 2026``."""
    return f"{_DAYS[day.weekday()]}, {wording.day(day)}"


def status(client: CaseloadClient) -> str:
    """Return the marks below a client's name."""
    minor = "a minor: contact goes by whoever may act for the child" if client.is_minor else ""
    told = (client.pronouns, wording.STATUSES[client.status], minor)
    return " · ".join(filter(None, (f"Record {client.record_number}", *told)))


def next_session(client: CaseloadClient) -> str:
    """Return when the client is expected next; empty for nobody expected."""
    if not client.bookings:
        return ""
    first = client.bookings[0]
    return " ".join(filter(None, (weekday(first.day), first.starts_at)))


def contact_marks(one: Contact) -> str:
    """Return what a number or address is; empty where nothing is known."""
    return ", ".join(filter(None, (one.label, "preferred" if one.is_preferred else "")))


def contact_kind(one: Contact) -> str:
    """Return what kind of contact it is."""
    return wording.CONTACTS[one.kind]


def authority(one: Around) -> str:
    """Return what somebody's right to act for the client rests on, and its days."""
    start = f"from {wording.day(one.authority_from)}" if one.authority_from else ""
    end = f"until {wording.day(one.authority_to)}" if one.authority_to else ""
    return " ".join(filter(None, (one.authority, start, end)))


def person_role(one: Around) -> str:
    """Return what somebody is to the client."""
    return wording.ROLES[one.role]


def cells(client: CaseloadClient) -> tuple[str, ...]:
    """Return a client's line of the table, by ``COLUMNS``."""
    minor = {True: "yes", False: "no", None: ""}[client.is_minor]
    return (
        client.record_number,
        client.legal_name,
        client.preferred_name,
        client.pronouns,
        client.status.value,
        minor,
        client.risk,
        _next_cell(client),
        "; ".join(client.contact_rules),
        "; ".join(map(_contact_cell, client.contacts)),
        "; ".join(map(_person_cell, client.people)),
        client.restrictions,
    )


def _next_cell(client: CaseloadClient) -> str:
    if not client.bookings:
        return ""
    first = client.bookings[0]
    return " ".join(filter(None, (first.day.isoformat(), first.starts_at)))


def _contact_cell(one: Contact) -> str:
    marks = contact_marks(one)
    rule = f"[{one.rule}]" if one.rule else ""
    return " ".join(filter(None, (one.kind.value, one.value, f"({marks})" if marks else "", rule)))


def _person_cell(one: Around) -> str:
    right = authority(one)
    told = (one.relation, one.phone, one.email, f"authority: {right}" if right else "", one.remark)
    return f"{person_role(one)}: " + ", ".join(filter(None, (one.name, *told)))
