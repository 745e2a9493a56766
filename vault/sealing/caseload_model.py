"""A client as the caseload tells of one: enough to call, safely, and nothing of the record."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Self

from vault.clients.model import (
    CareSession,
    Client,
    ClientStatus,
    ContactKind,
    ContactMethod,
    Modality,
    PersonRole,
    RelatedPerson,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A number or address, and what to mind with it."""

    kind: ContactKind
    value: str = field(repr=False)
    label: str = field(repr=False)
    rule: str = field(repr=False)
    is_preferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Somebody around the client. ``authority`` is what a representative's right rests on."""

    role: PersonRole
    name: str = field(repr=False)
    relation: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(repr=False)
    authority: str = field(repr=False)
    authority_from: date | None
    authority_to: date | None
    remark: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A planned session. ``starts_at`` is ``HH:MM`` where the practice stands, or empty."""

    day: date
    starts_at: str
    minutes: int | None
    modality: Modality
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadClient:
    """A client to be called. ``is_minor`` is ``None`` where no birth date says it.

    ``bookings`` are the sessions to come, the next one first.
    """

    uid: str
    record_number: str
    legal_name: str = field(repr=False)
    preferred_name: str = field(repr=False)
    pronouns: str = field(repr=False)
    status: ClientStatus
    is_minor: bool | None
    risk: str = field(repr=False)
    contact_rules: tuple[str, ...] = field(repr=False)
    contacts: tuple[Contact, ...]
    people: tuple[Around, ...]
    restrictions: str = field(repr=False)
    bookings: tuple[Booking, ...]

    @property
    def name(self) -> str:
        """The name to say: the preferred one where there is one."""
        return self.preferred_name or self.legal_name

    @property
    def is_in_care(self) -> bool:
        """Whether care goes on, or is about to begin."""
        return self.status in (ClientStatus.ACTIVE, ClientStatus.PROSPECTIVE) or bool(self.bookings)

    @classmethod
    def of(cls, client: Client, planned: Sequence[CareSession], today: date) -> Self:
        """Return what the caseload tells of ``client``; the preferred contact comes first."""
        details = client.details
        return cls(
            uid=client.uid,
            record_number=client.record_number,
            legal_name=details.legal_name,
            preferred_name=details.preferred_name,
            pronouns=details.pronouns,
            status=details.status,
            is_minor=client.is_minor_on(today),
            risk=details.risk_flag,
            contact_rules=details.contact_rules,
            contacts=tuple(
                map(_contact, sorted(details.contacts, key=lambda one: not one.is_preferred))
            ),
            people=tuple(map(_around, details.people)),
            restrictions=details.restrictions,
            bookings=tuple(map(_booking, planned)),
        )


def _contact(one: ContactMethod) -> Contact:
    return Contact(
        kind=one.kind,
        value=one.value,
        label=one.label,
        rule=one.rule,
        is_preferred=one.is_preferred,
    )


def _around(one: RelatedPerson) -> Around:
    return Around(
        role=one.role,
        name=one.name,
        relation=one.relation,
        phone=one.phone,
        email=one.email,
        authority=one.authority,
        authority_from=one.authority_from,
        authority_to=one.authority_to,
        remark=one.remark,
    )


def _booking(one: CareSession) -> Booking:
    details = one.details
    starts: time | None = details.starts_at
    return Booking(
        day=details.day,
        starts_at=f"{starts:%H:%M}" if starts else "",
        minutes=details.minutes,
        modality=details.modality,
        kind=details.kind,
    )
