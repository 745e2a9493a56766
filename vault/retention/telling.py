"""What the client was told: which notice counts for a rule, and what was promised. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vault.retention.model import (
    NOTICE_RULE,
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
    """What a rule makes of the notices: the ``step`` of the one that counts, or what is asked."""

    step: Step | None
    question: Question


def days_after(day: date, days: int) -> date:
    """Return the first day after a waiting time of ``days`` that begins on ``day``."""
    return day + timedelta(days=days)


def told(facts: Facts, rule: Rule, steps: Iterable[Step]) -> Told:
    """Return what the client was told as ``rule`` wants it, whose arithmetic ``steps`` is.

    It counts if it was sent as the rule says, and not before the last service or any other day of
    care that the rule counts from: one of years ago spoke of another record.
    """
    wanted, last = rule.notice, last_day(facts, steps)
    if wanted is None:
        raise ValueError("a rule that asks for no notice")
    fit = [one for one in _sure(facts) if _is_way(one, wanted) and _is_after(one, last)]
    return Told(
        step=_step(fit[-1], rule, wanted) if fit else None, question=_why_not(facts, wanted)
    )


def promised(facts: Facts, steps: Iterable[Step]) -> list[Step]:
    """Return what else the client was told: a line for each notice that ``steps`` have none of.

    Nothing goes before a waiting time is over, whether a rule asks for it or not; a notice that was
    entered under a wrong clock is shown, for nobody can say when its time is over.
    """
    shown = [one for one in steps if one.anchor is Anchor.NOTICE]
    lines = [
        replace(_step(one), is_counted=not one.is_under_wrong_clock)
        for one in facts.notices
        if not any(s.anchor_day == one.sent_on and s.day >= one.wait_until for s in shown)
    ]
    return list(dict.fromkeys(lines))


def kept_until(steps: Iterable[Step]) -> date:
    """Return when all waiting times among ``steps`` are over; long ago where there is none."""
    days = [one.day for one in steps if one.anchor is Anchor.NOTICE and one.is_counted]
    return max(days, default=date.min)


def is_under_wrong_clock(facts: Facts) -> bool:
    """Return whether the notice entered last was entered while the clock is known to be wrong."""
    return max(facts.notices, key=lambda one: one.id).is_under_wrong_clock


def last_day(facts: Facts, steps: Iterable[Step]) -> date | None:
    """Return the last service or any later day of care that ``steps`` count from: no birthday.

    Of entries those of care alone, also where they came after the practice ended: who files what
    proves a notice, or adds to an old note, saw nobody.
    """
    counted = [_of_care(facts, step) for step in steps if step.anchor not in _OF_BIRTH]
    return _latest(*counted, facts.last_service)


def _of_care(facts: Facts, step: Step) -> date | None:
    if step.anchor is Anchor.PRACTICE_ENDED:
        return _latest(facts.practice_ended, facts.last_note)
    return facts.last_note if step.anchor is Anchor.LAST_ENTRY else step.anchor_day


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _is_after(one: Notice, last: date | None) -> bool:
    return last is None or one.sent_on >= last


def _is_way(one: Notice, wanted: NoticeRule) -> bool:
    # an older vault has words for the code: "first-class mail"
    return "_".join(one.method.casefold().replace("-", " ").split()) == wanted.method


def _why_not(facts: Facts, wanted: NoticeRule) -> Question:
    found = _sure(facts)
    if any(_is_way(one, wanted) for one in found):
        return Question.NOTICE_TOO_EARLY
    if found:
        return Question.NOTICE_ANOTHER_WAY
    return Question.NOTICE_UNDER_WRONG_CLOCK if facts.notices else Question.NOTICE_NOT_SENT


def _sure(facts: Facts) -> list[Notice]:
    return [one for one in facts.notices if not one.is_under_wrong_clock]


def _step(one: Notice, rule: Rule | None = None, wanted: NoticeRule | None = None) -> Step:
    least = days_after(one.sent_on, wanted.days) if wanted else one.sent_on
    until = max(one.wait_until, least)
    return Step(
        rule_id=rule.id if rule else NOTICE_RULE,
        record_class=RecordClass.RECORD,
        is_maximum=False,
        anchor=Anchor.NOTICE,
        anchor_day=one.sent_on,
        years=0,
        days=(until - one.sent_on).days,
        day=until,
        citation=rule.citation if rule else "",
    )
