"""What the page Succession says of the plan, from what the services say. Needs no window."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.clients.presenter import Fact
from vault.succession.plan_model import (
    Audience,
    ContactRole,
    LetterCode,
    Outside,
    Person,
    PlanVersion,
    Psychotherapy,
    SuccessionPlan,
    Trigger,
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("succession", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """What is said above the plan of its review, and whether it is time."""

    text: str
    is_due: bool


def review_line(version: PlanVersion, next_review: date, today: date) -> ReviewLine:
    """Return when the plan was kept and when it is to be looked at again."""
    kept = _tr("Kept on %1.").replace("%1", wording.long_day(version.at.astimezone().date()))
    is_due = next_review <= today
    said = _tr("Its yearly review has been due since %1.") if is_due else _tr("Next review: %1.")
    return ReviewLine(
        text=f"{kept} {said.replace('%1', wording.long_day(next_review))}", is_due=is_due
    )


def person_words(person: Person) -> str:
    """Return who somebody is and how to reach them, a line for each."""
    name = f"{person.name}, {person.organization}" if person.organization else person.name
    reach = " · ".join(part for part in (person.phone, person.email) if part)
    return "\n".join(part for part in (name, reach, person.address, person.remark) if part)


def people_facts(plan: SuccessionPlan) -> list[Fact]:
    """Return who takes over, with which authority, and when."""
    told = [
        Fact(name=role_words(one.role), text=person_words(one))
        for one in (plan.successor, plan.alternate)
        if one is not None
    ]
    triggers = "\n".join(trigger_words(one) for one in plan.triggers)
    told += _filled((_tr("Authority"), plan.authority), (_tr("Begins with"), triggers))
    return told + _filled((_tr("Conflicts"), plan.conflicts_note))


def contact_facts(people: Iterable[Person]) -> list[Fact]:
    """Return whom to call, in the order of their roles."""
    places = list(ContactRole)
    ordered = sorted(people, key=lambda one: places.index(one.role))
    return [Fact(name=role_words(one.role), text=person_words(one)) for one in ordered]


def client_facts(plan: SuccessionPlan) -> list[Fact]:
    """Return how clients are told, and to whom they may be referred."""
    told = _filled((_tr("How to tell them"), plan.notification_wishes))
    return told + [Fact(name=_tr("Referral"), text=person_words(one)) for one in plan.referrals]


def record_facts(plan: SuccessionPlan) -> list[Fact]:
    """Return what becomes of the records."""
    told = [Fact(name=_tr("Psychotherapy notes"), text=psychotherapy_words(plan.psychotherapy))]
    told += _filled((_tr("Keeping, disposing"), plan.retention_note))
    return told + _filled((_tr("Where things are"), plan.where_things_are))


def outside_facts(plan: SuccessionPlan) -> list[Fact]:
    """Return who may open what, and what can be read without a card."""
    alone = _tr("The successor alone") if plan.caseload_alone else _tr("Two holders together")
    told = [
        Fact(name=_tr("Caseload opens to"), text=alone),
        Fact(name=_tr("Readable outside"), text=outside_words(plan.outside)),
    ]
    return told + _filled((_tr("Label"), plan.container_label))


def _filled(*facts: tuple[str, str]) -> list[Fact]:
    return [Fact(name=name, text=text) for name, text in facts if text.strip()]


def role_words(role: ContactRole) -> str:
    """Return what somebody is to the practice."""
    words = {
        ContactRole.SUCCESSOR: _tr("Successor"),
        ContactRole.ALTERNATE: _tr("Alternate"),
        ContactRole.LAWYER: _tr("Lawyer"),
        ContactRole.ACCOUNTANT: _tr("Accountant"),
        ContactRole.INSURER: _tr("Liability insurer"),
        ContactRole.BOARD: _tr("Licensing board"),
        ContactRole.LANDLORD: _tr("Landlord"),
        ContactRole.EXECUTOR: _tr("Executor"),
        ContactRole.FAMILY: _tr("Family"),
        ContactRole.OTHER: _tr("Somebody else"),
    }
    return words[role]


def trigger_words(trigger: Trigger) -> str:
    """Return what makes the plan begin."""
    words = {
        Trigger.DEATH_CERTIFICATE: _tr("A death certificate"),
        Trigger.TWO_CLINICIAN_LETTER: _tr("Letters of two clinicians that I can't practice"),
        Trigger.CLOSURE: _tr("My own written word that the practice closes"),
    }
    return words[trigger]


def psychotherapy_words(choice: Psychotherapy) -> str:
    """Return what becomes of psychotherapy notes."""
    words = {
        Psychotherapy.DESTROY: _tr("Destroy them unread; no export holds them"),
        Psychotherapy.KEEP_SEALED: _tr("Keep them sealed, in a part of their own"),
        Psychotherapy.TRANSFER: _tr("Transfer them to the custodian, in a part of their own"),
    }
    return words[choice]


def outside_words(choice: Outside) -> str:
    """Return what stands outside the seal."""
    words = {
        Outside.LABEL_ONLY: _tr("A label in general terms, and who holds cards"),
        Outside.NAMES: _tr("My name too, and whom to call"),
    }
    return words[choice]


def letter_words(code: LetterCode) -> str:
    """Return what a letter is for."""
    words = {
        LetterCode.CLIENT: _tr("To clients"),
        LetterCode.INSURER: _tr("To the insurer"),
        LetterCode.BOARD: _tr("To the board"),
        LetterCode.REFERRAL: _tr("Referral"),
        LetterCode.PUBLIC: _tr("Public notice"),
    }
    return words[code]


def audience_words(audience: Audience) -> str:
    """Return for whom a record kept apart is."""
    if audience is Audience.ALTERNATE:
        return _tr("For the alternate alone")
    return _tr("For nobody: in no export")
