"""A client's record: who, how to reach them safely, who acts for them, what care they had."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from vault.ids import CareSessionId, ClientId, EpisodeId

AGE_OF_MAJORITY = 18
MAJORITY_BY_STATE = {"AL": 19, "NE": 19, "MS": 21}


class ClientStatus(StrEnum):
    """Where a client stands with the practice."""

    PROSPECTIVE = "prospective"
    ACTIVE = "active"
    CLOSED = "closed"
    DECEASED = "deceased"
    DISPOSED = "disposed"


class ContactKind(StrEnum):
    """A way to reach somebody."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    OTHER = "other"


class PersonRole(StrEnum):
    """What somebody is to the client."""

    EMERGENCY = "emergency"
    REPRESENTATIVE = "representative"
    OTHER = "other"


class CareSessionStatus(StrEnum):
    """What became of a session."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class Modality(StrEnum):
    """How client and social worker met."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"
    TEXT = "text"
    HOME_VISIT = "home_visit"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactMethod:
    """A number or address with its own safe-contact rule ("no voicemail")."""

    kind: ContactKind
    value: str = field(repr=False)
    label: str = ""
    rule: str = field(default="", repr=False)
    is_preferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedPerson:
    """Somebody around the client; a representative's authority has its dates."""

    role: PersonRole
    name: str = field(repr=False)
    relation: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    authority: str = field(default="", repr=False)
    authority_from: date | None = None
    authority_to: date | None = None
    remark: str = field(default="", repr=False)

    def has_authority_on(self, day: date) -> bool:
        """Return whether this representative could act for the client on ``day``."""
        starts = self.authority_from is None or self.authority_from <= day
        ends = self.authority_to is None or day <= self.authority_to
        return self.role is PersonRole.REPRESENTATIVE and bool(self.authority) and starts and ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """A diagnosis, with its code where there is one."""

    description: str = field(repr=False)
    code: str = field(default="", repr=False)
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientDetails:
    """All that a person can type about a client."""

    legal_name: str = field(repr=False)
    preferred_name: str = field(default="", repr=False)
    pronouns: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)
    status: ClientStatus = ClientStatus.ACTIVE
    deceased_on: date | None = field(default=None, repr=False)
    jurisdiction: str = ""
    risk_flag: str = field(default="", repr=False)
    restrictions: str = field(default="", repr=False)
    privilege_holders: str = field(default="", repr=False)
    contact_rules: tuple[str, ...] = field(default=(), repr=False)
    referral: str = field(default="", repr=False)
    contacts: tuple[ContactMethod, ...] = ()
    people: tuple[RelatedPerson, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A client as the vault holds them."""

    id: ClientId
    uid: str
    record_number: str
    details: ClientDetails
    created_at: datetime
    changed_at: datetime

    @property
    def name(self) -> str:
        """The name to say: the preferred one where there is one."""
        return self.details.preferred_name or self.details.legal_name

    def age_on(self, day: date) -> int | None:
        """Return the age in whole years on ``day``; a 29 February birthday counts from 1 March."""
        born = self.details.birth_date
        return None if born is None else age(born, day)

    def is_minor_on(self, day: date) -> bool | None:
        """Return whether the client is under age where they live; ``None`` while unknown."""
        years = self.age_on(day)
        if years is None:
            return None
        return years < MAJORITY_BY_STATE.get(self.details.jurisdiction, AGE_OF_MAJORITY)


def age(born: date, day: date) -> int:
    """Return the whole years from ``born`` to ``day``; negative before birth."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientLine:
    """What the list of clients shows of one."""

    id: ClientId
    record_number: str
    name: str = field(repr=False)
    status: ClientStatus
    birth_date: date | None = field(repr=False)
    next_session: datetime | None
    draft_day: date | None
    has_risk: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """An episode of care; open while ``closed_on`` is ``None``."""

    id: EpisodeId
    client_id: ClientId
    opened_on: date
    opening_reason: str = field(default="", repr=False)
    closed_on: date | None = None
    closing_reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CareSessionDetails:
    """All that a person can type about a session. ``minutes`` is its length."""

    day: date
    starts_at: time | None = None
    minutes: int | None = None
    status: CareSessionStatus = CareSessionStatus.PLANNED
    modality: Modality = Modality.IN_PERSON
    kind: str = "individual"
    remark: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CareSession:
    """A session of a client."""

    id: CareSessionId
    client_id: ClientId
    episode_id: EpisodeId | None
    details: CareSessionDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """A session as Home lists it: whose, when, and whether its note exists."""

    session: CareSession
    client_name: str = field(repr=False)
    record_number: str
    note_id: int | None
    is_note_signed: bool
