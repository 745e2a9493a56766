"""The succession plan: who takes over, when, and what she is to know. It names no client."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from vault.ids import ClientId


class ContactRole(StrEnum):
    """What somebody is to the practice when it ends."""

    SUCCESSOR = "successor"
    ALTERNATE = "alternate"
    LAWYER = "lawyer"
    ACCOUNTANT = "accountant"
    INSURER = "insurer"
    BOARD = "board"
    LANDLORD = "landlord"
    EXECUTOR = "executor"
    FAMILY = "family"
    OTHER = "other"


class Trigger(StrEnum):
    """What makes the plan begin."""

    DEATH_CERTIFICATE = "death_certificate"
    TWO_CLINICIAN_LETTER = "two_clinician_letter"
    CLOSURE = "closure"


class Psychotherapy(StrEnum):
    """What becomes of psychotherapy notes. Those to be destroyed are in no sealed export."""

    DESTROY = "destroy"
    KEEP_SEALED = "keep_sealed"
    TRANSFER = "transfer"


class Outside(StrEnum):
    """What stands outside the seal: a label in general terms, or the contacts' names too."""

    LABEL_ONLY = "label_only"
    NAMES = "names"


class Audience(StrEnum):
    """For whom a record is that the successor must not see."""

    ALTERNATE = "alternate"
    NOBODY = "nobody"


class LetterCode(StrEnum):
    """What a letter is for."""

    CLIENT = "client"
    INSURER = "insurer"
    BOARD = "board"
    REFERRAL = "referral"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody to call. ``remark`` says what for."""

    name: str = field(repr=False)
    role: ContactRole = ContactRole.OTHER
    organization: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    remark: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A text to be sent; ``{client}`` and the other fields of ``letters.FIELDS`` are filled in."""

    code: LetterCode
    title: str = field(repr=False)
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionPlan:
    """The plan. ``caseload_alone``: the successor alone may open the caseload.

    ``where_things_are`` says where laptop, backups and keys lie, never a secret.
    ``container_label`` is what stands outside the seal; empty for the usual words.
    ``review_on`` is the next yearly review; ``None`` for a year after the plan was kept.
    """

    successor: Person | None = None
    alternate: Person | None = None
    authority: str = field(default="", repr=False)
    triggers: tuple[Trigger, ...] = ()
    conflicts_note: str = field(default="", repr=False)
    psychotherapy: Psychotherapy = Psychotherapy.KEEP_SEALED
    caseload_alone: bool = False
    where_things_are: str = field(default="", repr=False)
    contacts: tuple[Person, ...] = ()
    referrals: tuple[Person, ...] = ()
    notification_wishes: str = field(default="", repr=False)
    letters: tuple[Letter, ...] = ()
    retention_note: str = field(default="", repr=False)
    outside: Outside = Outside.LABEL_ONLY
    container_label: str = field(default="", repr=False)
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion:
    """A plan as it was kept at an instant."""

    id: int
    plan: SuccessionPlan
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A client whom the successor must not see, and for whom the record is instead."""

    client_id: ClientId
    audience: Audience
    reason: str = field(repr=False)
    at: datetime
