"""What a client's record may say, field by field."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.records.clients.samples import FULL, PLAIN
from vault.clients import rules, typed_text
from vault.clients.model import (
    ClientDetails,
    ClientStatus,
    ContactKind,
    ContactMethod,
    Diagnosis,
    PersonRole,
    RelatedPerson,
)
from vault.errors import InvalidValue

TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)
LINE_BREAKS = ("\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029")
CONTROLS = ("\0", "\x07", "\x1b", "\x7f", "\x9f", "\ud800", "\udfff")
PHONE = ContactMethod(kind=ContactKind.PHONE, value="555")
PERSON = RelatedPerson(role=PersonRole.REPRESENTATIVE, name="Ana")
DIAGNOSIS = Diagnosis(description="Grief")

Place = Callable[[str], ClientDetails]

# Each field that takes text: how it is named in an error, and details with a text there.
NAMES: dict[str, Place] = {
    "legal_name": lambda text: replace(PLAIN, legal_name=text),
    "preferred_name": lambda text: replace(PLAIN, preferred_name=text),
    "pronouns": lambda text: replace(PLAIN, pronouns=text),
    "people.0.name": lambda text: _with_person(name=text),
}
LINES: dict[str, Place] = {
    "contact_rules.1": lambda text: replace(PLAIN, contact_rules=("a", text)),
    "contacts.1.label": lambda text: replace(PLAIN, contacts=(PHONE, replace(PHONE, label=text))),
    "contacts.0.rule": lambda text: replace(PLAIN, contacts=(replace(PHONE, rule=text),)),
    "people.0.relation": lambda text: _with_person(relation=text),
    "people.0.phone": lambda text: _with_person(phone=text),
    "people.0.email": lambda text: _with_person(email=text),
    "people.0.authority": lambda text: _with_person(authority=text),
    "diagnoses.0.code": lambda text: _with_diagnosis(code=text),
    "diagnoses.0.description": lambda text: _with_diagnosis(description=text),
}
TEXTS: dict[str, Place] = {
    "risk_flag": lambda text: replace(PLAIN, risk_flag=text),
    "restrictions": lambda text: replace(PLAIN, restrictions=text),
    "privilege_holders": lambda text: replace(PLAIN, privilege_holders=text),
    "referral": lambda text: replace(PLAIN, referral=text),
    "people.0.remark": lambda text: _with_person(remark=text),
}
ALL = NAMES | LINES | TEXTS
LIMITS = (
    dict.fromkeys(NAMES, typed_text.NAME_LENGTH)
    | dict.fromkeys(LINES, typed_text.LINE_LENGTH)
    | dict.fromkeys(TEXTS, typed_text.TEXT_LENGTH)
)


def _with_person(**changes: Any) -> ClientDetails:
    return replace(PLAIN, people=(replace(PERSON, **changes),))


def _with_diagnosis(**changes: Any) -> ClientDetails:
    return replace(PLAIN, diagnoses=(replace(DIAGNOSIS, **changes),))


def _refused(details: ClientDetails) -> str:
    with pytest.raises(InvalidValue) as caught:
        rules.check_details(details, TODAY)
    return caught.value.field


def test_the_samples_are_allowed() -> None:
    rules.check_details(PLAIN, TODAY)
    rules.check_details(FULL, TODAY)


@pytest.mark.parametrize("field", ALL)
def test_a_text_as_long_as_allowed_and_one_longer(field: str) -> None:
    rules.check_details(ALL[field]("ä" * LIMITS[field]), TODAY)
    assert _refused(ALL[field]("ä" * (LIMITS[field] + 1))) == field
    assert _refused(ALL[field]("x" * 10_000_000)) == field


@pytest.mark.parametrize("field", ALL)
@pytest.mark.parametrize("control", CONTROLS)
def test_controls_are_refused_everywhere(field: str, control: str) -> None:
    assert _refused(ALL[field](f"a{control}b")) == field


@pytest.mark.parametrize("field", NAMES | LINES)
@pytest.mark.parametrize("line_break", [*LINE_BREAKS, "\t"])
def test_a_line_has_no_breaks(field: str, line_break: str) -> None:
    assert _refused(ALL[field](f"a{line_break}b")) == field


@pytest.mark.parametrize("field", TEXTS)
def test_a_text_has_lines_and_tabs(field: str) -> None:
    rules.check_details(ALL[field]("a\n\tb\r\nc\u2028d"), TODAY)


@pytest.mark.parametrize("place", [NAMES["legal_name"], NAMES["people.0.name"]])
@pytest.mark.parametrize("blank", ["", " ", "\u00a0\u3000", "\u200b\u200d\ufeff", "\u202e"])
def test_a_name_can_be_seen(place: Place, blank: str) -> None:
    assert _refused(place(blank)) in ("legal_name", "people.0.name")


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (replace(PLAIN, contact_rules=("a", " ")), "contact_rules.1"),
        (replace(PLAIN, contacts=(replace(PHONE, value="\n"),)), "contacts.0.value"),
        (replace(PLAIN, contacts=(replace(PHONE, value="5\0"),)), "contacts.0.value"),
        (replace(PLAIN, contacts=(replace(PHONE, value="5" * 1001),)), "contacts.0.value"),
        (_with_diagnosis(description=""), "diagnoses.0.description"),
        (replace(PLAIN, contacts=(PHONE,) * 101), "contacts"),
        (replace(PLAIN, people=(PERSON,) * 101), "people"),
        (replace(PLAIN, diagnoses=(DIAGNOSIS,) * 101), "diagnoses"),
        (replace(PLAIN, contact_rules=("a",) * 101), "contact_rules"),
    ],
)
def test_what_is_listed_says_something(details: ClientDetails, field: str) -> None:
    assert _refused(details) == field


@pytest.mark.parametrize("code", ["C", "CAL", "ca", "C1", " CA", "ÇA", "CA\n", "ⅭⅯ"])
def test_a_jurisdiction_is_two_letters(code: str) -> None:
    assert _refused(replace(PLAIN, jurisdiction=code)) == "jurisdiction"


def test_a_birth_lies_between_1850_and_today() -> None:
    for day in (date(1850, 1, 1), date(2024, 2, 29), TODAY):
        rules.check_details(replace(PLAIN, birth_date=day), TODAY)
    for day in (date(1849, 12, 31), date(1, 1, 1), TOMORROW):
        assert _refused(replace(PLAIN, birth_date=day)) == "birth_date"


@pytest.mark.parametrize("status", [s for s in ClientStatus if s is not ClientStatus.DECEASED])
def test_a_date_of_death_needs_the_status(status: ClientStatus) -> None:
    details = replace(PLAIN, status=status, deceased_on=TODAY)
    assert _refused(details) in ("deceased_on", "status")


def test_a_death_lies_between_birth_and_today() -> None:
    born = date(2000, 2, 29)
    dead = replace(PLAIN, birth_date=born, status=ClientStatus.DECEASED)
    for day in (None, born, TODAY):
        rules.check_details(replace(dead, deceased_on=day), TODAY)
    for day in (born - timedelta(days=1), TOMORROW):
        assert _refused(replace(dead, deceased_on=day)) == "deceased_on"
    unborn = replace(dead, birth_date=None, deceased_on=date(1849, 12, 31))
    assert _refused(unborn) == "deceased_on"


def test_an_authority_ends_after_it_begins() -> None:
    day = date(2026, 1, 1)
    for start, end in ((None, None), (day, None), (None, day), (day, day), (day, date(2099, 1, 1))):
        person = replace(PERSON, authority_from=start, authority_to=end)
        rules.check_details(replace(PLAIN, people=(person,)), TODAY)
    person = replace(PERSON, authority_from=day, authority_to=day - timedelta(days=1))
    assert _refused(replace(PLAIN, people=(person,))) == "people.0.authority_to"
    person = replace(PERSON, authority_from=date(1, 1, 1))
    assert _refused(replace(PLAIN, people=(person,))) == "people.0.authority_from"


def test_a_diagnosis_ends_after_it_begins() -> None:
    early = replace(DIAGNOSIS, since=TODAY, until=TODAY - timedelta(days=1))
    assert _refused(replace(PLAIN, diagnoses=(DIAGNOSIS, early))) == "diagnoses.1.until"
    ancient = replace(DIAGNOSIS, since=date(1849, 1, 1))
    assert _refused(replace(PLAIN, diagnoses=(ancient,))) == "diagnoses.0.since"


def test_an_error_never_carries_the_value() -> None:
    with pytest.raises(InvalidValue) as caught:
        rules.check_details(replace(PLAIN, legal_name="canary\n"), TODAY)
    assert "canary" not in repr(caught.value)
