"""From facts and rules to dates, each with its arithmetic. Pure: nobody asks what day it is.

A date is the first day on which disposal is allowed. Every minimum binds; what is missing or
contradicts itself becomes a question and never a date.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from vault import clock
from vault.retention import telling
from vault.retention.model import (
    DEFAULT_RULE,
    OVERRIDE_RULE,
    Anchor,
    Facts,
    License,
    MinorRule,
    Outcome,
    Override,
    Policy,
    Question,
    RecordClass,
    Rule,
    RuleStatus,
    Step,
)
from vault.retention.one_rule import Worked, work_out

POLICY_CITATION = "practice policy"


def decide(
    facts: Facts, rules: Iterable[Rule], policy: Policy, override: Override | None
) -> Outcome:
    """Return the dates that the ``rules``, which are those switched on, and the policy give.

    The policy's own rule joins where no minimum for the record applies or the practice chose it, or
    stands in place of all (``is_instead``). An override settles every question but an open episode
    and one about a notice, unless care or a closing came after it was decided. What a client was
    told is kept, whatever rules and override say: each notice is one more minimum.

    An episode that was open when the practice ended is nobody's to close: a minimum then counts
    from that end, for what was done since the export was sealed is not known.
    """
    if facts.is_active and facts.practice_ended is None:
        return _without_date(facts, override, Question.STILL_ACTIVE)
    own = [one for rule in applying(facts, rules, policy) if (one := work_out(facts, rule))]
    counted = _with_policy(facts, own, policy)
    aside = [one for one in own if one not in counted]
    if override is None:
        outcome = _decided(facts, counted, aside)
    elif (question := _why_anew(facts, counted, override)) is not None:
        outcome = _asked_anew(_decided(facts, counted, aside), override, question)
    else:
        outcome = _overridden(facts, [*aside, *counted], override)
    return _promised(facts, _told_first(facts, outcome, own))


def applying(facts: Facts, rules: Iterable[Rule], policy: Policy) -> list[Rule]:
    """Return the rules that bind for the places of ``facts``, and the licenses."""
    if not facts.has_come:
        return []
    return [
        rule
        for rule in rules
        if rule.jurisdiction in facts.jurisdictions and rule.licenses & policy.licenses
    ]


@cache
def default_rule(policy: Policy, has_come: bool = True) -> Rule:
    """Return the practice's own rule; from the last entry for somebody who never came."""
    return Rule(
        id=DEFAULT_RULE,
        jurisdiction="",
        licenses=frozenset(License),
        record_class=RecordClass.RECORD,
        anchors=(Anchor.TERMINATION if has_come else Anchor.LAST_ENTRY,),
        years=policy.years,
        minor=MinorRule(years=policy.minor_years),
        is_maximum=False,
        is_unclear=False,
        effective_from=None,
        effective_to=None,
        citation=POLICY_CITATION,
        status=RuleStatus.VERIFIED,
        remark="",
    )


def _without_date(facts: Facts, override: Override | None, question: Question) -> Outcome:
    return Outcome(
        client_id=facts.client_id,
        by_class={RecordClass.RECORD: None},
        eligible_on=None,
        no_later_than=None,
        steps=(),
        questions=(question,),
        override=override,
    )


def _with_policy(facts: Facts, own: list[Worked], policy: Policy) -> list[Worked]:
    # a custodian's own state adds to what was there before: it cannot make the default go
    has_minimum = any(
        _binds_record(one.rule) and one.rule.jurisdiction != facts.kept_in for one in own
    )
    if has_minimum and not (policy.is_instead or policy.is_chosen):
        return own
    default = work_out(facts, default_rule(policy, facts.has_come))
    laws = [one for one in own if not policy.is_instead or one.rule.is_maximum]
    return [*laws, *([default] if default else [])]


def _binds_record(rule: Rule) -> bool:
    return not rule.is_maximum and rule.record_class is RecordClass.RECORD


# --- all rules together ---


def _decided(facts: Facts, counted: list[Worked], aside: list[Worked]) -> Outcome:
    by_class = _by_class(counted)
    questions = _questions(facts, counted, by_class)
    known = [day for day in by_class.values() if day is not None]
    return Outcome(
        client_id=facts.client_id,
        by_class=by_class,
        eligible_on=max(known) if known and not questions else None,
        no_later_than=_no_later_than(counted),
        steps=_steps([*(one.uncounted() for one in aside), *counted]),
        questions=questions,
        override=None,
    )


def _why_anew(facts: Facts, counted: list[Worked], override: Override) -> Question | None:
    """Return why a day is to be decided anew: there was care after it was decided, or another day
    that a minimum counts from, or nobody can say when it was decided.

    The end of a practice is no such day for a record of which only the closing is not known.
    """
    if override.is_under_wrong_clock:
        return Question.ENTRIES_UNDER_WRONG_CLOCK
    steps = [step for one in counted if not one.rule.is_maximum for step in one.steps]
    dated = [one for one in steps if facts.is_active or one.anchor is not Anchor.PRACTICE_ENDED]
    days = (telling.last_day(facts, dated), facts.last_contact, facts.termination)
    decided = clock.local_day(override.at)
    is_newer = any(day is not None and day > decided for day in days)
    return Question.DECIDED_BEFORE_CARE if is_newer else None


def _asked_anew(outcome: Outcome, override: Override, question: Question) -> Outcome:
    own = replace(_own_step(override), is_counted=False)
    return replace(
        outcome,
        eligible_on=None,
        steps=(*outcome.steps, own),
        questions=tuple(dict.fromkeys((question, *outcome.questions))),
        override=override,
    )


def _own_step(override: Override) -> Step:
    return Step(
        rule_id=OVERRIDE_RULE,
        record_class=RecordClass.RECORD,
        is_maximum=False,
        anchor=Anchor.OVERRIDE,
        anchor_day=override.until,
        years=0,
        day=override.until,
        citation="",
    )


def _overridden(facts: Facts, worked: list[Worked], override: Override) -> Outcome:
    return Outcome(
        client_id=facts.client_id,
        by_class=dict.fromkeys(_by_class(worked), override.until),
        eligible_on=override.until,
        no_later_than=_no_later_than(worked),
        steps=(*_steps([one.uncounted() for one in worked]), _own_step(override)),
        questions=(),
        override=override,
    )


def _steps(worked: Iterable[Worked]) -> tuple[Step, ...]:
    return tuple(dict.fromkeys(step for one in worked for step in one.steps))


def _by_class(counted: Iterable[Worked]) -> Mapping[RecordClass, date | None]:
    days: dict[RecordClass, date | None] = {RecordClass.RECORD: None}
    for one in counted:
        if not one.rule.is_maximum:
            before = days.get(one.rule.record_class)
            known = [step.day for step in one.steps] + ([before] if before else [])
            days[one.rule.record_class] = max(known, default=None)
    return days


def _no_later_than(worked: Iterable[Worked]) -> date | None:
    days = [step.day for one in worked if one.rule.is_maximum for step in one.steps]
    return min(days, default=None)


def _questions(
    facts: Facts, counted: list[Worked], by_class: Mapping[RecordClass, date | None]
) -> tuple[Question, ...]:
    asked = [question for one in counted for question in one.questions]
    asked += _contradictions(facts, counted)
    for one in counted:
        minimum = by_class.get(one.rule.record_class)
        if one.rule.is_maximum and minimum is not None:
            asked += _against_maximum(one, minimum)
    if facts.has_entries_under_wrong_clock:
        asked.append(Question.ENTRIES_UNDER_WRONG_CLOCK)
    return tuple(dict.fromkeys(asked))


def _against_maximum(worked: Worked, minimum: date) -> Iterator[Question]:
    if any(step.day < minimum for step in worked.steps):
        yield Question.MINIMUM_AFTER_MAXIMUM
    if worked.rule.is_unclear:
        yield Question.MAXIMUM_UNCLEAR


def _contradictions(facts: Facts, counted: list[Worked]) -> Iterator[Question]:
    anchors = {step.anchor for one in counted for step in one.steps}
    if Anchor.TERMINATION in anchors and _is_after(facts.last_service, facts.termination):
        yield Question.SERVICE_AFTER_CLOSING
    if _is_after(facts.last_service, facts.death):
        yield Question.SERVICE_AFTER_DEATH
    if _is_after(facts.birth_date, facts.first_day):
        yield Question.BORN_AFTER_CARE


def _is_after(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day > other


# --- what the client was told ---


def _told_first(facts: Facts, outcome: Outcome, own: list[Worked]) -> Outcome:
    """Add the notice that a rule asks for where the record goes before that rule's own day."""
    early = [
        (one, notice)
        for one in own
        if (notice := one.rule.notice) is not None and _is_early(outcome.eligible_on, one)
    ]
    if not early:
        return outcome
    asking, wanted = max(early, key=lambda pair: pair[1].days)
    told = telling.told(facts, asking.rule, asking.steps)
    found = replace(outcome, notice=wanted)
    if told.step is None:
        return replace(found, eligible_on=None, questions=(told.question,))
    return replace(found, steps=(*outcome.steps, told.step))


def _is_early(eligible_on: date | None, one: Worked) -> bool:
    return eligible_on is not None and (one.day is None or eligible_on < one.day)


def _promised(facts: Facts, outcome: Outcome) -> Outcome:
    """Let nothing go before the waiting times that the client was told are over."""
    if not facts.notices:
        return outcome
    steps = (*outcome.steps, *telling.promised(facts, outcome.steps))
    until = telling.kept_until(steps)
    asked = (*outcome.questions, *_against_promise(facts, outcome, until))
    days = {one: day and max(day, until) for one, day in outcome.by_class.items()}
    eligible_on = outcome.eligible_on and max(outcome.eligible_on, until)
    return replace(
        outcome,
        by_class=days,
        eligible_on=None if asked else eligible_on,
        steps=steps,
        questions=tuple(dict.fromkeys(asked)),
    )


def _against_promise(facts: Facts, outcome: Outcome, until: date) -> Iterator[Question]:
    if telling.is_under_wrong_clock(facts):
        yield Question.NOTICE_UNDER_WRONG_CLOCK
    day, last = outcome.eligible_on, outcome.no_later_than
    if day is not None and last is not None and day <= last < until:
        yield Question.NOTICE_AFTER_MAXIMUM
