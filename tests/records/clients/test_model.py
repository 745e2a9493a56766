"""Ages, minors and who may act for a client."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.records.clients.samples import FULL, PLAIN
from vault.clients.model import Client, ClientDetails, PersonRole, RelatedPerson, age
from vault.ids import ClientId


def _client(details: ClientDetails) -> Client:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    return Client(
        id=ClientId(1),
        uid="",
        record_number="0001",
        details=details,
        created_at=now,
        changed_at=now,
    )


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2026, 2, 28), 17),
        (date(2026, 3, 1), 18),
        (date(2028, 2, 28), 19),
        (date(2028, 2, 29), 20),
        (date(2008, 2, 29), 0),
        (date(2008, 2, 28), -1),
    ],
)
def test_a_leap_day_birthday_counts_from_the_first_of_march(day: date, years: int) -> None:
    assert age(date(2008, 2, 29), day) == years


@pytest.mark.parametrize(
    ("state", "majority"), [("", 18), ("CA", 18), ("AL", 19), ("NE", 19), ("MS", 21)]
)
def test_majority_is_the_states(state: str, majority: int) -> None:
    client = _client(replace(PLAIN, birth_date=date(2000, 6, 15), jurisdiction=state))
    assert client.is_minor_on(date(2000 + majority, 6, 14)) is True
    assert client.is_minor_on(date(2000 + majority, 6, 15)) is False


def test_without_a_birth_date_nobody_knows() -> None:
    client = _client(PLAIN)
    assert client.age_on(date(2026, 1, 1)) is None
    assert client.is_minor_on(date(2026, 1, 1)) is None


def test_authority_has_its_days() -> None:
    mother = FULL.people[0]
    assert not mother.has_authority_on(date(2019, 12, 31))
    assert mother.has_authority_on(date(2020, 1, 1))
    assert mother.has_authority_on(date(2029, 5, 20))
    assert not mother.has_authority_on(date(2029, 5, 21))


def test_only_a_representative_with_a_ground_has_authority() -> None:
    ana = RelatedPerson(role=PersonRole.REPRESENTATIVE, name="Ana", authority="court order")
    day = date(2026, 1, 1)
    assert ana.has_authority_on(day)
    assert not replace(ana, authority="").has_authority_on(day)
    assert not replace(ana, role=PersonRole.EMERGENCY).has_authority_on(day)


def test_no_repr_shows_anything_typed() -> None:
    shown = repr(_client(FULL))
    for typed in ("Zo", "Max", "Ana", "555", "Elm", "Adjustment", "voicemail", "2010", "Plan of"):
        assert typed not in shown
