"""The rules that come with the program, one file for each state; read once, checked word by word.

A file that says anything unexpected is refused as a whole: a rule read half would give a date.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from vault.errors import RuleFileBroken
from vault.retention.model import (
    Anchor,
    License,
    MinorRule,
    NoticeRule,
    RecordClass,
    Rule,
    RuleStatus,
)

Code = TypeVar("Code", bound=StrEnum)

MOST_YEARS = 100
MOST_DAYS = 366
_ID = re.compile(r"[a-z0-9-]{1,40}")
_STATE = re.compile(r"[A-Z]{2}")
_LIMITS = ("minimum", "maximum")
# What a file may count from; the others are made of a birth date, a decision or a letter.
_COUNTED = (
    Anchor.LAST_ENTRY,
    Anchor.LAST_CONTACT,
    Anchor.TERMINATION,
    Anchor.LAST_SERVICE,
    Anchor.DEATH,
)


@cache
def shipped() -> tuple[Rule, ...]:
    """Return all rules, by state and as their file lists them. Raises ``RuleFileBroken``."""
    found: list[Rule] = []
    folder = files("resources").joinpath("retention")
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            found += parse(path.read_text(encoding="utf-8"), path.name)
    _check_ids(found)
    return tuple(sorted(found, key=lambda rule: rule.jurisdiction))


def parse(text: str, name: str) -> tuple[Rule, ...]:
    """Return the rules of one file, which errors call ``name``. Raises ``RuleFileBroken``."""
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleFileBroken(f"{name}: not TOML") from error
    tables = whole.pop("rule", None)
    if whole or not isinstance(tables, list) or not tables:
        raise RuleFileBroken(f"{name}: rule")
    rules = tuple(_rule(_Table(one, name)) for one in tables)
    _check_ids(rules)
    return rules


def _check_ids(rules: Iterable[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleFileBroken(f"{rule.id}: id")
        seen.add(rule.id)


class _Table:
    """The fields of one table, each taken once; what is left over was not understood."""

    def __init__(self, fields: Any, at: str) -> None:
        self._at = at
        if not isinstance(fields, Mapping):
            raise RuleFileBroken(f"{at}: rule")
        self._fields = dict(fields)

    def broken(self, field: str) -> RuleFileBroken:
        return RuleFileBroken(f"{self._at}: {field}")

    def say_where(self, at: str) -> None:
        self._at = f"{self._at}: {at}"

    def take(self, field: str, kind: type[Any], default: Any = None) -> Any:
        value = self._fields.pop(field, default)
        # a bool is an int to Python, and a datetime a date
        if type(value) is not kind:
            raise self.broken(field)
        return value

    def text(self, field: str, pattern: re.Pattern[str] | None = None) -> str:
        value: str = self.take(field, str)
        if not value.strip() or (pattern is not None and not pattern.fullmatch(value)):
            raise self.broken(field)
        return value

    def number(self, field: str, allowed: range) -> int:
        value: int = self.take(field, int)
        if value not in allowed:
            raise self.broken(field)
        return value

    def one_of(self, field: str, codes: type[Code]) -> Code:
        value = self.text(field)
        if value not in set(codes):
            raise self.broken(field)
        return codes(value)

    def several(self, field: str, codes: type[Code]) -> tuple[Code, ...]:
        values = self.take(field, list)
        if len(set(map(str, values))) < len(values) or not set(values) <= set(codes):
            raise self.broken(field)
        return tuple(codes(value) for value in values)

    def optional_day(self, field: str) -> date | None:
        return self.take(field, date) if field in self._fields else None

    def optional_table(self, field: str) -> "_Table | None":
        if field not in self._fields:
            return None
        return _Table(self.take(field, dict), f"{self._at}: {field}")

    def has(self, field: str) -> bool:
        return field in self._fields

    def end(self) -> None:
        for field in self._fields:
            raise self.broken(field)


def _rule(table: _Table) -> Rule:
    rule_id = table.text("id", _ID)
    table.say_where(rule_id)
    rule = Rule(
        id=rule_id,
        jurisdiction=table.text("jurisdiction", _STATE),
        licenses=frozenset(table.several("licenses", License)),
        record_class=table.one_of("record_class", RecordClass),
        anchors=_anchors(table),
        years=table.number("years", range(1, MOST_YEARS + 1)),
        minor=_minor(table.optional_table("minor")),
        is_maximum=_is_maximum(table),
        is_unclear=table.take("is_unclear", bool, default=False),
        effective_from=table.optional_day("effective_from"),
        effective_to=table.optional_day("effective_to"),
        citation=table.text("citation"),
        status=table.one_of("status", RuleStatus),
        remark=table.text("remark"),
        notice=_notice(table.optional_table("notice")),
    )
    table.end()
    _check_whole(rule, table)
    return rule


def _check_whole(rule: Rule, table: _Table) -> None:
    if not rule.licenses:
        raise table.broken("licenses")
    if not rule.anchors and rule.minor is None:
        raise table.broken("anchors")
    if rule.is_unclear and not rule.is_maximum:
        raise table.broken("is_unclear")
    first, last = rule.effective_from, rule.effective_to
    if first is not None and last is not None and last < first:
        raise table.broken("effective_to")


def _anchors(table: _Table) -> tuple[Anchor, ...]:
    anchors = table.several("anchors", Anchor)
    if not set(anchors) <= set(_COUNTED) or anchors == (Anchor.DEATH,):
        raise table.broken("anchors")
    return anchors


def _is_maximum(table: _Table) -> bool:
    limit = table.text("limit")
    if limit not in _LIMITS:
        raise table.broken("limit")
    return limit == "maximum"


def _minor(table: _Table | None) -> MinorRule | None:
    if table is None:
        return None
    minor = MinorRule(
        age=table.number("age", range(18, 31)) if table.has("age") else None,
        years=table.number("years", range(MOST_YEARS + 1)),
        anchors=_anchors(table) if table.has("anchors") else (),
    )
    table.end()
    if minor.age is None and not minor.years:
        raise table.broken("years")
    return minor


def _notice(table: _Table | None) -> NoticeRule | None:
    if table is None:
        return None
    notice = NoticeRule(
        method=table.text("method", re.compile("[a-z_]{1,40}")),
        days=table.number("days", range(1, MOST_DAYS + 1)),
    )
    table.end()
    return notice
