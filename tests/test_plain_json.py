"""Models as JSON: what is written is read back, and what is no such model is refused."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest

from vault import plain_json


class Color(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    day: date
    color: Color = Color.RED
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    at: datetime
    parts: tuple[Part, ...] = ()
    count: int = 0
    is_done: bool = False
    about: str = ""
    first: Part | None = None


AT = datetime(2026, 11, 22, 10, 42, 7, 123456, tzinfo=UTC)
PART = Part(day=date(2026, 11, 2))
WHOLE = Whole(at=AT, parts=(PART, replace(PART, until=date(2027, 1, 1))), count=3, first=PART)


def _is_changed(value: object, default: object) -> bool:
    return value != default


def test_a_model_is_objects_lists_and_texts() -> None:
    assert plain_json.plain(WHOLE) == {
        "at": "2026-11-22T10:42:07.123456Z",
        "parts": [
            {"day": "2026-11-02", "color": "red", "until": None},
            {"day": "2026-11-02", "color": "red", "until": "2027-01-01"},
        ],
        "count": 3,
        "is_done": False,
        "about": "",
        "first": {"day": "2026-11-02", "color": "red", "until": None},
    }


def test_what_is_not_told_is_left_out_at_every_depth() -> None:
    assert plain_json.plain(replace(WHOLE, parts=()), _is_changed) == {
        "at": "2026-11-22T10:42:07.123456Z",
        "count": 3,
        "first": {"day": "2026-11-02"},
    }


@pytest.mark.parametrize("is_told", [lambda value, default: True, _is_changed])
@pytest.mark.parametrize("whole", [WHOLE, Whole(at=AT)])
def test_it_is_read_back_as_it_was(whole: Whole, is_told: plain_json.IsTold) -> None:
    text = json.dumps(plain_json.plain(whole, is_told))
    found = plain_json.parsed(Whole, json.loads(text))
    assert found == whole
    assert all(type(one.color) is Color for one in found.parts)


def test_a_field_of_a_later_version_is_passed_over() -> None:
    told = plain_json.plain(WHOLE)
    told["first"]["more"] = 1
    assert plain_json.parsed(Whole, {**told, "more": 1}) == WHOLE


NOT_ONE: dict[str, dict[str, Any]] = {
    "a number as text": {"count": "3"},
    "a truth as a number": {"count": True},
    "a number as truth": {"is_done": 1},
    "nothing where there must be something": {"about": None},
    "an instant elsewhere": {"at": "2026-11-22T11:42:07.123456+01:00"},
    "an instant that is a number": {"at": 1},
    "no day": {"first": {"day": "2026-02-30"}},
    "no color": {"first": {"day": "2026-11-02", "color": "blue"}},
    "a part without its day": {"first": {}},
    "a part that is a list": {"first": []},
    "parts that are a number": {"parts": 1},
    "a part that is nothing": {"parts": [None]},
}


@pytest.mark.parametrize("wrong", NOT_ONE.values(), ids=NOT_ONE.keys())
def test_what_is_no_such_model_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError)):
        plain_json.parsed(Whole, {**plain_json.plain(WHOLE), **wrong})


@pytest.mark.parametrize("told", [None, 1, "text", [], {}])
def test_the_whole_is_refused_too(told: object) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError)):
        plain_json.parsed(Whole, told)
