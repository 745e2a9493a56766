"""Which notice counts, where a rule wants the client told before a record goes. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vault.retention.model import (
    Anchor,
    Facts,
    Notice,
    NoticeRule,
    Question,
    RecordClass,
    Rule,
    Step,
)

_OF_BIRTH = (Anchor.MAJORITY, Anchor.BIRTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the notices come to: the first ``day`` after the waiting time, or what is to be asked.

    ``steps`` has all of them; those that do not count are marked so.
    """

    steps: tuple[Step, ...]
    day: date | None
    question: Question


def days_after(day: date, days: int) -> date:
    """Return the first day after a waiting time of ``days`` that begins on ``day``."""
    return day + timedelta(days=days)


def told(facts: Facts, rule: Rule, steps: Iterable[Step]) -> Told:
    """Return what the client was told as ``rule`` wants it, whose arithmetic ``steps`` is.

    It counts if it was sent as the rule says, and not before the last service or any other day of
    care that the rule counts from: one of years ago spoke of another record.
    """
    wanted, last = rule.notice, _last_day(facts, steps)
    if wanted is None:
        raise ValueError("a rule that asks for no notice")
    fit = [one for one in facts.notices if _is_way(one, wanted) and _is_after(one, last)]
    lines = [
        replace(_step(rule, wanted, one), is_counted=bool(fit) and one == fit[-1])
        for one in facts.notices
    ]
    return Told(
        steps=tuple(dict.fromkeys(lines)),
        day=_step(rule, wanted, fit[-1]).day if fit else None,
        question=_why_not(facts, wanted),
    )


def _last_day(facts: Facts, steps: Iterable[Step]) -> date | None:
    days = [step.anchor_day for step in steps if step.anchor not in _OF_BIRTH]
    return max([*days, *([facts.last_service] if facts.last_service else [])], default=None)


def _is_after(one: Notice, last: date | None) -> bool:
    return last is None or one.sent_on >= last


def _is_way(one: Notice, wanted: NoticeRule) -> bool:
    # an older vault has words for the code: "first-class mail"
    return "_".join(one.method.casefold().replace("-", " ").split()) == wanted.method


def _why_not(facts: Facts, wanted: NoticeRule) -> Question:
    if any(_is_way(one, wanted) for one in facts.notices):
        return Question.NOTICE_TOO_EARLY
    return Question.NOTICE_ANOTHER_WAY if facts.notices else Question.NOTICE_NOT_SENT


def _step(rule: Rule, wanted: NoticeRule, one: Notice) -> Step:
    until = max(one.wait_until, days_after(one.sent_on, wanted.days))
    return Step(
        rule_id=rule.id,
        record_class=RecordClass.RECORD,
        is_maximum=False,
        anchor=Anchor.NOTICE,
        anchor_day=one.sent_on,
        years=0,
        days=(until - one.sent_on).days,
        day=until,
        citation=rule.citation,
    )
