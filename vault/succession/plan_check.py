"""What a succession plan may say. Pure."""

import re
from collections.abc import Iterator

from vault.clients.typed_text import (
    NAME_LENGTH,
    check_filled_line,
    check_line,
    check_text,
)
from vault.errors import InvalidValue, SecretInPlan
from vault.succession.plan_model import ContactRole, Person, SuccessionPlan

MOST_PEOPLE = 100
_ROLES_APART = (ContactRole.SUCCESSOR, ContactRole.ALTERNATE)
_TEXTS = (
    "authority",
    "conflicts_note",
    "where_things_are",
    "notification_wishes",
    "retention_note",
    "container_label",
)
# An age identity, or the kind that the keyring keeps: the start of either is enough.
_SECRET = re.compile(r"AGE-\s*SECRET-\s*KEY-|\bck1\.[A-Za-z0-9+/]{40}", re.IGNORECASE)


def check(plan: SuccessionPlan) -> None:
    """Raise ``InvalidValue`` with the first field that cannot be kept, or ``SecretInPlan``.

    Fields of people and letters are named as ``contacts.2.phone`` and ``letters.client.title``.
    """
    for name in _TEXTS:
        check_text(name, getattr(plan, name))
    _check_roles(plan)
    for place, person in _placed(plan):
        _check_person(place, person)
    _check_letters(plan)
    if len(set(plan.triggers)) != len(plan.triggers):
        raise InvalidValue("triggers")
    if any(_SECRET.search(text) for text in _told(plan)):
        raise SecretInPlan()


def _placed(plan: SuccessionPlan) -> Iterator[tuple[str, Person]]:
    if plan.successor is not None:
        yield "successor", plan.successor
    if plan.alternate is not None:
        yield "alternate", plan.alternate
    for name in ("contacts", "referrals"):
        for place, person in enumerate(getattr(plan, name)):
            yield f"{name}.{place}", person


def _check_roles(plan: SuccessionPlan) -> None:
    if plan.successor is not None and plan.successor.role is not ContactRole.SUCCESSOR:
        raise InvalidValue("successor")
    if plan.alternate is not None and plan.alternate.role is not ContactRole.ALTERNATE:
        raise InvalidValue("alternate")
    if any(one.role in _ROLES_APART for one in plan.contacts) or len(plan.contacts) > MOST_PEOPLE:
        raise InvalidValue("contacts")
    if len(plan.referrals) > MOST_PEOPLE:
        raise InvalidValue("referrals")


def _check_person(place: str, person: Person) -> None:
    check_filled_line(f"{place}.name", person.name, NAME_LENGTH)
    check_line(f"{place}.organization", person.organization, NAME_LENGTH)
    check_line(f"{place}.phone", person.phone)
    check_line(f"{place}.email", person.email)
    check_text(f"{place}.address", person.address)
    check_text(f"{place}.remark", person.remark)


def _check_letters(plan: SuccessionPlan) -> None:
    if len({one.code for one in plan.letters}) != len(plan.letters):
        raise InvalidValue("letters")
    for letter in plan.letters:
        check_filled_line(f"letters.{letter.code}.title", letter.title, NAME_LENGTH)
        check_text(f"letters.{letter.code}.body", letter.body)


def _told(plan: SuccessionPlan) -> Iterator[str]:
    yield from (getattr(plan, name) for name in _TEXTS)
    for _, one in _placed(plan):
        yield from (one.name, one.organization, one.phone, one.email, one.address, one.remark)
    for letter in plan.letters:
        yield from (letter.title, letter.body)
