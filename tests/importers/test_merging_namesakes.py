"""Two entries of a record under one name: nobody gets what belongs to the other."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.importers.tabling import TODAY
from vault.clients.model import (
    ClientDetails,
    ContactKind,
    ContactMethod,
    Diagnosis,
    PersonRole,
    RelatedPerson,
)
from vault.importers import merging
from vault.importers.merging import merge, unmerge


def _maria(relation: str = "", phone: str = "", remark: str = "") -> RelatedPerson:
    return RelatedPerson(
        role=PersonRole.EMERGENCY,
        name="Maria Diaz",
        relation=relation,
        phone=phone,
        remark=remark,
    )


def _ana(*people: RelatedPerson) -> ClientDetails:
    return ClientDetails(legal_name="Ana Diaz", people=people)


MOTHER = _maria(remark="the mother")
GRANDMOTHER = _maria("Grandmother", "555 010 2033")


def test_a_row_about_one_of_two_namesakes_fills_that_one() -> None:
    before = _ana(MOTHER, GRANDMOTHER)
    said = replace(GRANDMOTHER, email="maria@example.org")
    merged = merge(before, _ana(said), TODAY)
    assert merged.details.people == (MOTHER, said)
    assert unmerge(merged.details, merged.filled) == before


def test_what_the_record_has_already_changes_nothing() -> None:
    merged = merge(_ana(MOTHER, GRANDMOTHER), _ana(GRANDMOTHER), TODAY)
    assert (merged.details, merged.filled, merged.differing) == (
        *(_ana(MOTHER, GRANDMOTHER), {}, ()),
    )


@pytest.mark.parametrize(
    ("had", "said"),
    [
        ((MOTHER, GRANDMOTHER), _maria(phone="555 010 9999")),  # which of the two?
        ((MOTHER, GRANDMOTHER), _maria("Aunt", "555 010 9999")),
        ((_maria("Mother"),), _maria("Grandmother", "555 010 9999")),
    ],
    ids=["open", "neither", "another relation"],
)
def test_what_may_be_about_another_is_told_and_fills_nobody(
    had: tuple[RelatedPerson, ...], said: RelatedPerson
) -> None:
    merged = merge(_ana(*had), _ana(said), TODAY)
    assert (merged.details, merged.filled) == (_ana(*had), {})
    assert "Maria Diaz" in merged.differing[0].value
    assert "555 010 9999" in merged.differing[0].value


def test_two_namesakes_of_one_row_stay_two() -> None:
    merged = merge(_ana(), _ana(_maria("Mother"), GRANDMOTHER), TODAY)
    assert merged.details.people == (_maria("Mother"),)
    assert "555 010 2033" in merged.differing[0].value


def test_a_namesake_typed_after_an_import_is_not_emptied() -> None:
    merged = merge(_ana(_maria()), _ana(_maria(phone="555")), TODAY)
    typed = _maria("Grandmother", "555")
    now = _ana(_maria(), typed)  # the number was the other one's
    assert unmerge(now, merged.filled) == now
    now = _ana(typed, _maria(phone="555"))
    assert unmerge(now, merged.filled) == _ana(typed, _maria())


def test_an_entry_that_was_changed_since_is_still_emptied() -> None:
    merged = merge(_ana(_maria()), _ana(_maria(phone="555")), TODAY)
    changed = _ana(_maria(phone="555", remark="call first"))
    assert unmerge(changed, merged.filled) == _ana(_maria(remark="call first"))


def test_an_entry_typed_like_one_that_was_added_stays() -> None:
    merged = merge(_ana(), _ana(GRANDMOTHER), TODAY)
    now = _ana(GRANDMOTHER, GRANDMOTHER)
    assert unmerge(now, merged.filled) == _ana(GRANDMOTHER)


def test_what_an_earlier_version_filled_is_emptied_where_only_one_says_it() -> None:
    def without_entries(filled: dict[str, Any]) -> dict[str, Any]:
        return {
            "parts": [{k: v for k, v in one.items() if k != "entry"} for one in filled["parts"]]
        }

    merged = merge(_ana(_maria()), _ana(_maria("Mother", "555")), TODAY)
    old = without_entries(merged.filled)
    assert unmerge(merged.details, old) == _ana(_maria())
    two = _ana(_maria("Mother", "555"), _maria("Mother", "555", "typed"))
    assert unmerge(two, old) == two


def test_any_merge_is_taken_back_whole_and_loses_nothing() -> None:
    draw = random.Random(1)

    def details() -> ClientDetails:
        people = [
            RelatedPerson(
                role=draw.choice((PersonRole.EMERGENCY, PersonRole.OTHER)),
                name=draw.choice(("Ana", "Bo")),
                relation=draw.choice(("", "mother", "aunt")),
                phone=draw.choice(("", "555", "556")),
                remark=draw.choice(("", "x")),
            )
            for _ in range(draw.randint(0, 3))
        ]
        contacts = [
            ContactMethod(
                kind=draw.choice((ContactKind.PHONE, ContactKind.EMAIL)),
                value="555",
                label=draw.choice(("", "work")),
                rule=draw.choice(("", "no voicemail")),
                is_preferred=draw.choice((True, False)),
            )
            for _ in range(draw.randint(0, 3))
        ]
        diagnoses = [
            Diagnosis(
                description="F32.1",
                since=draw.choice((None, date(2020, 1, 1))),
                until=draw.choice((None, date(2021, 1, 1))),
            )
            for _ in range(draw.randint(0, 2))
        ]
        return ClientDetails(
            legal_name="Ana",
            people=tuple(people),
            contacts=tuple(contacts),
            diagnoses=tuple(diagnoses),
        )

    for _ in range(3000):
        before, incoming = details(), details()
        merged = merge(before, incoming, TODAY)
        assert unmerge(merged.details, merged.filled) == before
        has = {merging._words(one) for name in _LISTS for one in getattr(merged.details, name)}
        told = [*has, *(one.value for one in merged.differing)]
        for name in _LISTS:
            for entry in getattr(incoming, name):
                for part in merging._words(entry).split(", "):
                    assert any(part in one for one in told)


_LISTS = ("people", "contacts", "diagnoses")
