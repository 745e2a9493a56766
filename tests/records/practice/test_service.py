"""The practice's profile."""

from dataclasses import fields, replace
from typing import Any

import pytest

from tests.vault_fixtures import PRACTICE
from vault.audit import service as audit
from vault.changes import Changes, Kind
from vault.errors import InvalidValue, NotFound
from vault.practice import service
from vault.practice.model import Practice
from vault.session import Session

FULL = Practice(
    practitioner="Zo\u00eb \u05d3\u05d5\u05d3 🧑🏽‍🦱",
    practice_name="Elm Street Counseling",
    licenses="LCSW 12345 (CA)\nLCSW 678 (NE)",
    jurisdiction="NE",
    phone="+1 402 555 0100",
    email="zoe@example.org",
    address="12 Elm St\nLincoln",
    is_covered_entity=False,
    lock_after_minutes=120,
)


def test_the_profile_comes_back_as_saved(session: Session) -> None:
    service.save(session, FULL)
    assert service.get(session) == FULL
    service.save(session, PRACTICE)
    assert service.get(session) == PRACTICE


@pytest.mark.parametrize("field", [field.name for field in fields(Practice)])
def test_each_field_is_audited_by_name(session: Session, heard: list[Changes], field: str) -> None:
    service.save(session, replace(PRACTICE, **{field: getattr(FULL, field)}))
    event = audit.page(session, limit=1)[0]
    assert (event.action, event.client_id) == ("practice.change", None)
    assert event.detail == {"fields": field}
    assert heard == [{Kind.PRACTICE, Kind.AUDIT}]


def test_saving_the_same_does_nothing(session: Session, heard: list[Changes]) -> None:
    before = audit.page(session)
    service.save(session, PRACTICE)
    assert audit.page(session) == before
    assert heard == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("practitioner", ""),
        ("practitioner", "\u200b "),
        ("practitioner", "x" * 201),
        ("practitioner", "a\nb"),
        ("practice_name", "x" * 201),
        ("practice_name", "a\0"),
        ("licenses", "\0"),
        ("licenses", "x" * 20_001),
        ("jurisdiction", "ca"),
        ("jurisdiction", "California"),
        ("phone", "5\n5"),
        ("email", "x" * 1_001),
        ("address", "\x1b"),
        ("lock_after_minutes", 0),
        ("lock_after_minutes", 121),
    ],
)
def test_what_cannot_be(session: Session, heard: list[Changes], field: str, value: Any) -> None:
    with pytest.raises(InvalidValue, match=f"^{field}$"):
        service.save(session, replace(PRACTICE, **{field: value}))
    assert service.get(session) == PRACTICE
    assert heard == []


def test_a_vault_without_a_profile_says_so_and_takes_one(session: Session) -> None:
    session.rows.run("DELETE FROM practice")
    with pytest.raises(NotFound):
        service.get(session)
    service.save(session, FULL)
    assert service.get(session) == FULL
